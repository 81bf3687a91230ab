using System.Text.Json;

namespace KubeAssert.Cluster.Observation;

/// <summary>Reads a pod's containers: specification and status beside each other, with what we saw before.</summary>
internal static class PodContainers
{
    public static ObservedContainer[] Read(JsonElement spec, JsonElement status, ObservedPod? before, DateTimeOffset at)
    {
        var containers = new List<ObservedContainer>();
        foreach (var (container, index) in spec.Items("initContainers").Select((c, i) => (c, i)))
        {
            var role = container.Text("restartPolicy") == "Always" ? ObservedRole.Sidecar : ObservedRole.Init;
            containers.Add(Read(container, role, index, status, "initContainerStatuses", before, at));
        }

        foreach (var (container, index) in spec.Items("containers").Select((c, i) => (c, i)))
            containers.Add(Read(container, ObservedRole.Main, index, status, "containerStatuses", before, at));
        return containers.ToArray();
    }

    private static ObservedContainer Read(
        JsonElement spec, ObservedRole role, int index, JsonElement podStatus, string statuses, ObservedPod? pod, DateTimeOffset at)
    {
        var name = spec.TextOrEmpty("name");
        var status = podStatus.Items(statuses).FirstOrDefault(s => s.Text("name") == name);
        var before = pod?.Container(name);

        var state = status.Get("state");
        var waiting = state.Get("waiting");
        var running = state.Get("running");
        var now = new ObservedContainer
        {
            Name = name,
            Role = role,
            Index = index,
            Image = spec.TextOrEmpty("image"),
            PortNames = spec.Items("ports").Select(p => p.Text("name")).OfType<string>().ToArray(),
            Script = ScriptOf(spec),
            Readiness = ProbeSchedule.Read(spec, "readinessProbe"),
            Liveness = ProbeSchedule.Read(spec, "livenessProbe"),
            Startup = ProbeSchedule.Read(spec, "startupProbe"),
            HasStatus = status.ValueKind == JsonValueKind.Object,
            Ready = status.Flag("ready") == true,
            Started = status.Flag("started") == true,
            Restarts = status.Int("restartCount"),
            WaitingReason = waiting.ValueKind == JsonValueKind.Object ? waiting.TextOrEmpty("reason") : null,
            WaitingMessage = waiting.TextOrEmpty("message"),
            RunningSince = running.ValueKind == JsonValueKind.Object ? running.Time("startedAt") ?? at : null,
            Terminated = Termination.Read(state),
            Last = Termination.Read(status.Get("lastState")),
        };

        return now with
        {
            Since = before is not null && StateName(before) == StateName(now) && before.Restarts == now.Restarts ? before.Since : at,
            LastExitSeen = now.Exits == 0 ? null : before is not null && before.Exits >= now.Exits ? before.LastExitSeen ?? at : at,
        };
    }

    private static readonly string[] Shells = ["sh", "bash", "ash", "dash", "/bin/sh", "/bin/bash", "/bin/ash", "/bin/dash", "/usr/bin/sh", "/usr/bin/bash"];

    private static string? ScriptOf(JsonElement spec) =>
        spec.Items("command").Concat(spec.Items("args")).Take(2).Select(w => w.ValueKind == JsonValueKind.String ? w.GetString()! : "").ToList() is [var shell, { Length: > 0 } script]
            && Shells.Contains(shell) && script[0] is not ('-' or '+')
            ? script
            : null;

    // failing to pull and waiting to pull again are one state
    private static string StateName(ObservedContainer c) =>
        c.IsRunning ? "running" : c.Terminated is not null ? "terminated" : c.WaitingReason is "ImagePullBackOff" ? "ErrImagePull" : c.WaitingReason ?? "";
}
