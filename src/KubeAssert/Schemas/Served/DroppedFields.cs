using System.Collections.Frozen;

namespace KubeAssert.OpenApi;

/// <summary>
/// Fields behind alpha gates, which are off by default in every version so far: the API server drops them before it validates,
/// so that no value in them is refused, and none is stored.
/// </summary>
/// <remarks>Source: DropDisabledFields of pkg/api/pod and of the registry's strategies, Kubernetes 1.37.</remarks>
internal static class DroppedFields
{
    private const string Core = "io.k8s.api.core.v1.";

    private static readonly FrozenDictionary<string, string[]> OfType = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        [Core + "EmptyDirVolumeSource"] = ["mode"], // EmptyDirVolumeMode
        [Core + "VolumeMount"] = ["bindMountOptions"], // VolumeBindMountOptions
        [Core + "ConfigMapVolumeSource"] = ["defaultUser"], // AtomicWriteVolumeUserFields, this and the next
        [Core + "SecretVolumeSource"] = ["defaultUser"],
        [Core + "DownwardAPIVolumeSource"] = ["defaultUser"],
        [Core + "ProjectedVolumeSource"] = ["defaultUser"],
        [Core + "KeyToPath"] = ["user"],
        [Core + "DownwardAPIVolumeFile"] = ["user"],
        [Core + "ServiceAccountTokenProjection"] = ["user"],
        [Core + "ClusterTrustBundleProjection"] = ["user"],
        [Core + "PodCertificateProjection"] = ["user"],
        [Core + "HTTPGetAction"] = ["protocol"], // H2CContainerProbe
        [Core + "GRPCAction"] = ["mode"], // GRPCContainerProbeTLS
        [Core + "PodSpec"] = ["evictionResponders", "schedulingGroup"], // EvictionRequestAPI, GenericWorkload
        [Core + "Lifecycle"] = ["stopSignal"], // ContainerStopSignals
        ["io.k8s.api.batch.v1.JobSpec"] = ["scheduling"], // WorkloadWithJob
        ["io.k8s.api.coordination.v1.LeaseSpec"] = ["strategy", "preferredHolder"], // CoordinatedLeaderElection
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The fields of a type that are not stored.</summary>
    public static ReadOnlySpan<string> Of(string typeName) => OfType.TryGetValue(typeName, out var fields) ? fields : [];
}
