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
        if (refused is null)
        {
            return scene.Events(claim, "ProvisioningFailed").Any() || Claims.WaitsForConsumer(scene, claim) ? null : new Symptom(State, claim)
            {
                Since = claim.FirstSeen,
                Found = scene.Events(claim, "Provisioning").Concat(scene.Events(claim, "ExternalProvisioning")).Any() ? "its volume is being provisioned" : "not bound yet",
                Path = "/spec.storageClassName",
                Rank = 8,
            };
        }

        return new Symptom(State, claim)
        {
            Since = refused.FirstSeen,
            FailsAt = claim.StorageClass is null && Claims.HasDefaultClass(scene) ? null : Claims.HopelessAt(scene, claim, refused.FirstSeen),
            Found = Words.OneLine(refused.Message),
            Evidence = [scene.Describe(refused)],
            Nearest = Claims.Classes(scene),
            Path = "/spec.storageClassName",
            Rank = 8,
        };
    }
}
