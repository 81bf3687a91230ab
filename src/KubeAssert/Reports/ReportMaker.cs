using KubeAssert.Findings;

namespace KubeAssert.Reports;

/// <summary>Gathers what a report says about a set.</summary>
internal static class ReportMaker
{
    public static ReportData Of(PolicyResult result)
    {
        var maker = new ItemMaker(result.Manifests);
        var items = FindingText.Ordered(result.Findings).Select(f => maker.Make(f)).ToList();
        items.AddRange(result.Exempted.Select(e => maker.Make(e.Finding, e.Exemption)));
        items.AddRange(result.Known.Select(f => maker.Make(f, Listed(f, result))));
        var rules = result.Policy.Rules.Select(r => Of(r.Info)).ToList();
        return new ReportData
        {
            Title = Printable.Line(result.Policy.Name),
            Items = items,
            Rules = [.. rules, .. Named(items, rules)],
            Checks = ChecksOf(result),
            Objects = result.Manifests.Count,
            Picture = Picture.Of(result.Manifests, items),
        };
    }

    public static ReportData Of(ManifestSet manifests, IReadOnlyCollection<Finding> findings)
    {
        var maker = new ItemMaker(manifests);
        var items = FindingText.Ordered(findings).Select(f => maker.Make(f)).ToList();
        return new ReportData
        {
            Title = "Findings",
            Items = items,
            Rules = Named(items, []),
            Objects = manifests.Count,
            Picture = Picture.Of(manifests, items),
        };
    }

    /// <summary>The same with a deployment, and what is wrong with it first.</summary>
    /// <param name="data">What is known already.</param>
    /// <param name="findings">Why the deployment fails, or what it waits for.</param>
    /// <param name="deployment">The deployment.</param>
    /// <param name="passing">The namespace that this run alone has; null when it has none.</param>
    public static ReportData With(ReportData data, IReadOnlyCollection<DiagnosedFinding> findings, ReportDeployment deployment, string? passing)
    {
        var maker = new ItemMaker(null, passing);
        var items = findings.Select(maker.Make).ToList();
        return data with
        {
            Items = [.. items.Concat(data.Open).OrderByDescending(i => i.Severity), .. data.Exempt],
            Rules = [.. data.Rules, .. Named(items, data.Rules)],
            Deployments = [.. data.Deployments.Where(d => d.Id != deployment.Id), deployment],
        };
    }

    /// <summary>Rules that items name beside the known ones: those of a family, and what a policy says about its own exemptions.</summary>
    public static IReadOnlyList<ReportRule> Named(IReadOnlyCollection<ReportItem> items, IReadOnlyCollection<ReportRule> known)
    {
        var ids = known.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        return items.Where(i => !ids.Contains(i.RuleId)).DistinctBy(i => i.RuleId, StringComparer.Ordinal)
            .OrderBy(i => i.RuleId, StringComparer.Ordinal)
            .Select(i => new ReportRule { Id = i.RuleId, Title = i.RuleTitle ?? i.RuleId.Replace('-', ' ').Replace("/", ": ", StringComparison.Ordinal), Severity = i.Severity, Documentation = i.Documentation })
            .ToList();
    }

    /// <summary>A finding that the baseline lists counts like one that is exempt.</summary>
    private static Exemption Listed(Finding finding, PolicyResult result) => new()
    {
        RuleId = finding.RuleId,
        Target = finding.Manifest?.ToString() ?? "",
        Reason = $"listed in the baseline {result.Policy.Settings.Baseline?.Name}",
    };

    /// <summary>The page of a rule, where it is on the web: readers of a report have no other.</summary>
    public static string? Page(Uri? documentation) => documentation is { IsAbsoluteUri: true } page ? page.AbsoluteUri : null;

    private static ReportRule Of(RuleInfo rule) => new()
    {
        Id = rule.Id,
        Title = Printable.Line(rule.Title),
        Reason = Printable.Line(rule.Parameters.Length == 0 ? rule.Reason : rule.Reason.Length == 0 ? rule.Parameters : $"{rule.Reason} ({rule.Parameters})"),
        Fix = rule.Fix is null ? null : Printable.Line(rule.Fix),
        Documentation = Page(rule.Documentation),
        Severity = rule.Severity,
    };

    private static List<RuleCheck> ChecksOf(PolicyResult result)
    {
        var checks = new List<RuleCheck>();
        var seen = new HashSet<RuleCheck>();
        foreach (var rule in result.Policy.Rules)
        {
            foreach (var subject in rule.Body.Subjects(result.Manifests))
            {
                var manifest = subject.Manifest;
                var check = new RuleCheck(rule.Id, manifest is null ? "" : Printable.Line(result.Manifests.NamespaceOf(manifest) is { } place ? $"{place}/{manifest}" : manifest.ToString()));
                if (seen.Add(check))
                    checks.Add(check);
            }
        }

        return checks;
    }
}
