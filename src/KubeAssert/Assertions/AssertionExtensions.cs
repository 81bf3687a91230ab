using System.Runtime.CompilerServices;
using KubeAssert.Assertions;

namespace KubeAssert;

/// <summary>Begins assertions over manifests and what is in them.</summary>
public static class AssertionExtensions
{
    /// <summary>Begins assertions over a set.</summary>
    /// <param name="manifests">The set.</param>
    /// <param name="testFile">The test's source file, beside which snapshots are; the compiler gives it.</param>
    /// <param name="testName">The test's method, after which snapshots are called; the compiler gives it.</param>
    public static ManifestSetAssertions Should(this ManifestSet? manifests, [CallerFilePath] string testFile = "", [CallerMemberName] string testName = "") =>
        new(manifests, testFile, testName);

    /// <summary>Begins assertions over a folder of snapshots.</summary>
    public static SnapshotFolderAssertions Should(this SnapshotFolder? snapshots) => new(snapshots);

    /// <summary>Begins assertions over a rule.</summary>
    public static RuleAssertions Should(this Rule? rule) => new(rule);

    /// <summary>Begins assertions over one manifest.</summary>
    public static ManifestAssertions Should(this Manifest? manifest) => new(manifest);

    /// <summary>Begins assertions over a workload.</summary>
    public static WorkloadAssertions Should(this Workload? workload) => new(workload);

    /// <summary>Begins assertions over a container.</summary>
    public static ContainerAssertions Should(this Container? container) => new(container);

    /// <summary>Begins assertions over a Service.</summary>
    public static ServiceAssertions Should(this Service? service) => new(service);

    /// <summary>Begins assertions over a ServiceAccount.</summary>
    public static ServiceAccountAssertions Should(this ServiceAccount? account) => new(account);

    /// <summary>Begins assertions over any other view of an object.</summary>
    public static ViewAssertions Should(this ObjectView? view) => new(view);

    /// <summary>Begins assertions over Services.</summary>
    public static ServicesAssertions Should(this Selection<Service>? services) => new(services);

    /// <summary>Begins assertions over containers.</summary>
    public static ContainersAssertions Should(this Selection<Container>? containers) => new(containers);

    /// <summary>Begins assertions over images.</summary>
    public static ImagesAssertions Should(this Selection<ContainerImage>? images) => new(images);

    /// <summary>Begins assertions over any other selection.</summary>
    public static SelectionAssertions<T> Should<T>(this Selection<T>? selection)
        where T : class =>
        new(selection);
}
