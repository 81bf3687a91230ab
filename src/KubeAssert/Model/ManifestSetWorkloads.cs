using KubeAssert.Model;

namespace KubeAssert;

/// <summary>Tells a set of custom kinds that make pods.</summary>
public static class ManifestSetWorkloads
{
    /// <summary>
    /// The same set, in which objects of a custom kind count as workloads: their pod templates are selected by Services, their
    /// containers are checked, their references are followed.
    /// </summary>
    /// <param name="manifests">The set.</param>
    /// <param name="apiVersion">The API version with its group, <c>argoproj.io/v1alpha1</c>; <c>argoproj.io/*</c> for all versions.</param>
    /// <param name="kind">The kind, <c>Rollout</c>.</param>
    /// <param name="podTemplate">The path of the pod template (a map with <c>metadata</c> and <c>spec</c>): <c>spec.template</c>.</param>
    /// <param name="replicas">The path of the replicas; null when it has none.</param>
    /// <exception cref="FormatException">A path can't be read.</exception>
    public static ManifestSet WithWorkload(
        this ManifestSet manifests, string apiVersion, string kind, string podTemplate = "spec.template", string? replicas = "spec.replicas")
    {
        ArgumentNullException.ThrowIfNull(manifests);
        ArgumentException.ThrowIfNullOrEmpty(apiVersion);
        ArgumentException.ThrowIfNullOrEmpty(kind);
        ArgumentException.ThrowIfNullOrEmpty(podTemplate);

        var group = apiVersion.EndsWith("/*", StringComparison.Ordinal) ? apiVersion[..^2] : null;
        var shape = new WorkloadShape(
            kind, group, group is null ? apiVersion : null, KeyPath.Parse(podTemplate), replicas is null ? null : KeyPath.Parse(replicas));
        var known = manifests.Setting<CustomWorkloads>() ?? CustomWorkloads.None;
        return manifests.With(new CustomWorkloads(known.Shapes.Add(shape)));
    }
}
