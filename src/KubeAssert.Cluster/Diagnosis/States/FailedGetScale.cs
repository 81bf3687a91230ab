using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>An autoscaler's target does not exist.</summary>
    public static ErrorState FailedGetScale { get; } = new(
        "FailedGetScale",
        ErrorStateClass.Configuration,
        "an autoscaler's target does not exist",
        "The HorizontalPodAutoscaler names an object to scale, and there is none of that kind and name.",
        "Correct scaleTargetRef, or create the target.",
        "condition `AbleToScale=False`, reason and event `FailedGetScale`");
}

internal sealed class FailedGetScaleRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.FailedGetScale;

    public override Symptom? InObject(Scene scene, ObservedObject found)
    {
        if (found is not ObservedAutoscaler autoscaler)
            return null;

        var refused = autoscaler.Condition("AbleToScale") is { IsFalse: true, Reason: "FailedGetScale" } condition ? condition : null;
        if (scene.State.Find(autoscaler.Target) is { } target)
            return refused is null ? null : Unscalable(scene, autoscaler, target, refused);

        var said = scene.Events(autoscaler, "FailedGetScale").LastOrDefault();
        var known = scene.Exists(autoscaler.Target);
        if (known == true || (known is null && !scene.State.AnswersQuestions && refused is null && said is null))
            return null;

        var since = scene.Latest(autoscaler);
        var symptom = new Symptom(State, autoscaler)
        {
            Since = since,
            FailsAt = scene.AfterGrace(since),
            Found = $"scales {autoscaler.Target}, which does not exist",
            Evidence = [.. refused is null ? Array.Empty<string>() : [$"condition AbleToScale=False, {refused.Reason}: {Words.OneLine(refused.Message)}"], .. said is null ? Array.Empty<string>() : [scene.Describe(said)]],
            Path = "/spec.scaleTargetRef.name",
        };
        return Missing.Object(scene, symptom, autoscaler.Target, autoscaler);
    }

    // it is there, and the API server does not let it be scaled: another version of it, or a kind without replicas. Fresh targets are found at the next look, after 15 s
    private Symptom? Unscalable(Scene scene, ObservedAutoscaler autoscaler, ObservedObject target, Condition refused)
    {
        var since = scene.Latest(autoscaler, target) is var latest && latest > refused.Since ? latest : refused.Since;
        return refused.Message.Contains("not found", StringComparison.Ordinal) ? null : new Symptom(State, autoscaler)
        {
            Since = since,
            FailsAt = scene.AfterGrace(since),
            Found = $"can't scale {target.Key}: {Words.OneLine(refused.Message)}",
            Explanation = $"{target.Key} is there, but has no number of replicas that could be changed, or is not served in the version that scaleTargetRef names.",
            Fix = "name a Deployment, StatefulSet or another kind that can be scaled, in a version that the API server serves",
            Evidence = [$"condition AbleToScale=False, {refused.Reason}: {Words.OneLine(refused.Message)}"],
            Path = "/spec.scaleTargetRef",
        };
    }
}
