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

        // an image may also be mounted as a volume; then the pod is what the events are about
        var message = container.WaitingMessage;
        var volume = message.Contains(container.Image, StringComparison.Ordinal) ? null : pod.ImageVolumes.FirstOrDefault(i => message.Contains(i, StringComparison.Ordinal));
        var image = volume ?? container.Image;
        var failures = scene.State.EventsOf(pod).Where(e => e.FieldPath == (volume is null ? container.FieldPath : "") && PullFailure.IsToldBy(e)).ToList();
        if (PullFailure.Of(message, image) == PullProblem.Unknown && failures.Count > 0)
            message = failures[^1].Message;

        var problem = PullFailure.Of(message, image);
        var healsNever = problem is PullProblem.NotFound or PullProblem.Denied or PullProblem.WrongPlatform;
        var enough = healsNever ? container.Since : Scene.SeenTimes(failures, scene.Patience.PullFailures);
        var symptom = new Symptom(State, pod)
        {
            Container = container,
            Since = enough ?? container.Since,
            FailsAt = enough ?? (failures.Count == 0 ? scene.AfterGrace(container.Since) : null),
            Found = $"image {image} can't be pulled: {PullFailure.Say(problem)}",
            Explanation = $"The registry's answer: {Words.OneLine(PullFailure.Core(message), 400)}",
            Fix = PullFailure.Fix(problem, image),
            Path = volume is null ? ".image" : "",
            Evidence = failures.TakeLast(1).Select(scene.Describe).ToArray(),
            Rank = 1,
        };
        return problem == PullProblem.Denied ? WithoutSecret(scene, pod, symptom) : symptom;
    }

    // access is denied to whom the pull secret should let in, and there is none
    private static Symptom WithoutSecret(Scene scene, ObservedPod pod, Symptom symptom)
    {
        var hint = scene.Events(pod, "FailedToRetrieveImagePullSecret").LastOrDefault();
        var secret = hint is null ? null : ApiMessage.PullSecrets(hint.Message).Select(n => (ObjectKey?)ObjectKey.Core("Secret", pod.Key.Namespace, n)).FirstOrDefault(k => scene.Exists(k!.Value) != true);
        return secret is not { } missing ? symptom : symptom with
        {
            Missing = missing,
            FailsAt = scene.AfterGrace(symptom.Container!.Since),
            Found = $"{symptom.Found}, and {missing}, which is to open it, does not exist",
            Path = "imagePullSecrets",
            Nearest = Correlation.NearestObject(scene.State, missing),
            Fix = $"create {missing} of type kubernetes.io/dockerconfigjson, which imagePullSecrets names and which does not exist",
            Evidence = [.. symptom.Evidence, scene.Describe(hint!)],
        };
    }
}
