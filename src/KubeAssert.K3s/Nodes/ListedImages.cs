using System.Text.Json;
using System.Text.Json.Nodes;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.K3s;

/// <summary>Images that <c>manifest.json</c> lists: the layout of <c>docker save</c> before version 25, of <c>podman save</c>, and of the .NET SDK for one platform.</summary>
internal sealed class ListedImages(Func<string, JsonElement?> read)
{
    public ImagePlan Plan(string architecture, ImageReference? wanted)
    {
        var listed = JsonNode.Parse(read(ImageArchive.Manifests)!.Value.GetRawText())!.AsArray();
        var names = new List<string>();
        foreach (var image in listed)
        {
            if ((string?)image?["Config"] is { } config && (read(config) ?? default).Text("architecture") is { Length: > 0 } other && other != architecture)
                throw ImagePlan.ForAnother([$"linux/{other}"], architecture);
            var own = ImagePlan.Name((image?["RepoTags"] as JsonArray ?? []).Select(t => (string?)t), wanted, isOnly: listed.Count == 1);
            image!["RepoTags"] = new JsonArray(own.Select(n => (JsonNode?)JsonValue.Create(n)).ToArray());
            names.AddRange(own);
        }

        return new ImagePlan(names, [(ImageArchive.Manifests, JsonSerializer.SerializeToUtf8Bytes(listed))], name => name != ImageArchive.Manifests);
    }
}
