using KubeAssert.Cluster.Observation;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KubeAssert.Cluster.Connection;

/// <summary>What is done with objects: read, list, apply, patch, delete.</summary>
internal sealed class ApiObjects(ApiClient client)
{
    public const string FieldManager = "kubeassert";
    private const int PageSize = 500;

    public ApiClient Client => client;

    /// <summary>The object; null where there is none.</summary>
    public async Task<JsonElement?> FindAsync(ApiResource resource, string? @namespace, string name, CancellationToken cancel)
    {
        var found = await client.SendJsonAsync(ApiRequest.Get(resource.Path(@namespace, name)) with { Accepted = [404] }, cancel).ConfigureAwait(false);
        return found.Text("kind") == "Status" ? null : found;
    }

    /// <summary>All objects of a collection (without <c>kind</c>), page by page; read anew from the start when the server forgets where it was.</summary>
    public async Task<ObjectList> ListAsync(ApiResource resource, string? @namespace, string? labelSelector, CancellationToken cancel)
    {
        var collection = resource.Collection(@namespace);
        var selector = labelSelector is null ? "" : "&labelSelector=" + Uri.EscapeDataString(labelSelector);
        for (var pageSize = PageSize; ; pageSize = 0)
        {
            var items = new List<JsonElement>();
            var next = "";
            try
            {
                do
                {
                    var limit = pageSize == 0 ? "" : $"&limit={pageSize}";
                    var token = next.Length == 0 ? "" : "&continue=" + Uri.EscapeDataString(next);
                    var page = await client.SendJsonAsync(ApiRequest.Get($"{collection}?{(limit + token + selector).TrimStart('&')}".TrimEnd('?')), cancel).ConfigureAwait(false);
                    items.AddRange(page.Items("items"));
                    next = page.Get("metadata").Text("continue") ?? "";
                    if (next.Length == 0)
                        return new ObjectList(items, page.Get("metadata").Text("resourceVersion") ?? "");
                }
                while (true);
            }
            catch (KubeApiException e) when (e.Code == 410 && pageSize != 0)
            {
                // the continue token is too old: one answer with everything can't age
            }
        }
    }

    /// <summary>Server-side apply. Owns what it writes, even where somebody else wrote it before.</summary>
    public Task<JsonElement> ApplyAsync(ApiResource resource, string? @namespace, string name, JsonObject body, CancellationToken cancel) =>
        client.SendJsonAsync(new ApiRequest(HttpMethod.Patch, $"{resource.Path(@namespace, name)}?fieldManager={FieldManager}&force=true&fieldValidation=Strict")
        {
            Body = Encoding.UTF8.GetBytes(body.ToJsonString()),
            ContentType = ApiRequest.ApplyPatch,
        }, cancel);

    /// <summary>JSON merge patch; null where the object is gone.</summary>
    public async Task<JsonElement?> MergeAsync(ApiResource resource, string? @namespace, string name, JsonObject patch, CancellationToken cancel, string subresource = "")
    {
        var answer = await client.SendJsonAsync(new ApiRequest(HttpMethod.Patch, $"{resource.Path(@namespace, name)}{subresource}?fieldManager={FieldManager}-runs")
        {
            Body = Encoding.UTF8.GetBytes(patch.ToJsonString()),
            ContentType = ApiRequest.MergePatch,
            Accepted = [404],
        }, cancel).ConfigureAwait(false);
        return answer.Text("kind") == "Status" && answer.IntOrNull("code") == 404 ? null : answer;
    }

    /// <summary>Deletes; what is not there counts as deleted.</summary>
    /// <param name="resource">The kind.</param>
    /// <param name="namespace">The namespace; null for cluster-scoped kinds.</param>
    /// <param name="name">The name.</param>
    /// <param name="uid">Only the object with this uid; null for whichever has the name.</param>
    /// <param name="propagation">What becomes of its dependents: <c>Foreground</c>, <c>Background</c>, <c>Orphan</c>.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <param name="resourceVersion">Only while the object with the uid is of this version; null for whichever.</param>
    /// <returns>Whether there was something to delete.</returns>
    public async Task<bool> DeleteAsync(ApiResource resource, string? @namespace, string name, string? uid, string propagation, CancellationToken cancel, string? resourceVersion = null)
    {
        var options = new JsonObject { ["kind"] = "DeleteOptions", ["apiVersion"] = "v1", ["propagationPolicy"] = propagation };
        if (uid is not null)
            options["preconditions"] = new JsonObject { ["uid"] = uid };
        if (uid is not null && resourceVersion is not null)
            options["preconditions"]!["resourceVersion"] = resourceVersion;
        var answer = await client.SendJsonAsync(new ApiRequest(HttpMethod.Delete, resource.Path(@namespace, name))
        {
            Body = Encoding.UTF8.GetBytes(options.ToJsonString()),
            Accepted = [404, 409],
        }, cancel).ConfigureAwait(false);
        return !(answer.Text("kind") == "Status" && answer.IntOrNull("code") is 404 or 409);
    }
}

/// <summary>The objects of a collection at one resource version.</summary>
internal sealed record ObjectList(IReadOnlyList<JsonElement> Items, string ResourceVersion);
