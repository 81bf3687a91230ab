using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Controllers;

internal sealed class ProgressDeadlineExceededRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.ProgressDeadlineExceeded;

    public override Symptom? InObject(DiagnosisContext context, ObservedObject found)
    {
        if (found is not ObservedWorkload { Key.Kind: "Deployment", IsObserved: true } deployment
            || deployment.Condition("Progressing") is not { IsFalse: true, Reason: "ProgressDeadlineExceeded" } stuck)
        {
            return null;
        }

        var told = context.State.PodsOf(deployment).Where(p => !p.IsDeleting && !p.IsReady)
            .SelectMany(p => context.State.EventsOf(p)).Where(e => e.IsWarning).OrderBy(e => e.LastSeen).TakeLast(2).Select(context.Describe);
        return new Symptom(State, deployment)
        {
            Since = stuck.Since,
            FailsAt = stuck.Since,
            Found = MessageText.OneLine(stuck.Message),
            Evidence = told.ToArray(),
            Path = "/spec.progressDeadlineSeconds",
            LogPod = context.State.PodsOf(deployment).FirstOrDefault(p => !p.IsDeleting && !p.IsReady),
            WantsLog = true,
            Rank = 15,
        };
    }
}
