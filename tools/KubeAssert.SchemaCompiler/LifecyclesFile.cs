using System.Globalization;
using System.Text.RegularExpressions;
using KubeAssert.OpenApi;

namespace KubeAssert.SchemaCompiler;

/// <summary>Since when versions of kinds are deprecated and when they go: the resource <c>api.lifecycles</c>, from <c>zz_generated.prerelease-lifecycle.go</c>.</summary>
internal static partial class LifecyclesFile
{
    public static void Update(string path, GoSource source)
    {
        var known = new SortedDictionary<string, ApiLifecycle>(StringComparer.Ordinal);
        if (File.Exists(path))
        {
            foreach (var lifecycle in ApiLifecycles.Read(File.ReadLines(path)))
                known[$"{lifecycle.ApiVersion} {lifecycle.Kind}"] = lifecycle;
        }

        foreach (var package in source.Packages)
        {
            var file = Path.Combine(package.Folder, "zz_generated.prerelease-lifecycle.go");
            if (!File.Exists(file))
                continue;
            foreach (var lifecycle in Read(File.ReadAllText(file), package))
                known[$"{lifecycle.ApiVersion} {lifecycle.Kind}"] = lifecycle;
        }

        File.WriteAllLines(path, known.Values.Select(l => l.ToString()));
    }

    private static IEnumerable<ApiLifecycle> Read(string text, GoPackage package)
    {
        var removed = Removed().Matches(text).ToDictionary(m => m.Groups[1].Value, m => Minor(m.Groups[2].Value), StringComparer.Ordinal);
        var replaced = Replaced().Matches(text).ToDictionary(m => m.Groups[1].Value, Replacement, StringComparer.Ordinal);
        foreach (Match match in Deprecated().Matches(text))
        {
            // a list goes with what it lists
            var kind = match.Groups[1].Value;
            if (kind.EndsWith("List", StringComparison.Ordinal))
                continue;
            yield return new ApiLifecycle(
                package.ApiVersion,
                kind,
                Minor(match.Groups[2].Value),
                removed.TryGetValue(kind, out var minor) ? minor : null,
                replaced.GetValueOrDefault(kind));
        }
    }

    /// <summary>The replacement as the warning names it; a list where the kind is not one is a slip in the markers.</summary>
    private static string Replacement(Match match)
    {
        var (kind, group, version, other) = (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value, match.Groups[4].Value);
        return $"{(group.Length == 0 ? "" : group + "/")}{version} {(other == kind + "List" ? kind : other)}";
    }

    private static int Minor(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"func \(in \*(\w+)\) APILifecycleDeprecated\(\) \(major, minor int\) \{\s*return 1, (\d+)")]
    private static partial Regex Deprecated();

    [GeneratedRegex(@"func \(in \*(\w+)\) APILifecycleRemoved\(\) \(major, minor int\) \{\s*return 1, (\d+)")]
    private static partial Regex Removed();

    [GeneratedRegex("""func \(in \*(\w+)\) APILifecycleReplacement\(\) schema\.GroupVersionKind \{\s*return schema\.GroupVersionKind\{Group: "([^"]*)", Version: "([^"]*)", Kind: "([^"]*)"\}""")]
    private static partial Regex Replaced();
}
