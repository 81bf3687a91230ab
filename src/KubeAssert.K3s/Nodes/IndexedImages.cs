using System.Text.Json;
using System.Text.Json.Nodes;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.K3s;

/// <summary>Images of an OCI layout, <c>index.json</c>: Docker since version 25, buildx, and the .NET SDK for several platforms.</summary>
internal sealed class IndexedImages(Func<string, JsonElement?> read)
{
    private const string FullName = "io.containerd.image.name";
    private const string RefName = "org.opencontainers.image.ref.name";
    private const int MostNested = 4;

    public ImagePlan Plan(string architecture, ImageReference? wanted)
    {
        var roots = read(ImageArchive.Index)!.Value.Items("manifests").ToList();
        var isOnly = roots.Select(r => r.Text("digest")).Distinct().Count() == 1;
        var kept = new HashSet<string>(StringComparer.Ordinal);
        var names = new List<string>();
        var chosen = new JsonArray();
        foreach (var root in roots)
        {
            var candidates = Candidates(root, 0).ToList();
            if (candidates.Count == 0)
                continue;
            var match = candidates.Where(c => c.Platform == $"linux/{architecture}").Select(c => (JsonElement?)c.Manifest).FirstOrDefault()
                ?? throw ImagePlan.ForAnother(candidates.Select(c => c.Platform).Distinct(), architecture);
            var own = ImagePlan.Name(NamesOf(root), wanted, isOnly).Where(n => !names.Contains(n)).ToList();
            names.AddRange(own);
            Keep(match, kept);
            foreach (var name in own)
            {
                chosen.Add(new JsonObject
                {
                    ["mediaType"] = match.Text("mediaType"),
                    ["digest"] = match.Text("digest"),
                    ["size"] = match.Long("size"),
                    ["platform"] = new JsonObject { ["os"] = "linux", ["architecture"] = architecture },
                    ["annotations"] = new JsonObject { [FullName] = name },
                });
            }
        }

        if (names.Count == 0)
            throw new K3sException("holds no image");
        var index = new JsonObject { ["schemaVersion"] = 2, ["mediaType"] = "application/vnd.oci.image.index.v1+json", ["manifests"] = chosen };
        return new ImagePlan(names, [(ImageArchive.Layout, """{"imageLayoutVersion":"1.0.0"}"""u8.ToArray()), (ImageArchive.Index, JsonSerializer.SerializeToUtf8Bytes(index))], kept.Contains);
    }

    /// <summary>The manifests below a descriptor that are present, with the platform that they, or else their configurations, name.</summary>
    private IEnumerable<(JsonElement Manifest, string Platform)> Candidates(JsonElement descriptor, int depth)
    {
        if (depth > MostNested || read(BlobOf(descriptor)) is not { } content)
            yield break;
        if (content.TryGetProperty("manifests", out _))
        {
            foreach (var found in content.Items("manifests").SelectMany(m => Candidates(m, depth + 1)))
                yield return found;
        }
        else if (content.TryGetProperty("config", out var config))
        {
            // attestations stand beside images, for a platform that is none; what an image itself says of its platform counts most
            var platform = PlatformOf(read(BlobOf(config)) ?? default) ?? PlatformOf(descriptor.Get("platform"));
            if (platform is not (null or "unknown/unknown"))
                yield return (descriptor, platform);
        }
    }

    private void Keep(JsonElement manifest, HashSet<string> kept)
    {
        kept.Add(BlobOf(manifest));
        var content = read(BlobOf(manifest))!.Value;
        kept.Add(BlobOf(content.GetProperty("config")));
        kept.UnionWith(content.Items("layers").Select(BlobOf));
    }

    private static IEnumerable<string?> NamesOf(JsonElement descriptor)
    {
        var annotations = descriptor.Get("annotations");
        // a bare tag is no name
        return annotations.Text(FullName) is { } full ? [full] : annotations.Text(RefName) is { } name && name.IndexOfAny(['/', ':']) >= 0 ? [name] : [];
    }

    private static string? PlatformOf(JsonElement from) =>
        from.Text("os") is { Length: > 0 } os && from.Text("architecture") is { Length: > 0 } architecture ? $"{os}/{architecture}" : null;

    private static string BlobOf(JsonElement descriptor) => "blobs/" + descriptor.Text("digest")!.Replace(':', '/');
}
