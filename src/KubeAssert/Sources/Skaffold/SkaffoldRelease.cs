using KubeAssert.Yaml;

namespace KubeAssert.Sources;

/// <summary>A release of helm in a skaffold.yaml.</summary>
internal static class SkaffoldRelease
{
    public static ManifestSet Render(Node release, string folder, string called, string source, SkaffoldTemplate template, SkaffoldOptions options, CancellationToken cancellation)
    {
        foreach (var alien in new[] { "packaged", "useHelmSecrets" })
        {
            if (release[alien] is { HasValue: true } node && node.AsBoolean() != false)
                throw new RenderException(source, $"{node.Location} has {alien}, which only skaffold can render", "install skaffold");
        }

        var chart = new HelmChart { Limit = options.TimeLimit, ValuesFolder = folder, HasNoTests = release["skipTests"].AsBoolean() == true };
        if (release["name"] is { Text: { } name } named)
            chart = chart.Release(template.Expand(name, named, mustBeSet: true));
        if (release["namespace"] is { Text: { } text } @namespace)
            chart = chart.Namespace(template.Expand(text, @namespace, mustBeSet: true));
        if (release["version"].Text is { } version)
            chart = chart.Version(version);
        if (release["repo"].Text is { } repository)
            chart = chart.Repository(repository);
        if (release["overrides"].Entries.Count > 0)
            chart = chart with { ValuesText = NodeJson.Write(release["overrides"]) };
        chart = chart.Values(release["valuesFiles"].Items.Where(file => file.Text is not null).Select(file => ValuesFile(template.Expand(file.Text!, file), file, source)).ToArray());

        // each value is handed on as it is, in the order of the keys
        foreach (var (key, value) in Sorted(release["setValues"]))
            chart = chart.With("--set", key, value.Text ?? "null");
        foreach (var (key, value) in Sorted(release["setFiles"]))
            chart = chart.With("--set-file", key, Path.GetFullPath(AtHome(value.Text ?? ""), folder));
        foreach (var (key, value) in Sorted(release["setValueTemplates"]))
        {
            // with no digest to follow it
            var expanded = template.Expand(value.Text ?? "null", value);
            chart = chart.With("--set", template.Expand(key, value), expanded.EndsWith('@') ? expanded[..^1] : expanded);
        }

        if (release["remoteChart"].Text is { } remote)
            return Helm.Render(remote, chart, cancellation);
        if (release["chartPath"] is { Text: { } written } at)
        {
            var path = template.Expand(written, at, mustBeSet: true);
            return Helm.Render(Path.GetFullPath(path, folder), chart, cancellation, SkaffoldFile.Joined(called, path));
        }

        throw new RenderException(source, $"{release.Location} names no chart", "give it a chartPath or a remoteChart");
    }

    /// <summary>The values in maps of maps by the keys that helm knows: <c>image.tag</c>.</summary>
    public static IEnumerable<(string Key, Node Value)> Flat(Node values, string prefix = "") =>
        values.Entries.SelectMany(entry => entry.Value.IsMap ? Flat(entry.Value, prefix + entry.Key + ".") : [(prefix + entry.Key, entry.Value)]);

    private static IEnumerable<(string Key, Node Value)> Sorted(Node values) => Flat(values).OrderBy(v => v.Key, StringComparer.Ordinal);

    private static string ValuesFile(string file, Node place, string source) =>
        file.StartsWith("gs://", StringComparison.Ordinal)
            ? throw new RenderException(source, $"{place.Location} has {file}, which is not on this machine and only skaffold can fetch", "install skaffold, or keep the file beside the chart")
            : AtHome(file);

    private static string AtHome(string file) => file.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), file[2..]) : file;
}
