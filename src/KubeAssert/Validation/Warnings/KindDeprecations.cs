namespace KubeAssert.Validation;

/// <summary>Fields and annotations of kinds other than pods that are on their way out, or do nothing (the warnings of <c>pkg/api/*/warnings.go</c> and the registry's strategies).</summary>
internal static class KindDeprecations
{
    private const string MountOptions = "volume.beta.kubernetes.io/mount-options";
    private const int MountOptionsDeprecatedSince = 31;
    private const int TokensInSecretsSince = 35;
    private const int PreferCloseDeprecatedSince = 34;
    private const int ExternalAddressesDeprecatedSince = 36;

    public static void Check(Manifest manifest, Problems problems)
    {
        var spec = manifest.Root["spec"];
        switch (manifest.Group, manifest.Kind)
        {
            case ("", "PersistentVolume"):
                CheckVolume(manifest, spec, problems);
                break;
            case ("", "Node"):
                if (spec.String("externalID").Length > 0)
                    Warn(spec["externalID"], "this field is deprecated, and is unused by Kubernetes", "remove it", problems);
                if (spec.Given("configSource") is { } source)
                    Warn(source, "the feature is no longer supported", "remove it", problems);
                break;
            case ("", "Service"):
                CheckService(spec, problems);
                break;
            case ("storage.k8s.io", "StorageClass"):
                CheckTopologies(manifest.Root, problems);
                break;
            case ("storage.k8s.io", "CSIDriver"):
                if (problems.Version.Minor >= TokensInSecretsSince && !spec.List("tokenRequests").IsEmpty && !spec.Has("serviceAccountTokenInSecrets"))
                    Warn(spec["serviceAccountTokenInSecrets"], "is unset; if supported by this CSI driver, set to true to prevent possible logging of tokens in volume attributes", "set it", problems);
                break;
            case ("node.k8s.io", "RuntimeClass"):
                CheckSelector(manifest.Root["scheduling"]["nodeSelector"], problems);
                break;
        }
    }

    private static void CheckVolume(Manifest manifest, Node spec, Problems problems)
    {
        Deprecations.CheckVolume(spec, problems);
        if (spec.String("persistentVolumeReclaimPolicy") == "Recycle")
            Warn(spec["persistentVolumeReclaimPolicy"], "The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.", "use Retain or Delete", problems);
        if (problems.Version.Minor >= MountOptionsDeprecatedSince && manifest.Annotations.ContainsKey(MountOptions))
            Warn(manifest.Root["metadata"]["annotations"][MountOptions], "deprecated since v1.31; use \"mountOptions\" attribute instead", "set spec.mountOptions instead", problems);
        DeprecatedNodeLabels.CheckTerms(spec["nodeAffinity"]["required"].List("nodeSelectorTerms"), problems);
    }

    private static void CheckService(Node spec, Problems problems)
    {
        var external = spec.Given("externalIPs");
        if (external is not null && spec.String("type") == "ExternalName")
            Warn(external, "is ignored when spec.type is \"ExternalName\"", "remove it", problems);
        else if (external is not null && !Problems.IsEmpty(external) && problems.Version.Minor >= ExternalAddressesDeprecatedSince)
            Warn(external, "is deprecated and may no longer be implemented in some clusters", "use a Service of type LoadBalancer, or a Gateway", problems);
        if (spec.String("trafficDistribution") == "PreferClose" && problems.Version.Minor >= PreferCloseDeprecatedSince)
            Warn(spec["trafficDistribution"], "\"PreferClose\" is deprecated; use \"PreferSameZone\"", "write PreferSameZone", problems);
    }

    private static void CheckTopologies(Node root, Problems problems)
    {
        foreach (var topology in root.List("allowedTopologies"))
        {
            foreach (var expression in topology.List("matchLabelExpressions"))
            {
                if (DeprecatedNodeLabels.Find(expression.String("key")) is { } warning)
                    Warn(expression["key"], warning, "use the label that it names", problems);
            }
        }
    }

    private static void CheckSelector(Node selector, Problems problems)
    {
        if (selector is not MapNode map)
            return;
        foreach (ref readonly var entry in map.Span)
        {
            if (DeprecatedNodeLabels.Find(entry.Key) is { } warning)
                problems.Add("schema/deprecated-field", entry.Value, warning, "select by the label that it names", selector.Path, Severity.Warning);
        }
    }

    private static void Warn(Node node, string warning, string fix, Problems problems) =>
        problems.Add("schema/deprecated-field", node, warning, fix, severity: Severity.Warning);
}
