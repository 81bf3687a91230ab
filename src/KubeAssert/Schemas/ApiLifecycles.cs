namespace KubeAssert.OpenApi;

/// <summary>
/// Since when versions of kinds are deprecated, when they went or will go, and what stands for them:
/// the markers <c>k8s:prerelease-lifecycle-gen</c> of the Kubernetes API types.
/// </summary>
internal static class ApiLifecycles
{
    private static readonly Dictionary<(string ApiVersion, string Kind), ApiLifecycle> Known = ((ApiLifecycle[])
    [
        .. Of("v1", deprecated: 19, removed: null, replacement: null, kinds: ["ComponentStatus"]),
        .. Of("v1", deprecated: 33, removed: null, replacement: "discovery.k8s.io/v1", kinds: ["Endpoints"], replacementKind: "EndpointSlice"),
        .. Of("admissionregistration.k8s.io/v1alpha1", deprecated: 35, removed: 38, replacement: null, kinds: ["MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding"]),
        .. Of("admissionregistration.k8s.io/v1alpha1", deprecated: 29, removed: 32, replacement: null, kinds: ["ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"]),
        .. Of("admissionregistration.k8s.io/v1beta1", deprecated: 37, removed: 40, replacement: "admissionregistration.k8s.io/v1", kinds: ["MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding"]),
        .. Of("admissionregistration.k8s.io/v1beta1", deprecated: 16, removed: 22, replacement: "admissionregistration.k8s.io/v1", kinds: ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"]),
        .. Of("admissionregistration.k8s.io/v1beta1", deprecated: 31, removed: 34, replacement: null, kinds: ["ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"]),
        .. Of("apiextensions.k8s.io/v1beta1", deprecated: 16, removed: 22, replacement: "apiextensions.k8s.io/v1", kinds: ["CustomResourceDefinition"]),
        .. Of("apiregistration.k8s.io/v1beta1", deprecated: 19, removed: 22, replacement: "apiregistration.k8s.io/v1", kinds: ["APIService"]),
        .. Of("apps/v1beta1", deprecated: 8, removed: 16, replacement: "apps/v1", kinds: ["ControllerRevision", "Deployment", "StatefulSet"]),
        .. Of("apps/v1beta2", deprecated: 9, removed: 16, replacement: "apps/v1", kinds: ["ControllerRevision", "DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"]),
        .. Of("authentication.k8s.io/v1alpha1", deprecated: 29, removed: 32, replacement: null, kinds: ["SelfSubjectReview"]),
        .. Of("authentication.k8s.io/v1beta1", deprecated: 30, removed: 33, replacement: null, kinds: ["SelfSubjectReview"]),
        .. Of("authentication.k8s.io/v1beta1", deprecated: 19, removed: 22, replacement: "authentication.k8s.io/v1", kinds: ["TokenReview"]),
        .. Of("authorization.k8s.io/v1beta1", deprecated: 19, removed: 22, replacement: "authorization.k8s.io/v1", kinds: ["LocalSubjectAccessReview", "SelfSubjectAccessReview", "SelfSubjectRulesReview", "SubjectAccessReview"]),
        .. Of("autoscaling/v2beta1", deprecated: 22, removed: 25, replacement: "autoscaling/v2", kinds: ["HorizontalPodAutoscaler"]),
        .. Of("autoscaling/v2beta2", deprecated: 23, removed: 26, replacement: "autoscaling/v2", kinds: ["HorizontalPodAutoscaler"]),
        .. Of("batch/v1beta1", deprecated: 21, removed: 25, replacement: "batch/v1", kinds: ["CronJob"]),
        .. Of("certificates.k8s.io/v1alpha1", deprecated: 34, removed: 37, replacement: null, kinds: ["ClusterTrustBundle"]),
        .. Of("certificates.k8s.io/v1beta1", deprecated: 19, removed: 22, replacement: "certificates.k8s.io/v1", kinds: ["CertificateSigningRequest"]),
        .. Of("certificates.k8s.io/v1beta1", deprecated: 37, removed: 40, replacement: null, kinds: ["ClusterTrustBundle"]),
        .. Of("certificates.k8s.io/v1beta1", deprecated: 38, removed: 41, replacement: null, kinds: ["PodCertificateRequest"]),
        .. Of("coordination.k8s.io/v1alpha2", deprecated: 35, removed: 38, replacement: null, kinds: ["LeaseCandidate"]),
        .. Of("coordination.k8s.io/v1beta1", deprecated: 19, removed: 22, replacement: "coordination.k8s.io/v1", kinds: ["Lease"]),
        .. Of("coordination.k8s.io/v1beta1", deprecated: 36, removed: 39, replacement: null, kinds: ["LeaseCandidate"]),
        .. Of("discovery.k8s.io/v1beta1", deprecated: 21, removed: 25, replacement: "discovery.k8s.io/v1", kinds: ["EndpointSlice"]),
        .. Of("events.k8s.io/v1beta1", deprecated: 22, removed: 25, replacement: null, kinds: ["Event"]),
        .. Of("extensions/v1beta1", deprecated: 8, removed: 16, replacement: "apps/v1", kinds: ["DaemonSet", "Deployment", "ReplicaSet"]),
        .. Of("extensions/v1beta1", deprecated: 14, removed: 22, replacement: "networking.k8s.io/v1", kinds: ["Ingress"]),
        .. Of("extensions/v1beta1", deprecated: 9, removed: 16, replacement: "networking.k8s.io/v1", kinds: ["NetworkPolicy"]),
        .. Of("extensions/v1beta1", deprecated: 11, removed: 16, replacement: "policy/v1beta1", kinds: ["PodSecurityPolicy"]),
        .. Of("flowcontrol.apiserver.k8s.io/v1beta1", deprecated: 23, removed: 26, replacement: "flowcontrol.apiserver.k8s.io/v1beta3", kinds: ["FlowSchema", "PriorityLevelConfiguration"]),
        .. Of("flowcontrol.apiserver.k8s.io/v1beta2", deprecated: 26, removed: 29, replacement: "flowcontrol.apiserver.k8s.io/v1beta3", kinds: ["FlowSchema", "PriorityLevelConfiguration"]),
        .. Of("flowcontrol.apiserver.k8s.io/v1beta3", deprecated: 29, removed: 32, replacement: "flowcontrol.apiserver.k8s.io/v1", kinds: ["FlowSchema", "PriorityLevelConfiguration"]),
        .. Of("networking.k8s.io/v1beta1", deprecated: 34, removed: 37, replacement: null, kinds: ["IPAddress", "ServiceCIDR"]),
        .. Of("networking.k8s.io/v1beta1", deprecated: 19, removed: 22, replacement: "networking.k8s.io/v1", kinds: ["Ingress", "IngressClass"]),
        .. Of("node.k8s.io/v1beta1", deprecated: 22, removed: 25, replacement: null, kinds: ["RuntimeClass"]),
        .. Of("policy/v1beta1", deprecated: 21, removed: 25, replacement: "policy/v1", kinds: ["PodDisruptionBudget"]),
        .. Of("policy/v1beta1", deprecated: 21, removed: 25, replacement: null, kinds: ["PodSecurityPolicy"]),
        .. Of("rbac.authorization.k8s.io/v1beta1", deprecated: 17, removed: 22, replacement: "rbac.authorization.k8s.io/v1", kinds: ["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"]),
        .. Of("resource.k8s.io/v1alpha3", deprecated: 36, removed: 39, replacement: null, kinds: ["DeviceTaintRule"]),
        .. Of("resource.k8s.io/v1alpha3", deprecated: 39, removed: 42, replacement: null, kinds: ["ResourcePoolStatusRequest"]),
        .. Of("resource.k8s.io/v1beta1", deprecated: 35, removed: 38, replacement: null, kinds: ["DeviceClass", "ResourceClaim", "ResourceClaimTemplate", "ResourceSlice"]),
        .. Of("resource.k8s.io/v1beta2", deprecated: 36, removed: 39, replacement: null, kinds: ["DeviceClass", "ResourceClaim", "ResourceClaimTemplate", "ResourceSlice"]),
        .. Of("resource.k8s.io/v1beta2", deprecated: 39, removed: 42, replacement: null, kinds: ["DeviceTaintRule"]),
        .. Of("scheduling.k8s.io/v1beta1", deprecated: 14, removed: 22, replacement: "scheduling.k8s.io/v1", kinds: ["PriorityClass"]),
        .. Of("storage.k8s.io/v1alpha1", deprecated: 21, removed: 24, replacement: "storage.k8s.io/v1beta1", kinds: ["CSIStorageCapacity"]),
        .. Of("storage.k8s.io/v1alpha1", deprecated: 21, removed: 24, replacement: "storage.k8s.io/v1", kinds: ["VolumeAttachment"]),
        .. Of("storage.k8s.io/v1alpha1", deprecated: 32, removed: 35, replacement: "storage.k8s.io/v1", kinds: ["VolumeAttributesClass"]),
        .. Of("storage.k8s.io/v1beta1", deprecated: 19, removed: 22, replacement: "storage.k8s.io/v1", kinds: ["CSIDriver", "StorageClass", "VolumeAttachment"]),
        .. Of("storage.k8s.io/v1beta1", deprecated: 17, removed: 22, replacement: "storage.k8s.io/v1", kinds: ["CSINode"]),
        .. Of("storage.k8s.io/v1beta1", deprecated: 24, removed: 27, replacement: "storage.k8s.io/v1", kinds: ["CSIStorageCapacity"]),
        .. Of("storage.k8s.io/v1beta1", deprecated: 34, removed: 37, replacement: "storage.k8s.io/v1", kinds: ["VolumeAttributesClass"]),
        .. Of("storagemigration.k8s.io/v1beta1", deprecated: 38, removed: 41, replacement: null, kinds: ["StorageVersionMigration"]),
    ]).ToDictionary(l => (l.ApiVersion, l.Kind));

    public static ApiLifecycle? Find(string apiVersion, string kind) => Known.GetValueOrDefault((apiVersion, kind));

    private static IEnumerable<ApiLifecycle> Of(string apiVersion, int deprecated, int? removed, string? replacement, string[] kinds, string? replacementKind = null) =>
        kinds.Select(kind => new ApiLifecycle(apiVersion, kind, deprecated, removed, replacement is null ? null : $"{replacement} {replacementKind ?? kind}"));
}

/// <summary>The end of a version of a kind. Versions are minors of Kubernetes 1.</summary>
/// <param name="Deprecated">The first version whose server warns.</param>
/// <param name="Removed">The first version that does not serve it; null when that is not decided.</param>
/// <param name="Replacement">What to use: <c>networking.k8s.io/v1 Ingress</c>; null for nothing.</param>
internal sealed record ApiLifecycle(string ApiVersion, string Kind, int Deprecated, int? Removed, string? Replacement)
{
    public bool IsDeprecatedIn(KubernetesVersion version) => version.Minor >= Deprecated;

    public bool IsRemovedIn(KubernetesVersion version) => version.Minor >= Removed;

    /// <summary>The warning as the server words it.</summary>
    public string Warning =>
        $"{ApiVersion} {Kind} is deprecated in v1.{Deprecated}+"
        + (Removed is { } removed ? $", unavailable in v1.{removed}+" : "")
        + (Replacement is { } replacement ? $"; use {replacement}" : "");
}
