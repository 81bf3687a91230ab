using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Containers;

internal sealed class CreateContainerConfigErrorRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.CreateContainerConfigError;

    public override Symptom? InContainer(DiagnosisContext context, ObservedPod pod, ObservedContainer container)
    {
        if (container.WaitingReason != "CreateContainerConfigError")
            return null;

        var message = container.WaitingMessage;
        var symptom = new Symptom(State, pod)
        {
            Container = container,
            Since = container.Since,
            FailsAt = context.AfterGrace(container.Since),
            Found = MessageText.OneLine(message),
            Rank = 2,
        };

        if (ApiMessage.HealsByItself(message))
            return symptom with { FailsAt = null };

        if (message.Contains("runAsNonRoot", StringComparison.Ordinal) || message.Contains("non-root policy", StringComparison.Ordinal))
        {
            return symptom with
            {
                FailsAt = container.Since,
                Found = message.Contains("non-root policy", StringComparison.Ordinal) ? "runAsUser is 0, which runAsNonRoot forbids"
                    : message.Contains("non-numeric", StringComparison.Ordinal)
                    ? $"the user of image {container.Image} is a name, of which runAsNonRoot can't tell whether it is root"
                    : $"image {container.Image} would run as root, which runAsNonRoot forbids",
                Explanation = $"The kubelet says: {MessageText.OneLine(message)}",
                Fix = "set securityContext.runAsUser to a number other than 0, or build the image with a numeric USER",
                Path = ".securityContext",
            };
        }

        if (message.StartsWith("missing value for ", StringComparison.Ordinal))
        {
            var variable = MessageText.OneLine(message["missing value for ".Length..]);
            return symptom with
            {
                FailsAt = container.Since,
                Found = $"a subPathExpr names variable {variable}, which the container does not define",
                Explanation = "subPathExpr is expanded from the container's own env; a variable that is not there stops the container.",
                Fix = $"add {variable} to the container's env (a pod's name comes by fieldRef: metadata.name), or correct subPathExpr",
                Path = ".volumeMounts",
            };
        }

        if (ApiMessage.MissingKey(message, pod.Key.Namespace) is { } lacking)
            return Missing.Key(context, symptom, lacking.Object, lacking.Key);
        return ApiMessage.MissingObject(message, pod.Key.Namespace) is { } missing ? Missing.Object(context, symptom, missing, pod) : symptom;
    }
}
