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
        if (found is not ObservedAutoscaler autoscaler || scene.State.Find(autoscaler.Target) is not null)
            return null;

        var refused = autoscaler.Condition("AbleToScale") is { IsFalse: true, Reason: "FailedGetScale" } condition ? condition : null;
        var said = scene.Events(autoscaler, "FailedGetScale").LastOrDefault();
        var known = scene.Exists(autoscaler.Target);
        if (known == true || (known is null && !scene.State.AnswersQuestions && refused is null && said is null))
            return null;

        var since = scene.SinceApplied(autoscaler.ChangedAt);
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
}
