using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Api;

internal sealed class NotEstablishedRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.NotEstablished;

    public override Symptom? InObject(DiagnosisContext context, ObservedObject found)
    {
        if (found is not ObservedDefinition { IsEstablished: false } definition)
            return null;
        var clash = definition.Condition("NamesAccepted") is { IsFalse: true } refused ? refused : null;
        return new Symptom(State, definition)
        {
            Since = clash?.Since ?? definition.FirstSeen,
            FailsAt = clash is null ? null : context.AfterSettling(clash.Since),
            Found = clash is null ? "not established yet" : $"its names are refused: {MessageText.OneLine(clash.Message)}",
            Path = "/spec.names",
        };
    }

    public override Symptom? InRejection(DiagnosisContext context, Rejected rejected) =>
        !rejected.IsRetried ? null : new Symptom(State, null)
        {
            Key = ClusterState.KeyOf(rejected.Manifest, rejected.Namespace),
            Since = rejected.At,
            Found = $"not taken yet: {MessageText.OneLine(rejected.Message)}",
        };
}
