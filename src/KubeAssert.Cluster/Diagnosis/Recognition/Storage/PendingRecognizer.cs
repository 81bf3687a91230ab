using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Storage;

internal sealed class PendingRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.Pending;

    public override Symptom? InObject(DiagnosisContext context, ObservedObject found)
    {
        if (found is not ObservedClaim { Phase: "Pending" } claim)
            return null;

        var refused = Claims.Refusal(context, claim);
        if (refused is null && Claims.UserWithoutVolume(context, claim) is { } user)
            return Unfit(context, claim, user.Pod, user.FailsAt);
        if (refused is null)
        {
            var isAtWork = context.Events(claim, "Provisioning").Concat(context.Events(claim, "ExternalProvisioning")).Any();
            return context.Events(claim, "ProvisioningFailed").Any() || (Claims.WaitsForConsumer(context, claim) && !isAtWork) ? null : new Symptom(State, claim)
            {
                Since = claim.FirstSeen,
                Found = isAtWork ? "its volume is being provisioned" : "not bound yet",
                Path = "/spec.storageClassName",
                Rank = 8,
            };
        }

        var isNamed = claim.VolumeName is not null;
        return new Symptom(State, claim)
        {
            Since = refused.FirstSeen,
            FailsAt = claim.StorageClass is null && Claims.HasDefaultClass(context) ? null : Claims.HopelessAt(context, claim, refused.FirstSeen),
            Found = MessageText.OneLine(refused.Message),
            Evidence = [context.Describe(refused)],
            Explanation = isNamed ? $"The claim names its volume, {claim.VolumeName}, and that one does not fit."
                : claim.StorageClass is "" ? "storageClassName \"\" asks for a volume that somebody made, without a class; none that is free fits the claim's size, access modes and selector." : null,
            Fix = isNamed ? $"ask for what PersistentVolume/{claim.VolumeName} offers, or leave volumeName out"
                : claim.StorageClass is "" ? "create a PersistentVolume without a class that fits, or name a storage class" : null,
            Nearest = Claims.NearestVolume(context, claim) ?? Claims.Classes(context),
            Path = isNamed ? "/spec.volumeName" : "/spec.storageClassName",
            Rank = 8,
        };
    }

    private Symptom Unfit(DiagnosisContext context, ObservedClaim claim, ObservedPod pod, DateTimeOffset failsAt) => new(State, claim)
    {
        Since = pod.Condition("PodScheduled")!.Since,
        FailsAt = failsAt,
        Found = "no persistent volume fits it",
        Explanation = $"{pod} uses the claim, and no node has a free volume of {(claim.StorageClass is { Length: > 0 } name ? "class " + name : "no class")} with its size and access modes; nothing makes one.",
        Fix = "create a PersistentVolume that fits, or use a storage class that provisions",
        Evidence = [$"condition PodScheduled=False of {pod}: {MessageText.OneLine(pod.Condition("PodScheduled")!.Message)}"],
        Nearest = Claims.NearestVolume(context, claim) ?? Claims.Classes(context),
        Path = "/spec.storageClassName",
        Rank = 8,
    };
}
