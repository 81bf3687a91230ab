using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>A custom kind is not served yet.</summary>
    public static ErrorState NotEstablished { get; } = new(
        "NotEstablished",
        ErrorStateClass.SelfHealing,
        "a custom kind is not served yet",
        "A CustomResourceDefinition was applied, but the API server does not serve its kind yet; that takes a moment. Where its names clash with another definition's, it never will.",
        "Wait; where NamesAccepted is False, choose other names.",
        "definition without condition `Established=True`; `no matches for kind` on apply");
}

internal sealed class NotEstablishedRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.NotEstablished;

    public override Symptom? InObject(Scene scene, ObservedObject found)
    {
        if (found is not ObservedDefinition { IsEstablished: false } definition)
            return null;
        var clash = definition.Condition("NamesAccepted") is { IsFalse: true } refused ? refused : null;
        return new Symptom(State, definition)
        {
            Since = clash?.Since ?? definition.FirstSeen,
            FailsAt = clash is null ? null : scene.AfterSettling(clash.Since),
            Found = clash is null ? "not established yet" : $"its names are refused: {Words.OneLine(clash.Message)}",
            Path = "/spec.names",
        };
    }

    public override Symptom? InRejection(Scene scene, Rejected rejected) =>
        !rejected.IsRetried ? null : new Symptom(State, null)
        {
            Key = ClusterState.KeyOf(rejected.Manifest, rejected.Namespace),
            Since = rejected.At,
            Found = $"not taken yet: {Words.OneLine(rejected.Message)}",
        };
}
