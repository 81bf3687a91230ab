using System.Text.Json;
using System.Text.Json.Nodes;
using KubeAssert.Cluster.Connection;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Deploying;

/// <summary>
/// Objects outside the run's namespaces, which other runs may use at the same time. Each run signs what it uses; who leaves last
/// removes what a run made. What was there before any run is never removed.
/// </summary>
internal sealed class SharedObjects(ApiObjects objects, string runId)
{
    private const int Tries = 5;

    /// <summary>Applies and signs.</summary>
    public async Task<JsonElement> ApplyAsync(ApiResource resource, string? @namespace, Manifest manifest, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            var present = await objects.FindAsync(resource, @namespace, manifest.Name, cancel).ConfigureAwait(false);
            var maker = present is null ? runId : present.Value.Get("metadata").Get("labels").Text(TestRun.Label);
            var body = JsonNode.Parse(manifest.Root.ToString())!.AsObject();
            if (maker is not null)
            {
                var metadata = body["metadata"]!.AsObject();
                if (metadata["labels"] is not JsonObject)
                    metadata["labels"] = new JsonObject();
                metadata["labels"]![TestRun.Label] = maker;
            }

            var applied = await objects.ApplyAsync(resource, @namespace, manifest.Name, body, cancel).ConfigureAwait(false);
            if (maker is null)
                return applied;
            var signed = await objects.MergeAsync(resource, @namespace, manifest.Name, Signature("in use"), cancel).ConfigureAwait(false);
            if (signed is not null || attempt == Tries)
                return signed ?? applied;
        }
    }

    /// <summary>Takes the run's signature off, and removes the object if that was the last one.</summary>
    public async Task ReleaseAsync(SharedName name, ApiResource resource, CancellationToken cancel)
    {
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            if (await objects.FindAsync(resource, name.Namespace, name.Name, cancel).ConfigureAwait(false) is not { } present || present.Get("metadata").Get("labels").Text(TestRun.Label) is null)
                return;
            if (await objects.MergeAsync(resource, name.Namespace, name.Name, Signature(null), cancel).ConfigureAwait(false) is not { } left || IsSigned(left))
                return;

            var metadata = left.Get("metadata");
            if (await objects.DeleteAsync(resource, name.Namespace, name.Name, metadata.Text("uid"), "Background", cancel, metadata.Text("resourceVersion")).ConfigureAwait(false))
                return;
        }
    }

    private static bool IsSigned(JsonElement item) =>
        item.Get("metadata").Entries("annotations").Any(a => a.Name.StartsWith(TestRun.UserAnnotationPrefix, StringComparison.Ordinal));

    private JsonObject Signature(string? value) => new()
    {
        ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [TestRun.UserAnnotationPrefix + runId] = value } },
    };
}

/// <summary>A shared object as the run's namespace remembers it.</summary>
internal sealed record SharedName(string ApiVersion, string Kind, string? Namespace, string Name)
{
    public override string ToString() => Namespace is null ? $"{Kind}/{Name}" : $"{Kind}/{Name} in {Namespace}";
}
