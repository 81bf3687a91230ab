namespace KubeAssert;

/// <summary>What loading came to.</summary>
/// <param name="Manifests">Every manifest that could be read.</param>
/// <param name="Problems">What could not be read and why, in the order of the files.</param>
/// <param name="Skipped">
/// Files found in a folder or by a glob that hold no Kubernetes object: Helm values, <c>Chart.yaml</c>, kustomizations, dashboards.
/// </param>
public sealed record LoadResult(ManifestSet Manifests, IReadOnlyList<ReadProblem> Problems, IReadOnlyList<string> Skipped);
