using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>A claim lost its volume.</summary>
    public static ErrorState ClaimLost { get; } = new(
        "ClaimLost",
        ErrorStateClass.Terminal,
        "a claim lost its volume",
        "The volume that the claim was bound to is gone, and its data with it. A claim never binds twice.",
        "Delete the claim and make it anew.",
        "claim phase `Lost`; event `ClaimLost`");
}

internal sealed class ClaimLostRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.ClaimLost;

    public override Symptom? InObject(Scene scene, ObservedObject found) =>
        found is not ObservedClaim { Phase: "Lost" } claim ? null : new Symptom(State, claim)
        {
            Since = claim.ChangedAt,
            FailsAt = scene.Now,
            Found = $"its volume {claim.VolumeName} is gone",
            Path = "/spec.volumeName",
            Rank = 6,
        };
}
