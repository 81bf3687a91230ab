using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Storage;

internal sealed class FailedMountRecognizer : Recognizer
{
    public override ErrorState State => ErrorState.FailedMount;

    public override Symptom? InPod(DiagnosisContext context, ObservedPod pod)
    {
        if (pod.IsOver || context.HasSandbox(pod) || pod.NodeName is null)
            return null;

        Symptom? worst = null;
        foreach (var said in context.Events(pod, "FailedMount").Concat(context.Events(pod, "FailedMapVolume")))
        {
            if (Read(context, pod, said) is { } symptom && (worst is null || (symptom.FailsAt ?? DateTimeOffset.MaxValue) < (worst.FailsAt ?? DateTimeOffset.MaxValue)))
                worst = symptom;
        }

        return worst;
    }

    private Symptom? Read(DiagnosisContext context, ObservedPod pod, ObservedEvent said)
    {
        // the summary after two minutes names volumes only; each volume has an event of its own
        if (said.Message.Contains("unmounted volumes=", StringComparison.Ordinal) || said.Message.Contains("unattached volumes=", StringComparison.Ordinal))
            return null;

        var volume = ApiMessage.Quoted(said.Message, "for volume ");
        var dependency = pod.Dependencies.FirstOrDefault(d => volume is not null && d.Volume == volume);
        var reason = ApiMessage.AfterVolume(said.Message);
        var symptom = new Symptom(State, pod)
        {
            Since = said.FirstSeen,
            Found = $"volume {volume ?? "?"} can't be mounted: {MessageText.OneLine(reason)}",
            Evidence = [context.Describe(said)],
            Path = dependency?.Path ?? (volume is null ? "" : $"volumes[name={volume}]"),
            Rank = 9,
        };

        if (ApiMessage.HealsByItself(said.Message))
            return symptom with { FailsAt = null };

        if (ApiMessage.NonexistentKey(said.Message) is { } key && Asking(pod, volume, key, said.Message) is { } asking)
            return Missing.Key(context, symptom with { Path = asking.Path }, ObjectKey.Core(asking.Kind, pod.Key.Namespace, asking.Name), key);

        if (reason.Contains("hostPath type check failed", StringComparison.Ordinal))
        {
            return symptom with
            {
                FailsAt = context.AfterSettling(said.FirstSeen),
                Path = symptom.Path + ".hostPath.type",
                Explanation = "hostPath.type says what must be at that path on the node before the pod starts. There is something else, or nothing.",
                Fix = $"create the path on node {pod.NodeName}, or set hostPath.type to what it is there (DirectoryOrCreate makes it)",
            };
        }

        if (ApiMessage.MissingObject(said.Message, pod.Key.Namespace) is { } missing)
            return Missing.Object(context, symptom with { FailsAt = context.AfterGrace(said.FirstSeen) }, missing, pod);

        // the pod's own token comes of the API server, whatever holds it up
        if (volume?.StartsWith("kube-api-access-", StringComparison.Ordinal) == true)
            return symptom with { FailsAt = null };

        if (Driver(said.Message) is { } driver)
            symptom = symptom with { Found = $"volume {volume ?? "?"} needs CSI driver {driver}, which does not run on node {pod.NodeName}", Fix = $"install the CSI driver {driver}; its node plugin must run on every node" };

        var enough = DiagnosisContext.SeenTimes([said], context.WaitPolicy.MaxNodeFailures);
        var lasting = said.FirstSeen + context.WaitPolicy.GracePeriod;
        return symptom with { FailsAt = enough is null ? null : enough > lasting ? enough : lasting };
    }

    // of several sources of a projected volume, the one that asks for the key
    private static PodDependency? Asking(ObservedPod pod, string? volume, string key, string message)
    {
        var kind = message.Contains("secret key", StringComparison.Ordinal) ? "Secret" : "ConfigMap";
        var sources = pod.Dependencies.Where(d => volume is not null && d.Volume == volume && d.Kind is "ConfigMap" or "Secret").OrderBy(d => d.Kind == kind ? 0 : 1).ToList();
        return sources.Find(d => d.Key == key) ?? sources.FirstOrDefault();
    }

    private static string? Driver(string message)
    {
        const string before = "driver name ", after = " not found in the list of registered CSI drivers";
        var end = message.IndexOf(after, StringComparison.Ordinal);
        var start = end < 0 ? -1 : message.LastIndexOf(before, end, StringComparison.Ordinal);
        return start < 0 ? null : message[(start + before.Length)..end];
    }
}
