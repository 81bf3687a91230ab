namespace KubeAssert.Cluster;

/// <summary>A Kubernetes cluster that manifests are deployed to.</summary>
public sealed class KubeCluster
{
}
