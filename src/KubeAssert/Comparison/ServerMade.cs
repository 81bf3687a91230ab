namespace KubeAssert.Comparing;

/// <summary>What the server and its controllers write into objects: never a difference between manifests.</summary>
internal static class ServerMade
{
    public static bool IsField(DifferenceStep? parent, string key) => parent switch
    {
        null => key is "status" or "apiVersion" or "kind",
        { Parent: null, Key: "metadata" } => key is "managedFields" or "uid" or "resourceVersion" or "generation" or "creationTimestamp" or "deletionTimestamp"
            or "deletionGracePeriodSeconds" or "selfLink" or "namespace" or "name",
        { Key: "annotations", Parent: { Key: "metadata", Parent: null } } => IsAnnotation(key),
        _ => false,
    };

    public static bool IsAnnotation(string key) => key is "kubectl.kubernetes.io/last-applied-configuration" or "deployment.kubernetes.io/revision"
        or "deprecated.daemonset.template.generation" or "pv.kubernetes.io/bind-completed" or "pv.kubernetes.io/bound-by-controller"
        or "volume.kubernetes.io/storage-provisioner" or "volume.beta.kubernetes.io/storage-provisioner" or "endpoints.kubernetes.io/last-change-trigger-time";
}
