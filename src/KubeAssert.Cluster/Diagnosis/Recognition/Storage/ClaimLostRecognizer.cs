using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Storage;

internal sealed class ClaimLostRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.ClaimLost;

    public override Symptom? InObject(DiagnosisContext context, ObservedObject found) =>
        found is not ObservedClaim { Phase: "Lost" } claim ? null : new Symptom(State, claim)
        {
            Since = claim.ChangedAt,
            FailsAt = context.Now,
            Found = $"its volume {claim.VolumeName} is gone",
            Path = "/spec.volumeName",
            Rank = 6,
        };
}
