using KubeAssert.Cluster.Diagnosing;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class ErrorState
{
    /// <summary>A volume can't be mounted.</summary>
    public static ErrorState FailedMount { get; } = new(
        "FailedMount",
        ErrorStateClass.Configuration,
        "a volume can't be mounted",
        "A pod starts only when all its volumes are there. One is not: the ConfigMap or Secret does not exist or lacks a key, the path on the node is of another type, or the storage refused. The kubelet tries again for ever, after ever longer pauses.",
        "Create what is missing, or correct the volume.",
        "event `FailedMount` while the containers wait as `ContainerCreating` or `PodInitializing`");
}

internal sealed class FailedMountRecogniser : Recogniser
{
    public override ErrorState State => ErrorState.FailedMount;

    public override Symptom? InPod(Scene scene, ObservedPod pod)
    {
        if (pod.IsOver || pod.HasSandbox || pod.NodeName is null)
            return null;

        Symptom? worst = null;
        foreach (var said in scene.Events(pod, "FailedMount"))
        {
            if (Read(scene, pod, said) is { } symptom && (worst is null || (symptom.FailsAt ?? DateTimeOffset.MaxValue) < (worst.FailsAt ?? DateTimeOffset.MaxValue)))
                worst = symptom;
        }

        return worst;
    }

    private Symptom? Read(Scene scene, ObservedPod pod, ObservedEvent said)
    {
        // the summary after two minutes names volumes only; each volume has an event of its own
        if (said.Message.Contains("unmounted volumes=", StringComparison.Ordinal))
            return null;

        var volume = ApiMessage.Quoted(said.Message, "for volume ");
        var dependency = pod.Dependencies.FirstOrDefault(d => volume is not null && d.Volume == volume);
        var reason = ApiMessage.AfterVolume(said.Message);
        var symptom = new Symptom(State, pod)
        {
            Since = said.FirstSeen,
            Found = $"volume {volume ?? "?"} can't be mounted: {Words.OneLine(reason)}",
            Evidence = [scene.Describe(said)],
            Path = dependency?.Path ?? (volume is null ? "" : $"volumes[name={volume}]"),
            Rank = 9,
        };

        if (ApiMessage.HealsByItself(said.Message))
            return symptom with { FailsAt = null };

        if (ApiMessage.NonexistentKey(said.Message) is { } key && dependency is not null)
            return Missing.Key(scene, symptom, ObjectKey.Core(dependency.Kind, pod.Key.Namespace, dependency.Name), key);

        if (reason.Contains("hostPath type check failed", StringComparison.Ordinal))
        {
            return symptom with
            {
                FailsAt = scene.AfterSettling(said.FirstSeen),
                Fix = $"create the path on node {pod.NodeName}, or set hostPath.type to what it is there (DirectoryOrCreate makes it)",
            };
        }

        if (ApiMessage.MissingObject(said.Message, pod.Key.Namespace) is { } missing)
            return Missing.Object(scene, symptom with { FailsAt = scene.AfterGrace(said.FirstSeen) }, missing, pod);

        var enough = Scene.SeenTimes([said], scene.Patience.NodeFailures);
        var lasting = said.FirstSeen + scene.Patience.GracePeriod;
        return symptom with { FailsAt = enough is null ? null : enough > lasting ? enough : lasting };
    }
}
