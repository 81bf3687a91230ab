namespace KubeAssert;

/// <summary>What kinds of references the graph knows by itself; <see cref="Reference.Kind"/> is one of them, or one that a user registered.</summary>
public static class ReferenceKind
{
    /// <summary>A Service's <c>selector</c> to pod templates.</summary>
    public const string ServicePods = "service-pods";

    /// <summary>A Service's <c>targetPort</c> to a container port.</summary>
    public const string ServicePort = "service-port";

    /// <summary>A StatefulSet's <c>serviceName</c> to its headless Service.</summary>
    public const string StatefulSetService = "stateful-set-service";

    /// <summary>An Ingress' backend to a Service.</summary>
    public const string IngressService = "ingress-service";

    /// <summary>An Ingress' backend to a port of a Service.</summary>
    public const string IngressPort = "ingress-port";

    /// <summary>A certificate's Secret.</summary>
    public const string TlsSecret = "tls-secret";

    /// <summary>An Ingress' class.</summary>
    public const string IngressClass = "ingress-class";

    /// <summary>A ConfigMap as a whole.</summary>
    public const string ConfigMap = "config-map";

    /// <summary>A key inside a ConfigMap.</summary>
    public const string ConfigMapKey = "config-map-key";

    /// <summary>A Secret as a whole.</summary>
    public const string Secret = "secret";

    /// <summary>A key inside a Secret.</summary>
    public const string SecretKey = "secret-key";

    /// <summary>A Secret to pull images with.</summary>
    public const string ImagePullSecret = "image-pull-secret";

    /// <summary>The ServiceAccount of pods.</summary>
    public const string ServiceAccount = "service-account";

    /// <summary>The PriorityClass of pods.</summary>
    public const string PriorityClass = "priority-class";

    /// <summary>The RuntimeClass of pods.</summary>
    public const string RuntimeClass = "runtime-class";

    /// <summary>The StorageClass of a claim or volume.</summary>
    public const string StorageClass = "storage-class";

    /// <summary>A PersistentVolumeClaim.</summary>
    public const string PersistentVolumeClaim = "persistent-volume-claim";

    /// <summary>A PersistentVolume.</summary>
    public const string PersistentVolume = "persistent-volume";

    /// <summary>A mount to a volume of its pod template.</summary>
    public const string Volume = "volume";

    /// <summary>A probe or a lifecycle hook to a named port of its container.</summary>
    public const string ContainerPort = "container-port";

    /// <summary>An autoscaler to what it scales.</summary>
    public const string ScaleTarget = "scale-target";

    /// <summary>A PodDisruptionBudget's <c>selector</c> to pod templates.</summary>
    public const string DisruptionBudgetPods = "disruption-budget-pods";

    /// <summary>A NetworkPolicy's <c>podSelector</c> to pod templates.</summary>
    public const string NetworkPolicyPods = "network-policy-pods";

    /// <summary>A binding to its Role or ClusterRole.</summary>
    public const string Role = "role";

    /// <summary>A binding to a ServiceAccount.</summary>
    public const string Subject = "subject";

    /// <summary>A webhook to its Service.</summary>
    public const string WebhookService = "webhook-service";

    /// <summary>An APIService to its Service.</summary>
    public const string ApiService = "api-service";

    /// <summary>A route of the Gateway API to its Gateway.</summary>
    public const string Gateway = "gateway";

    /// <summary>A Gateway's class.</summary>
    public const string GatewayClass = "gateway-class";

    /// <summary>A route of the Gateway API to a Service.</summary>
    public const string RouteService = "route-service";

    /// <summary>A route of the Gateway API to a port of a Service.</summary>
    public const string RoutePort = "route-port";

    /// <summary>A custom object to the CustomResourceDefinition of its kind.</summary>
    public const string CustomResourceDefinition = "custom-resource-definition";

    /// <summary>A ServiceMonitor to Services.</summary>
    public const string ServiceMonitor = "service-monitor";

    /// <summary>A PodMonitor to pod templates.</summary>
    public const string PodMonitor = "pod-monitor";

    /// <summary>A ServiceMonitor or PodMonitor to a named port.</summary>
    public const string MonitorPort = "monitor-port";

    /// <summary>A NetworkPolicy to a named port of the pods that it lets in or out.</summary>
    public const string NetworkPolicyPort = "network-policy-port";

    /// <summary>A route of Istio to a subset of its host.</summary>
    public const string RouteSubset = "route-subset";

    /// <summary>A rule of a Role or ClusterRole to an API group.</summary>
    public const string ApiGroup = "api-group";
}
