using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Storage;

internal sealed class ProvisioningFailedRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.ProvisioningFailed;

    public override Symptom? InObject(DiagnosisContext context, ObservedObject found)
    {
        if (found is not ObservedClaim { Phase: "Pending" } claim || context.Events(claim, "ProvisioningFailed").LastOrDefault() is not { } refused)
            return null;

        var symptom = new Symptom(State, claim)
        {
            Since = refused.FirstSeen,
            FailsAt = Claims.HopelessAt(context, claim, refused.FirstSeen),
            Found = MessageText.OneLine(refused.Message),
            Evidence = [context.Describe(refused)],
            Nearest = Claims.Classes(context),
            Path = "/spec.storageClassName",
            Rank = 7,
        };
        // volumes that somebody made may be of a class that does not exist: then it is they that do not fit
        if (Claims.NearestVolume(context, claim) is { } volume)
            symptom = symptom with { Nearest = volume, Fix = $"create or correct a PersistentVolume of class {claim.StorageClass} that fits the claim, or name a class that provisions" };
        return ApiMessage.MissingObject(refused.Message, null) is { Kind: "StorageClass" } missing ? Missing.Object(context, symptom, missing, claim) : symptom;
    }
}
