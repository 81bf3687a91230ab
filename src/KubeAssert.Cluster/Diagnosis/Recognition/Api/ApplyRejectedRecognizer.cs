using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Api;

internal sealed class ApplyRejectedRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.ApplyRejected;

    public override Symptom? InRejection(DiagnosisContext context, Rejected rejected) =>
        rejected.IsRetried || NamespaceTerminatingRecognizer.IsMeant(rejected) ? null : new Symptom(State, null)
        {
            Key = ClusterState.KeyOf(rejected.Manifest, rejected.Namespace),
            Since = rejected.At,
            FailsAt = rejected.At,
            Found = $"{(rejected.Reason.Length > 0 ? rejected.Reason + ": " : "")}{MessageText.OneLine(rejected.Message, 600)}",
            Path = "/" + ApiMessage.RefusedField(rejected.Message),
            Rank = 2,
        };
}
