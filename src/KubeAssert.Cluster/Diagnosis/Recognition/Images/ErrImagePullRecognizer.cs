using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Images;

internal sealed class ErrImagePullRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.ErrImagePull;

    public override Symptom? InContainer(DiagnosisContext context, ObservedPod pod, ObservedContainer container)
    {
        if (container.WaitingReason is not ("ErrImagePull" or "ImagePullBackOff"))
            return null;

        // an image may also be mounted as a volume; then the pod is what the events are about
        var message = container.WaitingMessage;
        var volume = message.Contains(container.Image, StringComparison.Ordinal) ? null : pod.ImageVolumes.FirstOrDefault(i => message.Contains(i, StringComparison.Ordinal));
        var image = volume ?? container.Image;
        var failures = context.State.EventsOf(pod).Where(e => e.FieldPath == (volume is null ? container.FieldPath : "") && PullFailure.IsToldBy(e)).ToList();
        if (PullFailure.Of(message, image) == PullProblem.Unknown && failures.Count > 0)
            message = failures[^1].Message;

        var problem = PullFailure.Of(message, image);
        var healsNever = problem is PullProblem.NotFound or PullProblem.Denied or PullProblem.WrongPlatform;
        var enough = healsNever ? container.Since : DiagnosisContext.SeenTimes(failures, context.WaitPolicy.MaxPullFailures);
        var symptom = new Symptom(State, pod)
        {
            Container = container,
            Since = enough ?? container.Since,
            FailsAt = enough ?? (failures.Count == 0 ? context.AfterGrace(container.Since) : null),
            Found = $"image {image} can't be pulled: {PullFailure.Say(problem)}",
            Explanation = $"The registry's answer: {MessageText.OneLine(PullFailure.Core(message), 400)}",
            Fix = PullFailure.Fix(problem, image),
            Path = volume is null ? ".image" : "",
            Evidence = failures.TakeLast(1).Select(context.Describe).ToArray(),
            Rank = 1,
        };
        return problem == PullProblem.Denied ? WithoutSecret(context, pod, symptom) : symptom;
    }

    // access is denied to whom the pull secret should let in, and there is none
    private static Symptom WithoutSecret(DiagnosisContext context, ObservedPod pod, Symptom symptom)
    {
        var hint = context.Events(pod, "FailedToRetrieveImagePullSecret").LastOrDefault();
        var secret = hint is null ? null : ApiMessage.PullSecrets(hint.Message).Select(n => (ObjectKey?)ObjectKey.Core("Secret", pod.Key.Namespace, n)).FirstOrDefault(k => context.Exists(k!.Value) != true);
        return secret is not { } missing ? symptom : symptom with
        {
            Missing = missing,
            FailsAt = context.AfterGrace(symptom.Container!.Since),
            Found = $"{symptom.Found}, and {missing}, which is to open it, does not exist",
            Path = "imagePullSecrets",
            Nearest = Correlation.NearestObject(context.State, missing),
            Fix = $"create {missing} of type kubernetes.io/dockerconfigjson, which imagePullSecrets names and which does not exist",
            Evidence = [.. symptom.Evidence, context.Describe(hint!)],
        };
    }
}
