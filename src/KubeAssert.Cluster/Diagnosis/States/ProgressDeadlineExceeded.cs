using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>A Deployment made no progress in time.</summary>
    public static ErrorState ProgressDeadlineExceeded { get; } = new(
        "ProgressDeadlineExceeded",
        ErrorStateClass.BackOff,
        "a Deployment made no progress in time",
        "For `progressDeadlineSeconds` (600 by default) no further pod became available. The pods say why; this only says that Kubernetes, too, has stopped expecting it.",
        "Look at the pods: what they wait for, and why their probes fail.",
        "Deployment condition `Progressing=False`, reason `ProgressDeadlineExceeded`");
}

internal sealed class ProgressDeadlineExceededRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.ProgressDeadlineExceeded;

    public override Symptom? InObject(Scene scene, ObservedObject found)
    {
        if (found is not ObservedWorkload { Key.Kind: "Deployment", IsObserved: true } deployment
            || deployment.Condition("Progressing") is not { IsFalse: true, Reason: "ProgressDeadlineExceeded" } stuck)
        {
            return null;
        }

        var told = scene.State.PodsOf(deployment).Where(p => !p.IsDeleting && !p.IsReady)
            .SelectMany(p => scene.State.EventsOf(p)).Where(e => e.IsWarning).OrderBy(e => e.LastSeen).TakeLast(2).Select(scene.Describe);
        return new Symptom(State, deployment)
        {
            Since = stuck.Since,
            FailsAt = stuck.Since,
            Found = Words.OneLine(stuck.Message),
            Evidence = told.ToArray(),
            Path = "/spec.progressDeadlineSeconds",
            LogPod = scene.State.PodsOf(deployment).FirstOrDefault(p => !p.IsDeleting && !p.IsReady),
            WantsLog = true,
            Rank = 15,
        };
    }
}
