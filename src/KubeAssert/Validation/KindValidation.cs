namespace KubeAssert.Validation;

/// <summary>Which check belongs to which built-in kind. A manifest gets here only when its schema check found no decoding error.</summary>
internal static class KindValidation
{
    /// <summary>Checks by API group and kind; the versions of a kind share one.</summary>
    private static readonly Dictionary<(string Group, string Kind), Action<MapNode, Problems>> Checks = new()
    {
        // workloads
        [("", "Pod")] = PodValidation.Check,
        [("", "PodTemplate")] = PodTemplateKindValidation.CheckPodTemplate,
        [("", "ReplicationController")] = ReplicationControllerValidation.Check,
        [("apps", "ControllerRevision")] = PodTemplateKindValidation.CheckControllerRevision,
        [("apps", "DaemonSet")] = DaemonSetValidation.Check,
        [("apps", "Deployment")] = DeploymentValidation.CheckDeployment,
        [("apps", "ReplicaSet")] = DeploymentValidation.CheckReplicaSet,
        [("apps", "StatefulSet")] = StatefulSetValidation.Check,
        [("batch", "CronJob")] = CronJobValidation.Check,
        [("batch", "Job")] = JobValidation.Check,

        // config and storage
        [("", "ConfigMap")] = ConfigDataValidation.CheckConfigMap,
        [("", "Secret")] = ConfigDataValidation.CheckSecret,
        [("", "LimitRange")] = LimitRangeValidation.Check,
        [("", "ResourceQuota")] = ResourceQuotaValidation.Check,
        [("", "PersistentVolume")] = PersistentVolumeValidation.Check,
        [("", "PersistentVolumeClaim")] = PersistentVolumeValidation.CheckClaim,
        [("storage.k8s.io", "StorageClass")] = StorageClassValidation.Check,
        [("storage.k8s.io", "VolumeAttributesClass")] = StorageClassValidation.CheckAttributes,
        [("storage.k8s.io", "CSIDriver")] = CsiValidation.CheckDriver,
        [("storage.k8s.io", "CSINode")] = CsiValidation.CheckNode,
        [("storage.k8s.io", "CSIStorageCapacity")] = CsiValidation.CheckCapacity,
        [("storage.k8s.io", "VolumeAttachment")] = VolumeAttachmentValidation.Check,
        [("", "Namespace")] = NamespaceValidation.Check,
        [("", "Binding")] = NamespaceValidation.CheckBinding,

        // networking
        [("", "Service")] = ServiceValidation.Check,
        [("", "Endpoints")] = EndpointsValidation.Check,
        [("discovery.k8s.io", "EndpointSlice")] = EndpointSliceValidation.Check,
        [("networking.k8s.io", "NetworkPolicy")] = NetworkPolicyValidation.Check,
        [("networking.k8s.io", "Ingress")] = IngressValidation.Check,
        [("networking.k8s.io", "IngressClass")] = IngressClassValidation.Check,
        [("networking.k8s.io", "IPAddress")] = IngressClassValidation.CheckIpAddress,
        [("networking.k8s.io", "ServiceCIDR")] = IngressClassValidation.CheckServiceCidr,

        // policy, autoscaling, scheduling
        [("autoscaling", "HorizontalPodAutoscaler")] = HorizontalPodAutoscalerValidation.Check,
        [("policy", "PodDisruptionBudget")] = DisruptionBudgetValidation.Check,
        [("scheduling.k8s.io", "PriorityClass")] = PriorityClassValidation.Check,
        [("coordination.k8s.io", "Lease")] = LeaseValidation.Check,
        [("coordination.k8s.io", "LeaseCandidate")] = LeaseValidation.CheckCandidate,
        [("internal.apiserver.k8s.io", "StorageVersion")] = StorageVersionValidation.Check,
        [("resource.k8s.io", "ResourceClaim")] = DeviceClaimValidation.CheckClaim,
        [("resource.k8s.io", "ResourceClaimTemplate")] = DeviceClaimValidation.CheckTemplate,
        [("resource.k8s.io", "DeviceClass")] = DeviceClassValidation.Check,
        [("resource.k8s.io", "ResourceSlice")] = ResourceSliceValidation.Check,
        [("resource.k8s.io", "DeviceTaintRule")] = DeviceTaintValidation.CheckRule,
        [("node.k8s.io", "RuntimeClass")] = RuntimeClassValidation.Check,
        [("flowcontrol.apiserver.k8s.io", "FlowSchema")] = FlowControlValidation.Check,
        [("flowcontrol.apiserver.k8s.io", "PriorityLevelConfiguration")] = PriorityLevelValidation.Check,
        [("", "Node")] = NodeValidation.Check,
        [("", "Event")] = EventValidation.Check,
        [("events.k8s.io", "Event")] = EventValidation.Check,

        // access
        [("", "ServiceAccount")] = NamespaceValidation.CheckServiceAccount,
        [("rbac.authorization.k8s.io", "Role")] = RbacValidation.CheckRole,
        [("rbac.authorization.k8s.io", "ClusterRole")] = RbacValidation.CheckClusterRole,
        [("rbac.authorization.k8s.io", "RoleBinding")] = RbacValidation.CheckRoleBinding,
        [("rbac.authorization.k8s.io", "ClusterRoleBinding")] = RbacValidation.CheckClusterRoleBinding,
        [("authorization.k8s.io", "SubjectAccessReview")] = AccessReviewValidation.CheckSubject,
        [("authorization.k8s.io", "SelfSubjectAccessReview")] = AccessReviewValidation.CheckSelf,
        [("authorization.k8s.io", "LocalSubjectAccessReview")] = AccessReviewValidation.CheckLocal,
        [("certificates.k8s.io", "CertificateSigningRequest")] = CertificateRequestValidation.Check,

        // extension
        [("admissionregistration.k8s.io", "ValidatingWebhookConfiguration")] = WebhookConfigurationValidation.Check,
        [("admissionregistration.k8s.io", "MutatingWebhookConfiguration")] = WebhookConfigurationValidation.Check,
        [("admissionregistration.k8s.io", "ValidatingAdmissionPolicy")] = AdmissionPolicyValidation.CheckValidating,
        [("admissionregistration.k8s.io", "ValidatingAdmissionPolicyBinding")] = AdmissionPolicyValidation.CheckValidatingBinding,
        [("admissionregistration.k8s.io", "MutatingAdmissionPolicy")] = AdmissionPolicyValidation.CheckMutating,
        [("admissionregistration.k8s.io", "MutatingAdmissionPolicyBinding")] = AdmissionPolicyValidation.CheckMutatingBinding,
        [("apiextensions.k8s.io", "CustomResourceDefinition")] = CustomResourceDefinitionValidation.Check,
        [("apiregistration.k8s.io", "APIService")] = ApiServiceValidation.Check,
    };

    /// <summary>Whether what the server requires of a kind is checked here.</summary>
    public static bool Knows(Manifest manifest) => Checks.ContainsKey((manifest.Group, manifest.Kind));

    public static void Check(Manifest manifest, Problems problems)
    {
        if (Checks.TryGetValue((manifest.Group, manifest.Kind), out var check))
            check(manifest.Root, problems);
    }
}
