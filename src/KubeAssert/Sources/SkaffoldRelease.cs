using KubeAssert.Yaml;

namespace KubeAssert.Sources;

/// <summary>A release of helm in a skaffold.yaml.</summary>
internal static class SkaffoldRelease
{
    public static ManifestSet Render(Node release, string folder, string called, string source, SkaffoldOptions options, CancellationToken cancellation)
    {
        if (release["setValueTemplates"].Entries.Select(e => e.Value).FirstOrDefault(v => v.Text?.Contains("{{", StringComparison.Ordinal) == true) is { } template)
            throw new RenderException(source, $"{template.Location} has a value with a template, which only skaffold can render", "install skaffold");

        var chart = new HelmChart { Limit = options.TimeLimit, ValuesFolder = folder };
        if (release["name"].Text is { } name)
            chart = chart.Release(name);
        if (release["namespace"].Text is { } @namespace)
            chart = chart.Namespace(@namespace);
        if (release["version"].Text is { } version)
            chart = chart.Version(version);
        if (release["repo"].Text is { } repository)
            chart = chart.Repository(repository);
        if (release["overrides"].HasValue)
            chart = chart with { ValuesText = NodeJson.Write(release["overrides"]) };
        chart = chart.Values(release["valuesFiles"].Items.Select(file => file.Text).OfType<string>().ToArray());
        chart = Set(Set(chart, release["setValues"], ""), release["setValueTemplates"], "");

        if (release["remoteChart"].Text is { } remote)
            return Helm.Render(remote, chart, cancellation);
        if (release["chartPath"].Text is { } path)
            return Helm.Render(Path.GetFullPath(path, folder), chart, cancellation, SkaffoldFile.Joined(called, path));
        throw new RenderException(source, $"{release.Location} names no chart", "give it a chartPath or a remoteChart");
    }

    /// <summary>Skaffold hands each value on by <c>--set</c>, as it is.</summary>
    private static HelmChart Set(HelmChart chart, Node values, string prefix)
    {
        foreach (var entry in values.Entries)
            chart = entry.Value.IsMap ? Set(chart, entry.Value, prefix + entry.Key + ".") : chart.With("--set", prefix + entry.Key, entry.Value.Text ?? "null");
        return chart;
    }
}
