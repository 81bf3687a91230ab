using KubeAssert.Model;
using KubeAssert.Texts;

namespace KubeAssert.References;

/// <summary>What exists though no manifest of the set makes it, and why.</summary>
internal static class ExistsElsewhere
{
    public const string Platform = "usually made by the platform";
    public const string Cluster = "every cluster has it";
    public const string OtherNamespace = "its namespace is not among the manifests";
    public const string SystemNamespace = "it is in a namespace of Kubernetes itself";
    public const string Declared = "declared as existing elsewhere";
    public const string NoPods = "no pods are among the manifests";
    public const string FilledIn = "its keys are filled in at run time";
    public const string Made = "made at run time by another object of the set";

    private const int MostCompared = 1000;

    /// <summary>The labels of the Service <c>kubernetes</c> in the namespace <c>default</c>.</summary>
    private static readonly Dictionary<string, string> ApiServerLabels = new(StringComparer.Ordinal) { ["component"] = "apiserver", ["provider"] = "kubernetes" };

    /// <summary>Kinds that whoever runs the cluster provides, not the application.</summary>
    private static readonly HashSet<string> PlatformKinds = new(StringComparer.Ordinal)
    {
        "StorageClass", "PriorityClass", "RuntimeClass", "IngressClass", "GatewayClass", "Gateway", "ClusterRole", "PersistentVolume",
        "CustomResourceDefinition", "Namespace", "Node", "VolumeAttributesClass", "VolumeSnapshotClass", "VolumeSnapshot", "AppProject",
    };

    private static readonly HashSet<(string Kind, string Name)> ClusterObjects =
    [
        ("ConfigMap", "kube-root-ca.crt"), ("ServiceAccount", "default"),
        ("PriorityClass", "system-cluster-critical"), ("PriorityClass", "system-node-critical"),
        ("ClusterRole", "cluster-admin"), ("ClusterRole", "admin"), ("ClusterRole", "edit"), ("ClusterRole", "view"),
    ];

    /// <summary>What service meshes and distributions write into every namespace.</summary>
    private static readonly HashSet<(string Kind, string Name)> PlatformObjects =
    [
        ("ConfigMap", "istio-ca-root-cert"), ("ConfigMap", "openshift-service-ca.crt"), ("ServiceAccount", "builder"), ("ServiceAccount", "deployer"),
    ];

    public static bool IsPlatformKind(string kind) => PlatformKinds.Contains(kind);

    /// <summary>Why an object exists that the set has not; null when nothing says so.</summary>
    public static string? Why(ReferenceTarget target, Manifest source, ObjectIndex objects, string? sourceNamespace)
    {
        if (ClusterObjects.Contains((target.Kind, target.Name))
            || (target.Kind == "ClusterRole" && target.Name.StartsWith("system:", StringComparison.Ordinal))
            || (target is { Kind: "Service", Name: "kubernetes", Namespace: ManifestSet.KubernetesDefaultNamespace }))
            return Cluster;

        if (PlatformObjects.Contains((target.Kind, target.Name)))
            return Platform;

        if (target.Namespace is { } @namespace)
        {
            if (IsSystem(@namespace))
                return SystemNamespace;
            if (@namespace != sourceNamespace && !objects.Covers(@namespace))
                return OtherNamespace;
        }

        if (IsPlatformKind(target.Kind))
            return IsMisspelt(target, objects) ? null : Platform;
        return IsTokenOf(target, source) ? Cluster : null;
    }

    /// <summary>Why a namespace has Services that the set has not.</summary>
    public static string? WhyServices(LabelSelector selector, string @namespace) =>
        IsSystem(@namespace) ? SystemNamespace
        : @namespace == ManifestSet.KubernetesDefaultNamespace && selector.Matches(ApiServerLabels) ? Cluster
        : null;

    private static bool IsSystem(string @namespace) => @namespace is "kube-system" or "kube-public" or "kube-node-lease";

    /// <summary>Whether the set has an object of that kind whose name differs in one letter that is no digit.</summary>
    private static bool IsMisspelt(ReferenceTarget target, ObjectIndex objects) =>
        target.Name.Length >= 5 && objects.OfKind(target.Kind).Count <= MostCompared && objects.OfKind(target.Kind).Any(other => Nearest.Distance(target.Name, other.Name, 2) == 1 && SameDigits(target.Name, other.Name));

    private static bool SameDigits(string one, string other) => one.Where(char.IsAsciiDigit).SequenceEqual(other.Where(char.IsAsciiDigit));

    /// <summary>Secrets that clusters before 1.24 made for every ServiceAccount.</summary>
    private static bool IsTokenOf(ReferenceTarget target, Manifest source) =>
        target.Kind == "Secret" && source.Kind == "ServiceAccount"
        && (target.Name.StartsWith(source.Name + "-token-", StringComparison.Ordinal) || target.Name.StartsWith(source.Name + "-dockercfg-", StringComparison.Ordinal));
}
