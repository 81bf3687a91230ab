using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>A claim that nothing will bind.</summary>
    public static ErrorState Pending { get; } = new(
        "Pending",
        ErrorStateClass.Configuration,
        "a claim that nothing will bind",
        "The PersistentVolumeClaim asks for storage, but no storage class is named, none is the default, and no volume fits. It stays pending, and so do the pods that use it.",
        "Name a storage class that exists in the cluster, or make one the default.",
        "claim phase `Pending`; event `FailedBinding` (of type Normal)");
}

internal sealed class PendingRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.Pending;

    public override Symptom? InObject(Scene scene, ObservedObject found)
    {
        if (found is not ObservedClaim { Phase: "Pending" } claim)
            return null;

        var refused = Claims.Refusal(scene, claim);
        if (refused is null && Claims.UserWithoutVolume(scene, claim) is { } user)
            return Unfit(scene, claim, user.Pod, user.FailsAt);
        if (refused is null)
        {
            var isAtWork = scene.Events(claim, "Provisioning").Concat(scene.Events(claim, "ExternalProvisioning")).Any();
            return scene.Events(claim, "ProvisioningFailed").Any() || (Claims.WaitsForConsumer(scene, claim) && !isAtWork) ? null : new Symptom(State, claim)
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
            FailsAt = claim.StorageClass is null && Claims.HasDefaultClass(scene) ? null : Claims.HopelessAt(scene, claim, refused.FirstSeen),
            Found = Words.OneLine(refused.Message),
            Evidence = [scene.Describe(refused)],
            Explanation = isNamed ? $"The claim names its volume, {claim.VolumeName}, and that one does not fit."
                : claim.StorageClass is "" ? "storageClassName \"\" asks for a volume that somebody made, without a class; none that is free fits the claim's size, access modes and selector." : null,
            Fix = isNamed ? $"ask for what PersistentVolume/{claim.VolumeName} offers, or leave volumeName out"
                : claim.StorageClass is "" ? "create a PersistentVolume without a class that fits, or name a storage class" : null,
            Nearest = Claims.NearestVolume(scene, claim) ?? Claims.Classes(scene),
            Path = isNamed ? "/spec.volumeName" : "/spec.storageClassName",
            Rank = 8,
        };
    }

    private Symptom Unfit(Scene scene, ObservedClaim claim, ObservedPod pod, DateTimeOffset failsAt) => new(State, claim)
    {
        Since = pod.Condition("PodScheduled")!.Since,
        FailsAt = failsAt,
        Found = "no persistent volume fits it",
        Explanation = $"{pod} uses the claim, and no node has a free volume of {(claim.StorageClass is { Length: > 0 } name ? "class " + name : "no class")} with its size and access modes; nothing makes one.",
        Fix = "create a PersistentVolume that fits, or use a storage class that provisions",
        Evidence = [$"condition PodScheduled=False of {pod}: {Words.OneLine(pod.Condition("PodScheduled")!.Message)}"],
        Nearest = Claims.NearestVolume(scene, claim) ?? Claims.Classes(scene),
        Path = "/spec.storageClassName",
        Rank = 8,
    };
}
