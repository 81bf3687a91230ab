using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Api;

internal sealed class NamespaceTerminatingRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.NamespaceTerminating;

    public override Symptom? InRejection(DiagnosisContext context, Rejected rejected) =>
        rejected.IsRetried || !IsMeant(rejected) ? null : new Symptom(State, null)
        {
            Key = ClusterState.KeyOf(rejected.Manifest, rejected.Namespace),
            Since = rejected.At,
            FailsAt = rejected.At,
            Found = MessageText.OneLine(rejected.Message),
            Rank = 1,
        };

    internal static bool IsMeant(Rejected rejected) => rejected.Message.Contains("being terminated", StringComparison.Ordinal);

    public override Symptom? InObject(DiagnosisContext context, ObservedObject found) =>
        found is not ObservedNamespace { IsTerminating: true } ns || !context.State.Targets.ContainsKey(ns.Key) ? null : new Symptom(State, ns)
        {
            Since = ns.FirstSeen,
            FailsAt = ns.FirstSeen,
            Found = "the namespace is being deleted" + (ns.Finalizers.Count > 0 ? $"; {MessageText.List(ns.Finalizers)} hold it" : ""),
            Rank = 1,
        };
}
