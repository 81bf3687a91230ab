using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Controllers;

internal sealed class FailedGetScaleRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.FailedGetScale;

    public override Symptom? InObject(DiagnosisContext context, ObservedObject found)
    {
        if (found is not ObservedAutoscaler autoscaler)
            return null;

        var refused = autoscaler.Condition("AbleToScale") is { IsFalse: true, Reason: "FailedGetScale" } condition ? condition : null;
        if (context.State.Find(autoscaler.Target) is { } target)
            return refused is null ? null : Unscalable(context, autoscaler, target, refused);

        var said = context.Events(autoscaler, "FailedGetScale").LastOrDefault();
        var known = context.Exists(autoscaler.Target);
        if (known == true || (known is null && !context.State.AnswersQuestions && refused is null && said is null))
            return null;

        var since = context.Latest(autoscaler);
        var symptom = new Symptom(State, autoscaler)
        {
            Since = since,
            FailsAt = context.AfterGrace(since),
            Found = $"scales {autoscaler.Target}, which does not exist",
            Evidence = [.. refused is null ? Array.Empty<string>() : [$"condition AbleToScale=False, {refused.Reason}: {MessageText.OneLine(refused.Message)}"], .. said is null ? Array.Empty<string>() : [context.Describe(said)]],
            Path = "/spec.scaleTargetRef.name",
        };
        return Missing.Object(context, symptom, autoscaler.Target, autoscaler);
    }

    // it is there, and the API server does not let it be scaled: another version of it, or a kind without replicas. Fresh targets are found at the next look, after 15 s
    private Symptom? Unscalable(DiagnosisContext context, ObservedAutoscaler autoscaler, ObservedObject target, Condition refused)
    {
        var since = context.Latest(autoscaler, target) is var latest && latest > refused.Since ? latest : refused.Since;
        return refused.Message.Contains("not found", StringComparison.Ordinal) ? null : new Symptom(State, autoscaler)
        {
            Since = since,
            FailsAt = context.AfterGrace(since),
            Found = $"can't scale {target.Key}: {MessageText.OneLine(refused.Message)}",
            Explanation = $"{target.Key} is there, but has no number of replicas that could be changed, or is not served in the version that scaleTargetRef names.",
            Fix = "name a Deployment, StatefulSet or another kind that can be scaled, in a version that the API server serves",
            Evidence = [$"condition AbleToScale=False, {refused.Reason}: {MessageText.OneLine(refused.Message)}"],
            Path = "/spec.scaleTargetRef",
        };
    }
}
