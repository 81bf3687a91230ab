using KubeAssert.Cluster;

namespace KubeAssert.OnCluster;

internal static class ClusterSkip
{
    /// <summary>Why a test with a K3s of this image is skipped; null: it runs.</summary>
    public static string? Reason(string? image) =>
        image is null ? ClusterAvailability.SkipReason : ClusterAvailability.SkipReasonFor(new K3sOptions { Image = image });
}
