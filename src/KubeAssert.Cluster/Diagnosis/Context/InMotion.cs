using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Context;

/// <summary>What is still on its way, in the set or on the cluster: while it progresses, what depends on it is no verdict.</summary>
internal static class InMotion
{
    // what the kubelet reports while a container has not failed
    private static readonly string[] OrdinaryWaits = ["", "ContainerCreating", "PodInitializing"];

    /// <summary>
    /// Whether a pod is coming up and nothing speaks against it: it has a node or has not been refused one, no container has failed,
    /// and it is not ready yet.
    /// </summary>
    public static bool IsComing(ObservedPod pod)
    {
        if (pod.IsDeleting || pod.IsOver || pod.IsReady)
            return false;
        if (pod.NodeName is null)
            return pod.Condition("PodScheduled") is not { IsFalse: true };
        foreach (var container in pod.Containers)
        {
            var isOrdinary = container.WaitingReason is null || OrdinaryWaits.Contains(container.WaitingReason, StringComparer.Ordinal);
            if (container.Restarts > 0 || !isOrdinary || container.Terminated is { ExitCode: not 0 })
                return false;
        }

        return true;
    }

    /// <summary>Whether a Service's pods are coming up, or are about to be created.</summary>
    public static bool IsComing(DiagnosisContext context, ObservedService service)
    {
        var ns = service.Key.Namespace;
        var pods = context.State.Pods.Where(p => p.Key.Namespace == ns && !p.IsDeleting && service.Selects(p.Labels)).ToList();
        if (pods.Count > 0)
            return pods.Any(p => IsComing(p) || p.IsReady); // endpoints follow a ready pod a moment later

        // a controller needs a moment to create the first pod; one that is refused its pods reports that itself
        return context.Templates.Any(t => t.Key.Namespace == ns && t.Desired > 0 && service.Selects(t.TemplateLabels)
            && context.Now <= context.AfterGrace(t.ChangedAt));
    }

    /// <summary>Why a controller is expected to create the missing object, by the reference graph; null when none is known.</summary>
    public static string? CreatorOf(ClusterState state, ObjectKey missing)
    {
        // classes and their like are installed with a cluster, not created for a set
        if (missing.Namespace is null)
            return null;
        foreach (var reference in state.References)
        {
            var target = reference.Target;
            if (reference.State == ReferenceState.External && target.Selector is null && target.Kind == missing.Kind && target.Name == missing.Name
                && (target.Namespace is null || missing.Namespace is null || target.Namespace == missing.Namespace))
                return reference.Elsewhere;
        }

        return null;
    }

    /// <summary>A custom resource of the set, whose controller may create what is missing in its namespace; null when there is none.</summary>
    public static ObjectKey? CustomResource(ClusterState state, ObjectKey missing)
    {
        foreach (var key in state.Targets.Keys.OrderBy(k => k.ToString(), StringComparer.Ordinal))
        {
            if (IsCustom(key.Group) && (key.Namespace is null || missing.Namespace is null || key.Namespace == missing.Namespace))
                return key;
        }

        return null;
    }

    /// <summary>Whether a group is served by an extension: Kubernetes' own have no domain or end in k8s.io.</summary>
    public static bool IsCustom(string group) =>
        group.Contains('.', StringComparison.Ordinal) && !group.EndsWith(".k8s.io", StringComparison.Ordinal);
}
