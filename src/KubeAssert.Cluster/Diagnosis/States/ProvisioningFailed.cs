using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>A claim's volume can't be provisioned.</summary>
    public static ErrorState ProvisioningFailed { get; } = new(
        "ProvisioningFailed",
        ErrorStateClass.Configuration,
        "a claim's volume can't be provisioned",
        "The claim names a storage class, but no volume comes of it: the class does not exist, or its provisioner can't make what the claim asks for.",
        "Name a class that exists, and ask only for access modes and sizes that its provisioner offers.",
        "claim phase `Pending`; event `ProvisioningFailed`");
}

internal sealed class ProvisioningFailedRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.ProvisioningFailed;

    public override Symptom? InObject(Scene scene, ObservedObject found)
    {
        if (found is not ObservedClaim { Phase: "Pending" } claim || scene.Events(claim, "ProvisioningFailed").LastOrDefault() is not { } refused)
            return null;

        var symptom = new Symptom(State, claim)
        {
            Since = refused.FirstSeen,
            FailsAt = Claims.HopelessAt(scene, claim, refused.FirstSeen),
            Found = Words.OneLine(refused.Message),
            Evidence = [scene.Describe(refused)],
            Nearest = Claims.Classes(scene),
            Path = "/spec.storageClassName",
            Rank = 7,
        };
        // volumes that somebody made may be of a class that does not exist: then it is they that do not fit
        if (Claims.NearestVolume(scene, claim) is { } volume)
            symptom = symptom with { Nearest = volume, Fix = $"create or correct a PersistentVolume of class {claim.StorageClass} that fits the claim, or name a class that provisions" };
        return ApiMessage.MissingObject(refused.Message, null) is { Kind: "StorageClass" } missing ? Missing.Object(scene, symptom, missing, claim) : symptom;
    }
}
