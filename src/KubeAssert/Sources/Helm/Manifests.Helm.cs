using KubeAssert.Sources;

namespace KubeAssert;

/// <content>Helm charts.</content>
public static partial class Manifests
{
    /// <summary>Renders a chart with <c>helm template</c>: <c>FromHelmChart("chart/", chart => chart.Values("values-prod.yaml").Set("image.tag", "1.2"))</c>.</summary>
    /// <param name="path">
    /// The chart's folder or <c>.tgz</c> file; a relative one starts at the test project's folder, or at the nearest folder above it, up
    /// to the repository's root, that has it. Or <c>oci://</c> and <c>https://</c> URLs, and a chart's name with <see cref="HelmChart.Repository"/>.
    /// </param>
    /// <param name="configure">Values, release, namespace, versions.</param>
    /// <param name="cancellationToken">Stops the program.</param>
    /// <remarks>
    /// No cluster is asked. Places are lines of what is rendered, <c>helm:chart:12:3</c>; <see cref="Manifest.Origin"/> is the template.
    /// A chart is rendered once while neither it, nor the values, nor the options change.
    /// </remarks>
    /// <exception cref="RenderException">Helm is missing, fails, takes too long, or a dependency is missing.</exception>
    /// <exception cref="ManifestReadException">What it rendered can't be read.</exception>
    public static ManifestSet FromHelmChart(string path, Func<HelmChart, HelmChart>? configure = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return Helm.Render(path, configure?.Invoke(new HelmChart()) ?? new HelmChart(), cancellationToken);
    }
}
