namespace KubeAssert.Cluster.Tests.K3s;

/// <summary>A test that needs a container engine: skipped with the reason where none answers, unless KUBEASSERT_REQUIRE_CLUSTER=1.</summary>
internal sealed class DockerFactAttribute : FactAttribute
{
    public DockerFactAttribute() => Skip = ClusterTests.SkipReason;
}
