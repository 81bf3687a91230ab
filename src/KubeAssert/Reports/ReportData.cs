namespace KubeAssert.Reports;

/// <summary>All that a report says, as plain data: every format is made from this alone.</summary>
internal sealed record ReportData
{
    public required string Title { get; init; }

    /// <summary>The rules that were asked, and those that findings name, by id.</summary>
    public IReadOnlyList<ReportRule> Rules { get; init; } = [];

    /// <summary>Worst first, then by rule and place; what is exempt comes last.</summary>
    public IReadOnlyList<ReportItem> Items { get; init; } = [];

    /// <summary>Which rule was asked about which object.</summary>
    public IReadOnlyList<RuleCheck> Checks { get; init; } = [];

    /// <summary>How many objects were looked at; null where that is not known.</summary>
    public int? Objects { get; init; }

    /// <summary>Who names whom; null where the objects are not known.</summary>
    public Picture? Picture { get; init; }

    /// <summary>What became of deployments to a cluster, those that fail first.</summary>
    public IReadOnlyList<ReportDeployment> Deployments { get; init; } = [];

    public IEnumerable<ReportItem> Open => Items.Where(i => !i.IsExempt);

    public IEnumerable<ReportItem> Exempt => Items.Where(i => i.IsExempt);

    public int Count(Severity severity) => Open.Count(i => i.Severity == severity);
}

/// <summary>What a report says about a rule.</summary>
internal sealed record ReportRule
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public string Reason { get; init; } = "";

    public string? Fix { get; init; }

    public string? Documentation { get; init; }

    public Severity Severity { get; init; } = Severity.Error;
}

/// <summary>A rule that was asked about an object.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Object">The object as <c>namespace/Kind/name</c>, or <c>Kind/name</c> outside namespaces; empty for the set as a whole.</param>
internal readonly record struct RuleCheck(string RuleId, string Object);
