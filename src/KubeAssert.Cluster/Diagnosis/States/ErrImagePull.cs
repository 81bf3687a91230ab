using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>An image can't be pulled.</summary>
    public static ErrorState ErrImagePull { get; } = new(
        "ErrImagePull",
        ErrorStateClass.BackOff,
        "an image can't be pulled",
        "The node asked the registry for the image and did not get it. The registry's own words tell which of five things it is: no such image or tag, no right to it, none for this processor, too many requests, or no way to the registry.",
        "Check the name and tag, the pull secret, the platforms the image was built for, and the way from the node to the registry.",
        "waiting `ErrImagePull` and `ImagePullBackOff` (the pause before the next try: 10 s doubling to 300 s); events `Failed` and `BackOff` (of type Normal)");
}

internal sealed class ErrImagePullRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.ErrImagePull;

    public override Symptom? InContainer(Scene scene, ObservedPod pod, ObservedContainer container)
    {
        if (container.WaitingReason is not ("ErrImagePull" or "ImagePullBackOff"))
            return null;

        var failures = scene.Events(pod, container, "Failed").Where(e => e.Message.StartsWith("Failed to pull image", StringComparison.Ordinal)).ToList();
        var message = container.WaitingMessage;
        if (PullFailure.Of(message, container.Image) == PullProblem.Unknown && failures.Count > 0)
            message = failures[^1].Message;

        var problem = PullFailure.Of(message, container.Image);
        var healsNever = problem is PullProblem.NotFound or PullProblem.Denied or PullProblem.WrongPlatform;
        var enough = healsNever ? container.Since : Scene.SeenTimes(failures, scene.Patience.PullFailures);
        return new Symptom(State, pod)
        {
            Container = container,
            Since = enough ?? container.Since,
            FailsAt = enough ?? (failures.Count == 0 ? scene.AfterGrace(container.Since) : null),
            Found = $"image {container.Image} can't be pulled: {PullFailure.Say(problem)}",
            Explanation = $"The registry's answer: {Words.OneLine(PullFailure.Core(message), 400)}",
            Fix = PullFailure.Fix(problem, container.Image),
            Path = ".image",
            Evidence = failures.TakeLast(1).Select(scene.Describe).ToArray(),
            Rank = 1,
        };
    }
}
