namespace KubeAssert.Reports;

/// <summary>How a deployment, or one of its objects, was doing.</summary>
internal enum ReportOutcome
{
    Ready,
    Waiting,
    Failing,
}

/// <summary>What a stretch of time went into. The order is that in which a pod usually goes through them.</summary>
internal enum ReportStepKind
{
    Create,
    Schedule,
    Prepare,
    Pull,
    Init,
    Start,
    Probes,
    Run,
    Waiting,
}

/// <summary>A stretch of time.</summary>
/// <param name="Kind">What it went into.</param>
/// <param name="Name">The same in words: <c>pull registry/shop:1</c>.</param>
/// <param name="Start">When it began, in seconds since the manifests were applied.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="IsOpen">Whether it had not ended when the picture was taken.</param>
internal sealed record ReportStep(ReportStepKind Kind, string Name, double Start, double Seconds, bool IsOpen = false)
{
    public double End => Start + Seconds;
}

/// <summary>An object of a deployment, and where its time went.</summary>
internal sealed record ReportTrack
{
    /// <summary>Kind and name.</summary>
    public required string Object { get; init; }

    public string Namespace { get; init; } = "";

    public required ReportOutcome Outcome { get; init; }

    /// <summary>What else there is to know, in one clause: <c>the slowest of 3 pods</c>; empty when there is nothing.</summary>
    public string Note { get; init; } = "";

    /// <summary>In the order in which they began.</summary>
    public IReadOnlyList<ReportStep> Steps { get; init; } = [];

    /// <summary>When it was ready, or when the picture was taken.</summary>
    public double End => Steps.Select(s => s.End).DefaultIfEmpty(0).Max();
}

/// <summary>What became of a deployment to a cluster, and where the time went.</summary>
internal sealed record ReportDeployment
{
    /// <summary>Which deployment it is: a later picture of the same one takes the earlier one's place.</summary>
    public required string Id { get; init; }

    /// <summary>What is called by it: <c>namespace shop-x4</c>.</summary>
    public required string Title { get; init; }

    public required ReportOutcome Outcome { get; init; }

    /// <summary>In one sentence without a full stop: <c>all 5 objects are ready after 41 s</c>.</summary>
    public required string Verdict { get; init; }

    /// <summary>What a test asked of it: <c>become ready within 2 min</c>; null when none did.</summary>
    public string? Demand { get; init; }

    /// <summary>What most of the time went into, in one sentence; null when that can't be told.</summary>
    public string? Slowest { get; init; }

    /// <summary>How long after the manifests were applied the picture was taken, in seconds.</summary>
    public double Seconds { get; init; }

    /// <summary>What is failing first, then what was ready last.</summary>
    public IReadOnlyList<ReportTrack> Tracks { get; init; } = [];

    /// <summary>How many objects have no track: what is there as soon as it is applied.</summary>
    public int Others { get; init; }
}

/// <summary>What more there is to know of an item: evidence, a chain, a log.</summary>
/// <param name="Name">What it is: <c>seen</c>.</param>
/// <param name="Lines">Its lines.</param>
/// <param name="IsLog">Whether it is a program's output, line by line.</param>
internal sealed record ReportDetail(string Name, IReadOnlyList<string> Lines, bool IsLog = false);

/// <summary>A finding about a deployment, with what it rests on.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Title">What its rule is about: <c>an image can't be pulled</c>.</param>
/// <param name="Details">What it rests on.</param>
internal sealed record DiagnosedFinding(Finding Finding, string Title, IReadOnlyList<ReportDetail> Details);
