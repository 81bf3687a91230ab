using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>The namespace is being deleted.</summary>
    public static ErrorState NamespaceTerminating { get; } = new(
        "NamespaceTerminating",
        ErrorStateClass.Terminal,
        "the namespace is being deleted",
        "Nothing can be created in a namespace that is being deleted, and what is in it goes.",
        "Wait until it is gone and make it anew, or deploy to another one; a finalizer that nobody clears keeps it for ever.",
        "namespace phase `Terminating`; `because it is being terminated` on apply");
}

internal sealed class NamespaceTerminatingRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.NamespaceTerminating;

    public override Symptom? InRejection(Scene scene, Rejected rejected) =>
        rejected.IsRetried || !IsMeant(rejected) ? null : new Symptom(State, null)
        {
            Key = ClusterState.KeyOf(rejected.Manifest, rejected.Namespace),
            Since = rejected.At,
            FailsAt = rejected.At,
            Found = Words.OneLine(rejected.Message),
            Rank = 1,
        };

    internal static bool IsMeant(Rejected rejected) => rejected.Message.Contains("being terminated", StringComparison.Ordinal);

    public override Symptom? InObject(Scene scene, ObservedObject found) =>
        found is not ObservedNamespace { IsTerminating: true } ns || !scene.State.Targets.ContainsKey(ns.Key) ? null : new Symptom(State, ns)
        {
            Since = ns.FirstSeen,
            FailsAt = ns.FirstSeen,
            Found = "the namespace is being deleted" + (ns.Finalizers.Count > 0 ? $"; {Words.List(ns.Finalizers)} hold it" : ""),
            Rank = 1,
        };
}
