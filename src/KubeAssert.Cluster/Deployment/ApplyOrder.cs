namespace KubeAssert.Cluster.Deploying;

/// <summary>What must be there before what. Within a step, order does not matter.</summary>
internal static class ApplyOrder
{
    private const int Definitions = 0;
    private const int Workloads = 5;
    private const int Rest = 8;

    private static readonly Dictionary<(string Group, string Kind), int> Steps = new()
    {
        [("apiextensions.k8s.io", "CustomResourceDefinition")] = Definitions,
        [("scheduling.k8s.io", "PriorityClass")] = 1,
        [("node.k8s.io", "RuntimeClass")] = 1,
        [("storage.k8s.io", "StorageClass")] = 1,
        [("networking.k8s.io", "IngressClass")] = 1,
        [("", "ServiceAccount")] = 2,
        [("rbac.authorization.k8s.io", "Role")] = 2,
        [("rbac.authorization.k8s.io", "ClusterRole")] = 2,
        [("rbac.authorization.k8s.io", "RoleBinding")] = 2,
        [("rbac.authorization.k8s.io", "ClusterRoleBinding")] = 2,
        [("", "ResourceQuota")] = 2,
        [("", "LimitRange")] = 2,
        [("", "ConfigMap")] = 3,
        [("", "Secret")] = 3,
        [("", "PersistentVolume")] = 4,
        [("", "PersistentVolumeClaim")] = 4,
        [("", "Pod")] = Workloads,
        [("", "ReplicationController")] = Workloads,
        [("apps", "ReplicaSet")] = Workloads,
        [("apps", "Deployment")] = Workloads,
        [("apps", "StatefulSet")] = Workloads,
        [("apps", "DaemonSet")] = Workloads,
        [("batch", "Job")] = Workloads,
        [("batch", "CronJob")] = Workloads,
        [("", "Service")] = 6,
        [("networking.k8s.io", "Ingress")] = 7,
        [("admissionregistration.k8s.io", "ValidatingWebhookConfiguration")] = Rest + 1,
        [("admissionregistration.k8s.io", "MutatingWebhookConfiguration")] = Rest + 1,
    };

    public static bool IsDefinition(Manifest manifest) => StepOf(manifest) == Definitions;

    public static bool NeedsServiceAccount(int step) => step >= Workloads;

    public static IEnumerable<IGrouping<int, Manifest>> Of(IEnumerable<Manifest> manifests) =>
        manifests.Where(m => m is not { Kind: "Namespace", Group: "" }).GroupBy(StepOf).OrderBy(g => g.Key);

    private static int StepOf(Manifest manifest) => Steps.GetValueOrDefault((manifest.Group, manifest.Kind), Rest);
}
