using KubeAssert.PolicyRules.BuiltIn;

namespace KubeAssert;

/// <content>Claims.</content>
public static partial class Rules
{
    /// <summary>Several pods do not share a claim that one node alone can mount.</summary>
    public static Rule ClaimIsNotShared { get; } = Rule
        .For<Workload>("claim-is-not-shared", "Several pods do not share a claim that one node alone can mount")
        .Because("a pod on another node waits for ever (FailedAttachVolume: Multi-Attach), and on the same node both write the same files")
        .Fix("use a StatefulSet with volumeClaimTemplates, or a claim that is ReadWriteMany")
        .Where(w => w.Kind is "Deployment" or "ReplicaSet" or "ReplicationController" && w.PodTemplate.Node.Exists)
        .Check((w, context) => MostReplicas(w, context) is > 1 and var most && PodFacts.SingleNodeClaim(context, w.PodTemplate) is var (volume, claim)
            ? [context.Finding(
                volume["persistentVolumeClaim"]["claimName"], $"is shared by {most} pods, but the claim is {string.Join(", ", claim.AccessModes)}", nearest: $"{claim} ({claim.Spec["accessModes"].Location})")]
            : [])
        .Page();

    private static long? MostReplicas(Workload workload, RuleContext context) =>
        PodFacts.AutoscalerOf(context, workload) is { MaxReplicas: { } most } ? most : workload.Replicas;
}
