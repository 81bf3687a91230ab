namespace KubeAssert.Sources;

/// <summary>Environments in Jsonnet: <c>main.jsonnet</c> files, as Tanka has them.</summary>
internal static class JsonnetFinder
{
    public static void Find(Discovery discovery)
    {
        foreach (var file in discovery.Files.Where(f => f.Name == "main.jsonnet" && !$"/{f.Path}".Contains("/vendor/", StringComparison.Ordinal) && !$"/{f.Path}".Contains("/lib/", StringComparison.Ordinal)))
        {
            var libraries = Libraries(discovery, file.Folder);
            var jpath = libraries.Count == 0 ? "" : $", jpath: [{string.Join(", ", libraries.Select(l => $"\"{l}\""))}]";
            discovery.Add(DeployableKind.Jsonnet, file.Path, file.Path, "an environment in Jsonnet", $"Manifests.FromJsonnet(\"{file.Path}\"{jpath})",
                () => Manifests.FromJsonnet(file.Full, jpath: libraries.Select(discovery.FullOf).ToList()));
        }
    }

    /// <summary>What Tanka looks in: lib and vendor beside the nearest jsonnetfile.json.</summary>
    private static List<string> Libraries(Discovery discovery, string folder)
    {
        for (var at = folder; ; at = at.LastIndexOf('/') is var slash and >= 0 ? at[..slash] : "")
        {
            var prefix = at.Length == 0 ? "" : at + "/";
            if (File.Exists(discovery.FullOf(prefix + "jsonnetfile.json")) || at.Length == 0)
                return new[] { prefix + "vendor", prefix + "lib" }.Where(l => Directory.Exists(discovery.FullOf(l))).ToList();
        }
    }
}
