using KubeAssert.Model;

namespace KubeAssert.PolicyRules.BuiltIn;

/// <summary>What rules about pods ask again and again.</summary>
internal static class PodFacts
{
    public static bool IsForWindows(this PodTemplate pod) => pod.Spec["os"]["name"].Text == "windows";

    public static bool IsForWindows(this Container container) => container.PodTemplate.IsForWindows();

    /// <summary>Whether its pods end by themselves: probes and replicas mean nothing to them.</summary>
    public static bool RunsToItsEnd(this Workload workload) =>
        workload.Kind is "Job" or "CronJob" || (workload.Kind == "Pod" && workload.PodTemplate.Spec["restartPolicy"].Text is "Never" or "OnFailure");

    /// <summary>What messages call a container whose object is said before: <c>init container tune</c>.</summary>
    public static string Called(this Container container) => container.Role switch
    {
        ContainerRole.Init => "init container ",
        ContainerRole.Sidecar => "sidecar ",
        ContainerRole.Ephemeral => "ephemeral container ",
        _ => "container ",
    } + (container.Name.Length > 0 ? container.Name : "without a name");

    /// <summary>A main container of what runs for ever.</summary>
    public static bool Serves(this Container container) => container.Role == ContainerRole.Main && !container.Workload.RunsToItsEnd();

    /// <summary>Ephemeral containers may not set resources, ports or probes.</summary>
    public static bool IsLasting(this Container container) => container.Role != ContainerRole.Ephemeral;

    public static bool IsReplicated(this Workload workload) => workload.Kind is "Deployment" or "StatefulSet" or "ReplicaSet" or "ReplicationController";

    /// <summary>The autoscaler that scales it, or null.</summary>
    public static HorizontalPodAutoscaler? AutoscalerOf(RuleContext context, Workload workload)
    {
        foreach (var reference in context.References.ReferencesTo(workload.Manifest))
        {
            if (reference.Kind == ReferenceKind.ScaleTarget && reference.Source.Kind == "HorizontalPodAutoscaler")
                return new HorizontalPodAutoscaler(context.Manifests, reference.Source);
        }

        return null;
    }

    public static bool IsAutoscaled(RuleContext context, Workload workload) =>
        context.References.ReferencesTo(workload.Manifest).Any(reference => reference.Kind == ReferenceKind.ScaleTarget);

    /// <summary>How many pods there are at the least: an autoscaler's minimum, else what is written; null where nobody can tell.</summary>
    public static long? LeastReplicas(RuleContext context, Workload workload)
    {
        if (workload.Replicas is not { } written)
            return null;
        return AutoscalerOf(context, workload) is { } scaler ? scaler.MinReplicas : IsAutoscaled(context, workload) ? null : written;
    }

    /// <summary>The first mounted claim that the pods of one node alone can mount for writing; null where there is none.</summary>
    public static (Volume Volume, PersistentVolumeClaim Claim)? SingleNodeClaim(RuleContext context, PodTemplate pod)
    {
        foreach (var volume in pod.Volumes)
        {
            if (volume.ClaimName is not { } name || volume["persistentVolumeClaim"]["readOnly"].AsBoolean() == true
                || context.Manifests.Find("", "PersistentVolumeClaim", pod.Namespace, name) is not { } manifest)
                continue;
            var claim = new PersistentVolumeClaim(context.Manifests, manifest);
            if (claim.AccessModes.Count > 0 && claim.AccessModes.All(mode => mode is "ReadWriteOnce" or "ReadWriteOncePod"))
                return (volume, claim);
        }

        return null;
    }
}
