using KubeAssert.OpenApi;

namespace KubeAssert.Validation;

/// <summary>What the API server warns of because it will go, or does nothing any more: versions of kinds, and fields (kubernetes, <c>pkg/api/*/warnings.go</c>).</summary>
internal static class Deprecations
{
    /// <summary>Volumes without a driver any more, since when they are deprecated and since when they do nothing.</summary>
    private static readonly (string Key, int Since, string Warning)[] Volumes =
    [
        ("photonPersistentDisk", 11, "deprecated in v1.11, non-functional in v1.16+"),
        ("scaleIO", 16, "deprecated in v1.16, non-functional in v1.22+"),
        ("flocker", 22, "deprecated in v1.22, non-functional in v1.25+"),
        ("storageos", 22, "deprecated in v1.22, non-functional in v1.25+"),
        ("quobyte", 22, "deprecated in v1.22, non-functional in v1.25+"),
        ("glusterfs", 25, "deprecated in v1.25, non-functional in v1.26+"),
        ("cephfs", 28, "deprecated in v1.28, non-functional in v1.31+"),
        ("rbd", 28, "deprecated in v1.28, non-functional in v1.31+"),
    ];

    public static void Check(Manifest manifest, Problems problems)
    {
        if (ApiLifecycles.Find(manifest.ApiVersion, manifest.Kind) is { } lifecycle && lifecycle.IsDeprecatedIn(problems.Version))
            Warn("schema/deprecated-version", manifest.Root["apiVersion"], lifecycle.Warning, lifecycle.Replacement is { } use ? $"use {use}" : "plan to do without it", problems);

        DuplicateOwnerWarning.Check(manifest.Root["metadata"], problems);
        if (PodOf(manifest) is MapNode pod)
        {
            CheckPod(pod, problems);
            var metadata = manifest.Kind == "Pod" ? manifest.Root["metadata"] : pod.Parent!["metadata"];
            PodAnnotationDeprecations.Check(pod, metadata, problems);
            PodWarnings.Check(pod, problems);
        }

        KindDeprecations.Check(manifest, problems);
        if (manifest.Kind is "PersistentVolumeClaim" or "PersistentVolume" && manifest.Annotations.ContainsKey("volume.beta.kubernetes.io/storage-class"))
            WarnOfAnnotation(manifest, "volume.beta.kubernetes.io/storage-class", "deprecated since v1.8; use \"storageClassName\" attribute instead", "set spec.storageClassName instead", problems);
        if (manifest is { Kind: "Ingress", Group: "networking.k8s.io" } && manifest.Annotations.ContainsKey("kubernetes.io/ingress.class"))
            WarnOfAnnotation(manifest, "kubernetes.io/ingress.class", "is deprecated, please use 'spec.ingressClassName' instead", "set spec.ingressClassName instead", problems);
    }

    /// <summary>What the server warns of in a version that a definition calls deprecated.</summary>
    public static void Check(Manifest manifest, CustomKind kind, Problems problems)
    {
        if (!kind.IsDeprecated)
            return;

        var newer = kind.ServedVersions.LastOrDefault(v => v != kind.Version);
        Warn(
            "schema/deprecated-version",
            manifest.Root["apiVersion"],
            kind.DeprecationWarning ?? $"{kind.ApiVersion} {kind.Kind} is deprecated{(newer is null ? "" : $"; use {kind.Group}/{newer} {kind.Kind}")}",
            newer is null ? "plan to do without it" : $"use {kind.Group}/{newer}",
            problems);
    }

    private static void CheckPod(MapNode pod, Problems problems)
    {
        foreach (var volume in pod.List("volumes"))
        {
            foreach (var (key, since, warning) in Volumes)
            {
                if (volume.Given(key) is { } source && problems.Version.Minor >= since)
                    problems.Add("schema/deprecated-field", source, warning, "use another volume, such as csi", PathOf(volume, key), Severity.Warning);
            }

            if (volume.Given("gitRepo") is { } repository)
            {
                var warning = problems.Version >= KubernetesVersion.V1_33 ? "deprecated in v1.11, and disabled by default in v1.33+" : "deprecated in v1.11";
                Warn("schema/deprecated-field", repository, warning, "clone the repository in an init container, into an emptyDir", problems);
            }
        }

        foreach (ref readonly var entry in pod.Map("nodeSelector"))
        {
            if (DeprecatedNodeLabels.Find(entry.Key) is { } warning)
                Warn("schema/deprecated-field", entry.Value, warning, "select by the label that it names", problems);
        }

        DeprecatedNodeLabels.CheckAffinity(pod["affinity"]["nodeAffinity"], problems);
        foreach (var constraint in pod.List("topologySpreadConstraints"))
        {
            if (DeprecatedNodeLabels.Find(constraint.String("topologyKey")) is { } warning)
                Warn("schema/deprecated-field", constraint["topologyKey"], $"{constraint.String("topologyKey")} is {warning}", "spread by the label that it names", problems);
        }
    }

    /// <summary>The API server spells one volume otherwise in its warnings.</summary>
    private static string? PathOf(Node volume, string key) => key == "storageos" ? NodePaths.Child(volume, "storageOS") : null;

    /// <summary>Warns of a volume of a PersistentVolume whose driver is gone.</summary>
    public static void CheckVolume(Node spec, Problems problems)
    {
        foreach (var (key, since, warning) in Volumes)
        {
            if (spec.Given(key) is { } source && problems.Version.Minor >= since)
                problems.Add("schema/deprecated-field", source, warning, "use another volume, such as csi", PathOf(spec, key), Severity.Warning);
        }
    }

    private static Node? PodOf(Manifest manifest) => (manifest.Group, manifest.Kind) switch
    {
        ("", "Pod") => manifest.Root["spec"],
        ("", "PodTemplate") => manifest.Root["template"]["spec"],
        ("batch", "CronJob") => manifest.Root["spec"]["jobTemplate"]["spec"]["template"]["spec"],
        ("", "ReplicationController") or ("apps", _) or ("batch", "Job") => manifest.Root["spec"]["template"]["spec"],
        _ => null,
    };

    private static void WarnOfAnnotation(Manifest manifest, string key, string warning, string fix, Problems problems) =>
        Warn("schema/deprecated-field", manifest.Root["metadata"]["annotations"][key], warning, fix, problems);

    private static void Warn(string rule, Node node, string warning, string fix, Problems problems) =>
        problems.Add(rule, node, warning, fix, severity: Severity.Warning);
}
