using System.Diagnostics.CodeAnalysis;
using KubeAssert.Validation;

namespace KubeAssert;

/// <summary>What changes for a set of manifests from one version of Kubernetes to another. Immutable.</summary>
public sealed class UpgradeReport
{
    internal UpgradeReport(KubernetesVersion from, KubernetesVersion to, IReadOnlyList<UpgradeStep> steps)
    {
        From = from;
        To = to;
        Steps = steps;
    }

    /// <summary>The version that runs now.</summary>
    public KubernetesVersion From { get; }

    /// <summary>The version to come.</summary>
    public KubernetesVersion To { get; }

    /// <summary>One step for each minor version after <see cref="From"/>, in order; a step without findings changes nothing for these manifests.</summary>
    public IReadOnlyList<UpgradeStep> Steps { get; }

    /// <summary>Whether some version on the way refuses a manifest that the one before takes.</summary>
    public bool BreaksAnything => Steps.Any(s => s.Breaks.Any());

    /// <summary>Every step that changes something, each finding on a line.</summary>
    public override string ToString()
    {
        var changing = Steps.Where(s => s.Findings.Count > 0).ToList();
        return changing.Count == 0
            ? $"Kubernetes {From} to {To}: nothing changes"
            : string.Join('\n', changing.Select(s => $"Kubernetes {s.Version}:\n" + string.Join('\n', s.Findings.Select(f => $"  {f}{(f.Fix is { } fix ? "; " + fix : "")}"))));
    }
}

/// <summary>What one minor version of Kubernetes changes for a set of manifests.</summary>
/// <param name="Version">The version.</param>
/// <param name="Findings">What it says that the version before does not: APIs that are gone, fields it doesn't know, deprecations.</param>
[SuppressMessage("Naming", "CA1724", Justification = "a step of an upgrade is what it is")]
public sealed record UpgradeStep(KubernetesVersion Version, IReadOnlyList<Finding> Findings)
{
    /// <summary>The findings for which this version refuses a manifest.</summary>
    public IEnumerable<Finding> Breaks => Findings.Where(f => f.Severity == Severity.Error);

    /// <summary>The findings of which this version warns.</summary>
    public IEnumerable<Finding> Warnings => Findings.Where(f => f.Severity == Severity.Warning);
}

/// <summary>What sets of manifests can be asked about versions of Kubernetes.</summary>
public static class UpgradeReports
{
    /// <summary>Says what each upgrade on the way from one version to another breaks or deprecates in these manifests.</summary>
    /// <param name="manifests">The manifests.</param>
    /// <param name="from">The version that runs now.</param>
    /// <param name="to">The version to come.</param>
    /// <param name="schemas">Definitions beside those in the set; none when null.</param>
    /// <exception cref="ArgumentException"><paramref name="to"/> is not newer than <paramref name="from"/>.</exception>
    public static UpgradeReport UpgradeReport(this ManifestSet manifests, KubernetesVersion from, KubernetesVersion to, Schemas? schemas = null)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        if (to <= from)
            throw new ArgumentException($"An upgrade leads to a newer version; {from} to {to} does not.", nameof(to));

        var steps = new List<UpgradeStep>();
        var known = Identities(ManifestValidation.Check(manifests, from, schemas));
        foreach (var version in KubernetesVersion.Range(from, to).Skip(1))
        {
            var findings = ManifestValidation.Check(manifests, version, schemas).ToList();
            steps.Add(new UpgradeStep(version, findings.Where(f => f.Severity >= Severity.Warning && !known.Contains(Identity(f))).ToList()));
            known = Identities(findings);
        }

        return new UpgradeReport(from, to, steps);
    }

    private static HashSet<(string, Location, string)> Identities(IEnumerable<Finding> findings) => findings.Select(Identity).ToHashSet();

    /// <summary>The same finding in two versions: the rule and the place; for deprecations, which name versions in passing, no more than that.</summary>
    private static (string Rule, Location Location, string Path) Identity(Finding finding) => (finding.RuleId, finding.Location, finding.Path);
}
