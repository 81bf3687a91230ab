using KubeAssert.Comparing;
using KubeAssert.OpenApi;

namespace KubeAssert;

/// <summary>
/// In what two sets of manifests differ, as the API server would see them: <c>1000m</c> is <c>1</c>, a default that is written is no other
/// than one that is not, containers are told apart by name and ports by number and protocol, and order counts only where it means something.
/// What the server writes itself (the status, UIDs, managed fields) is never a difference. Immutable.
/// </summary>
public sealed class ManifestDiff
{
    private ManifestDiff(IReadOnlyList<Difference> differences) => Differences = differences;

    /// <summary>The differences: object by object in the order of the first set, then what only the second has.</summary>
    public IReadOnlyList<Difference> Differences { get; }

    /// <summary>Compares two sets. Objects belong together by group, kind, namespace and name; by the rest where only their namespaces differ.</summary>
    /// <param name="left">The first set.</param>
    /// <param name="right">The second set.</param>
    /// <param name="version">The Kubernetes version whose types and defaults count; the newest that the package knows when null.</param>
    public static ManifestDiff Between(ManifestSet left, ManifestSet right, KubernetesVersion? version = null)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new(new SetComparison(left, right, version ?? KubernetesVersion.Newest, onlyWritten: false).Run());
    }

    /// <summary>Compares what a cluster holds with what is written: only what is written is asked for, so that what servers and controllers add is no difference.</summary>
    /// <param name="live">What the cluster holds.</param>
    /// <param name="written">What is written; objects without a namespace are looked for in the default namespace of <paramref name="live"/>.</param>
    /// <param name="version">The Kubernetes version whose types and defaults count; the newest that the package knows when null.</param>
    public static ManifestDiff Drift(ManifestSet live, ManifestSet written, KubernetesVersion? version = null)
    {
        ArgumentNullException.ThrowIfNull(live);
        ArgumentNullException.ThrowIfNull(written);
        return new(new SetComparison(live, written.WithDefaultNamespace(live.DefaultNamespace), version ?? KubernetesVersion.Newest, onlyWritten: true).Run());
    }

    /// <summary>The differences as failure messages show them.</summary>
    public override string ToString() => DifferenceText.Of(Differences, "left", "right");
}
