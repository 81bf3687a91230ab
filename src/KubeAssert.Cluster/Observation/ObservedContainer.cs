using System.Text.Json;

namespace KubeAssert.Cluster.Observation;

internal enum ObservedRole
{
    Main,
    Init,

    /// <summary>An init container that is always restarted: it runs beside the main ones.</summary>
    Sidecar,
}

/// <summary>How a container's process ended.</summary>
internal sealed record Termination(int ExitCode, int Signal, string Reason, string Message, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt)
{
    /// <summary>How long it ran, by the node's clock; zero where that is not said.</summary>
    public TimeSpan Duration => this is { StartedAt: { } started, FinishedAt: { } finished } && finished > started && started.Year > 2000 ? finished - started : TimeSpan.Zero;

    public static Termination? Read(JsonElement state) =>
        state.Get("terminated") is { ValueKind: JsonValueKind.Object } t
            ? new(t.Int("exitCode"), t.Int("signal"), t.TextOrEmpty("reason"), t.TextOrEmpty("message"), t.Time("startedAt"), t.Time("finishedAt"))
            : null;
}

/// <summary>A probe's schedule, with the defaults that the API server fills in.</summary>
internal sealed record ProbeSchedule(int InitialDelaySeconds, int PeriodSeconds, int FailureThreshold, int TimeoutSeconds)
{
    /// <summary>How long the probe may fail before Kubernetes acts on it.</summary>
    public TimeSpan Budget => TimeSpan.FromSeconds(InitialDelaySeconds + ((long)Math.Max(PeriodSeconds, TimeoutSeconds) * FailureThreshold));

    public static ProbeSchedule? Read(JsonElement container, string name) =>
        container.Get(name) is { ValueKind: JsonValueKind.Object } p
            ? new(p.Int("initialDelaySeconds"), p.Int("periodSeconds", 10), p.Int("failureThreshold", 3), p.Int("timeoutSeconds", 1))
            : null;
}

/// <summary>A container of a pod: what its specification says, its state, and since when we have seen that state.</summary>
internal sealed record ObservedContainer
{
    public required string Name { get; init; }

    public required ObservedRole Role { get; init; }

    /// <summary>The index among the containers of its list.</summary>
    public required int Index { get; init; }

    public required string Image { get; init; }

    public required IReadOnlyList<string> PortNames { get; init; }

    /// <summary>What a shell without <c>-c</c> takes for a script's name; null where no shell is called so.</summary>
    public string? Script { get; init; }

    public ProbeSchedule? Readiness { get; init; }

    public ProbeSchedule? Liveness { get; init; }

    public ProbeSchedule? Startup { get; init; }

    public bool Ready { get; init; }

    public bool Started { get; init; }

    public int Restarts { get; init; }

    public string? WaitingReason { get; init; }

    public string WaitingMessage { get; init; } = "";

    /// <summary>Whether the kubelet has said anything about it yet.</summary>
    public bool HasStatus { get; init; }

    public DateTimeOffset? RunningSince { get; init; }

    public Termination? Terminated { get; init; }

    public Termination? Last { get; init; }

    /// <summary>When the present state (and, while waiting, the present reason) was first seen, by our clock.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>When its process was last seen to have ended once more, by our clock; null when it never was.</summary>
    public DateTimeOffset? LastExitSeen { get; init; }

    public bool IsRunning => RunningSince is not null;

    public bool IsInit => Role == ObservedRole.Init;

    /// <summary>The way it ended last, whether or not it was restarted since.</summary>
    public Termination? LastTermination => Terminated ?? Last;

    /// <summary>How often its process ended. A running container was restarted as often as it ended before.</summary>
    public int Exits => Restarts + (Terminated is not null || WaitingReason is "CrashLoopBackOff" or "RunContainerError" or "PostStartHookError" ? 1 : 0);

    /// <summary>Where its specification stands in a pod: <c>containers</c> or <c>initContainers</c>.</summary>
    public string ListName => Role == ObservedRole.Main ? "containers" : "initContainers";

    /// <summary>How an event's <c>fieldPath</c> names it.</summary>
    public string FieldPath => $"spec.{ListName}{{{Name}}}";
}
