using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

/// <summary>How an object, or a deployment, is doing.</summary>
public enum Outcome
{
    /// <summary>All that was asked for is there, and has been for the stability window.</summary>
    Ready,

    /// <summary>Not there yet, and nothing says that it won't be.</summary>
    Progressing,

    /// <summary>It will not become ready without a change.</summary>
    Failing,
}

/// <summary>How one object is doing.</summary>
/// <param name="Object">Which.</param>
/// <param name="Outcome">How.</param>
/// <param name="Summary">In one clause: <c>1 of 2 pods is ready</c>.</param>
/// <param name="Location">Where it is written; null when its manifest is not at hand.</param>
public sealed record ObjectDiagnosis(ObjectKey Object, Outcome Outcome, string Summary, Location? Location)
{
    /// <summary>The object, how it is doing and why: <c>Deployment/web: progressing, 1 of 2 pods is ready</c>.</summary>
    public override string ToString() => $"{Object}: {DiagnosisText.Word(Outcome)}{(Summary.Length > 0 ? ", " + Summary : "")}";
}

/// <summary>Why an object is failing, or what it waits for.</summary>
public sealed record Cause
{
    /// <summary>The object an operator would name: the Deployment, not its pod.</summary>
    public required ObjectKey Object { get; init; }

    /// <summary>What state it is in.</summary>
    public required ErrorState State { get; init; }

    /// <summary>The container; null when it is not about one.</summary>
    public string? Container { get; init; }

    /// <summary>From the object down to what fails: <c>Deployment/web</c>, <c>ReplicaSet/web-5d</c>, <c>Pod/web-5d-x</c>, <c>container web</c>.</summary>
    public required IReadOnlyList<string> Chain { get; init; }

    /// <summary>What was found, in one line.</summary>
    public required string Found { get; init; }

    /// <summary>The process' exit code; null when none ended.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The object that does not exist; null when none is missing.</summary>
    public ObjectKey? Missing { get; init; }

    /// <summary>What it rests on: states, conditions, events, a line each.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>The container's last log lines; empty until they were fetched, and when there are none.</summary>
    public IReadOnlyList<string> Log { get; init; } = [];

    /// <summary>Why it happens, in plain words.</summary>
    public required string Explanation { get; init; }

    /// <summary>What to do.</summary>
    public required string Fix { get; init; }

    /// <summary>The place in the manifests; null when they are not at hand.</summary>
    public Location? Location { get; init; }

    /// <summary>The field at that place, as the API server writes it.</summary>
    public string Path { get; init; } = "";

    /// <summary>What comes nearest to right in the manifests; null when nothing does.</summary>
    public string? Nearest { get; init; }

    /// <summary>
    /// What else is wrong with the same object's references, a line each with its place: who else names what is missing, and what it names besides that is not there. Kubernetes
    /// stops at the first fault, so these would come next.
    /// </summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>How many pods are affected.</summary>
    public int Pods { get; init; }

    /// <summary>When the evidence that decides was seen.</summary>
    public DateTimeOffset Since { get; init; }

    internal LogRequest? LogWanted { get; init; }

    /// <summary>The cause as failure messages show it.</summary>
    public override string ToString() => DiagnosisText.Write(this);
}

/// <summary>What a picture of the cluster means. <see cref="ToString"/> is what a failing test prints.</summary>
public sealed record Diagnosis
{
    /// <summary>How the deployment as a whole is doing: failing when one object is, ready when all are.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How long after the manifests were applied.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Each applied object.</summary>
    public required IReadOnlyList<ObjectDiagnosis> Objects { get; init; }

    /// <summary>Why objects are failing, the first of each.</summary>
    public required IReadOnlyList<Cause> Causes { get; init; }

    /// <summary>What objects that are not failing wait for.</summary>
    public required IReadOnlyList<Cause> Awaited { get; init; }

    /// <summary>Where the time went.</summary>
    public TimeLine TimeLine => TimeLineReading.Of(this);

    internal ClusterState State { get; init; } = ClusterState.Empty;

    /// <summary>What must be asked of the API server before a verdict is given.</summary>
    internal IReadOnlyList<ObjectKey> Questions { get; init; } = [];

    /// <summary>When the answer may change though nothing is observed; null when it can't.</summary>
    internal DateTimeOffset? NextLook { get; init; }

    /// <summary>The diagnosis as a report: causes as findings at their places, with evidence and logs, and the time line as a chart. See <see cref="ClusterReports.With"/>.</summary>
    public Report ToReport() => DiagnosisReport.Of(this);

    /// <summary>The whole diagnosis as text.</summary>
    public override string ToString() => DiagnosisText.Write(this);
}
