using KubeAssert.Yaml;

namespace KubeAssert.Sources;

/// <summary>
/// Lays profiles over a skaffold.yaml as skaffold does: what a profile has in <c>manifests</c> and <c>deploy</c> replaces the
/// fields of the same name, then its patches (RFC 6902) are applied.
/// </summary>
internal static class SkaffoldProfiles
{
    private static readonly string[] Sections = ["manifests", "deploy"];

    /// <summary>The profiles that count, in the order in which they are applied: those that activate themselves, then those that are named; <c>-name</c> takes one away.</summary>
    public static IReadOnlyList<string> Active(MapNode config, IReadOnlyList<string> named, string source)
    {
        var profiles = config["profiles"].Items.Where(p => p["name"].Text is { Length: > 0 }).ToList();
        var active = profiles.Where(p => SkaffoldActivation.Holds(p, source)).Select(p => p["name"].Text!).ToList();
        foreach (var name in named)
        {
            if (name.StartsWith('-'))
                active.RemoveAll(a => a == name[1..]);
            else if (!active.Contains(name, StringComparer.Ordinal) && profiles.Exists(p => p["name"].Text == name))
                active.Add(name);
        }

        return active;
    }

    public static MapNode Apply(MapNode config, IReadOnlyList<string> active, string source)
    {
        var profiles = config["profiles"].Items.ToList();
        foreach (var profile in active.Select(name => profiles.Last(p => p["name"].Text == name)))
        {
            foreach (var section in Sections)
            {
                // an empty list says nothing
                foreach (var entry in profile[section].Entries.Where(e => e.Value.HasValue && !(e.Value.IsList && e.Value.Items.Count == 0)))
                    config = (MapNode)NodeCopy.Change(config, $"{section}[{entry.Key}]", entry.Value);
            }

            foreach (var patch in profile["patches"].Items)
                config = SkaffoldPatch.Apply(config, patch, source);
        }

        return config;
    }
}
