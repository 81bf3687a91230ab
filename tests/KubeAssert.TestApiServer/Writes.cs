using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace KubeAssert.TestApiServer;

/// <summary>Apply, patch and delete.</summary>
internal sealed class Writes(TestServer server)
{
    private readonly ConcurrentDictionary<(Served, string?, string), JsonObject> _lastApplied = [];

    public async Task PatchAsync(HttpContext http, Target target)
    {
        var body = JsonNode.Parse(await ReadAsync(http))!.AsObject();
        var store = server.Store;
        var @namespace = target.Resource.Namespaced ? target.Namespace : null;
        if (server.Refuse?.Invoke(target.Resource.Kind, body) is { } refusal)
        {
            await Answers.Json(http, refusal, (int)refusal["code"]!);
            return;
        }

        if (@namespace is not null && store.Get(store.Resource("Namespace"), null, @namespace) is not { } home)
        {
            await Answers.Status(http, 404, "NotFound", $"namespaces \"{@namespace}\" not found");
            return;
        }

        var apply = http.Request.ContentType?.StartsWith("application/apply-patch", StringComparison.Ordinal) == true;
        var created = false;
        var result = store.Write(target.Resource, @namespace, target.Name!, present =>
        {
            if (present is null && !apply)
                return null;
            created = present is null;
            var now = present ?? [];
            var before = now["spec"]?.ToJsonString();
            if (target.Subresource == "scale")
            {
                Merging.Patch(now, body);
            }
            else if (apply)
            {
                // what was applied before changes nothing, as on a real server
                var key = (target.Resource, @namespace, target.Name!);
                var last = _lastApplied.GetValueOrDefault(key);
                if (last is null && present is not null && server.UidOf(target.Resource.Kind, target.Name!) is not null)
                    Merging.Apply(now["metadata"]!.AsObject(), body["metadata"]!.AsObject(), null); // it came late, and the recording is of what it makes
                else if (present is null || !JsonNode.DeepEquals(last, body))
                    Merging.Apply(now, body, last);
                _lastApplied[key] = body.DeepClone().AsObject();
            }
            else
            {
                Merging.Patch(now, body);
            }

            if (now["spec"] is not null && now["spec"]!.ToJsonString() != before)
                now["metadata"]!["generation"] = 1 + ((long?)now["metadata"]?["generation"] ?? 0);
            if (created && target.Resource.Kind == "Namespace")
                now["status"] = new JsonObject { ["phase"] = "Active" };
            return now;
        }, server.UidOf(target.Resource.Kind, target.Name!));

        if (result is null)
        {
            await Answers.Status(http, 404, "NotFound", $"{target.Resource.Plural} \"{target.Name}\" not found");
            return;
        }

        if (created && target.Resource.Kind == "Namespace")
            _ = server.FurnishAsync(target.Name!);
        await Answers.Json(http, result, created ? 201 : 200);
    }

    public async Task DeleteAsync(HttpContext http, Target target)
    {
        var body = await ReadAsync(http);
        var uid = body.Length > 0 ? (string?)JsonNode.Parse(body)?["preconditions"]?["uid"] : null;
        var @namespace = target.Resource.Namespaced ? target.Namespace : null;
        var present = server.Store.Get(target.Resource, @namespace, target.Name!);
        if (present is null)
        {
            await Answers.Status(http, 404, "NotFound", $"{target.Resource.Plural} \"{target.Name}\" not found");
            return;
        }

        if (uid is not null && (string?)present["metadata"]!["uid"] != uid)
        {
            await Answers.Status(http, 409, "Conflict", "the UID in the precondition does not match the UID in record");
            return;
        }

        if (target.Resource.Kind == "Namespace")
            server.Terminate(target.Name!);
        else
            server.Store.Delete(target.Resource, @namespace, target.Name!, server.Time.GetUtcNow());
        await Answers.Json(http, present);
    }

    private static async Task<string> ReadAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        return await reader.ReadToEndAsync(http.RequestAborted);
    }
}
