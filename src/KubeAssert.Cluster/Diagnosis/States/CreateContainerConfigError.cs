using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>A container's configuration can't be put together.</summary>
    public static ErrorState CreateContainerConfigError { get; } = new(
        "CreateContainerConfigError",
        ErrorStateClass.Configuration,
        "a container's configuration can't be put together",
        "Before a container is created, its environment is read from ConfigMaps and Secrets and its user is checked. One of them does not exist, lacks a key, or the image would run as root where that is forbidden. The image was already pulled by then.",
        "Create what is missing, or correct the name or key; give a numeric `runAsUser` where root is forbidden.",
        "waiting `CreateContainerConfigError`; event `Failed`");
}

internal sealed class CreateContainerConfigErrorRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.CreateContainerConfigError;

    public override Symptom? InContainer(Scene scene, ObservedPod pod, ObservedContainer container)
    {
        if (container.WaitingReason != "CreateContainerConfigError")
            return null;

        var message = container.WaitingMessage;
        var symptom = new Symptom(State, pod)
        {
            Container = container,
            Since = container.Since,
            FailsAt = scene.AfterGrace(container.Since),
            Found = Words.OneLine(message),
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
                Explanation = $"The kubelet says: {Words.OneLine(message)}",
                Fix = "set securityContext.runAsUser to a number other than 0, or build the image with a numeric USER",
                Path = ".securityContext",
            };
        }

        if (message.StartsWith("missing value for ", StringComparison.Ordinal))
        {
            var variable = Words.OneLine(message["missing value for ".Length..]);
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
            return Missing.Key(scene, symptom, lacking.Object, lacking.Key);
        return ApiMessage.MissingObject(message, pod.Key.Namespace) is { } missing ? Missing.Object(scene, symptom, missing, pod) : symptom;
    }
}
