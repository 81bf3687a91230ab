using System.Text.Json;

namespace KubeAssert.Cluster.Observation;

/// <summary>A pod.</summary>
internal sealed class ObservedPod : ObservedObject
{
    public const string DefaultScheduler = "default-scheduler";

    public ObservedPod(ObjectKey key, JsonElement json, ObservedPod? before, DateTimeOffset at)
        : base(key, json, before, at)
    {
        var (spec, status) = (json.Get("spec"), json.Get("status"));
        var same = before?.Uid == Uid ? before : null;

        Phase = status.TextOrEmpty("phase");
        Reason = status.TextOrEmpty("reason");
        Message = status.TextOrEmpty("message");
        PhaseSince = same is not null && same.Phase == Phase ? same.PhaseSince : at;
        NodeName = spec.Text("nodeName");
        SchedulerName = spec.Text("schedulerName") ?? DefaultScheduler;
        RestartPolicy = spec.Text("restartPolicy") ?? "Always";
        IsGated = spec.Items("schedulingGates").Any();
        Gates = IsGated ? spec.Items("schedulingGates").Select(g => g.TextOrEmpty("name")).ToArray() : [];
        ReadinessGates = spec.Items("readinessGates").Select(g => g.TextOrEmpty("conditionType")).ToArray();
        ImageVolumes = spec.Items("volumes").Select(v => v.Get("image").Text("reference")).OfType<string>().ToArray();
        HasNetwork = status.TextOrEmpty("podIP") is { Length: > 0 } ip && ip != status.TextOrEmpty("hostIP");
        Requests = PodRequests.Read(spec);
        Dependencies = PodDependencies.Read(spec).Distinct().ToArray();
        Containers = PodContainers.Read(spec, status, same, at);
    }

    public string Phase { get; }

    public string Reason { get; }

    public string Message { get; }

    /// <summary>When this phase was first seen, by our clock.</summary>
    public DateTimeOffset PhaseSince { get; }

    public string? NodeName { get; }

    /// <summary>Who is to find it a node.</summary>
    public string SchedulerName { get; }

    public string RestartPolicy { get; }

    public bool IsGated { get; }

    public IReadOnlyList<string> Gates { get; }

    /// <summary>Conditions that somebody other than the kubelet must set before the pod counts as ready.</summary>
    public IReadOnlyList<string> ReadinessGates { get; }

    /// <summary>Images that are mounted as volumes.</summary>
    public IReadOnlyList<string> ImageVolumes { get; }

    private bool HasNetwork { get; }

    public PodRequests Requests { get; }

    public IReadOnlyList<PodDependency> Dependencies { get; }

    /// <summary>Init containers first, each in the order of the specification.</summary>
    public IReadOnlyList<ObservedContainer> Containers { get; }

    public bool IsReady => Condition("Ready") is { IsTrue: true };

    public bool IsOver => Phase is "Succeeded" or "Failed";

    /// <summary>Whether its volumes are mounted and its network is there. Older kubelets say so only by what comes after.</summary>
    public bool HasSandbox =>
        HasNetwork || Condition("PodReadyToStartContainers") is { IsTrue: true }
        || Containers.Any(c => c.IsRunning || c.LastTermination is not null || c.WaitingReason is not (null or "" or "ContainerCreating" or "PodInitializing"));

    public ObservedContainer? Container(string name) => Containers.FirstOrDefault(c => c.Name == name);
}
