namespace KubeAssert.Conformance.Fixes;

/// <summary>What becomes of a refused manifest when each of its fixes that leaves no choice is applied, one finding after the other.</summary>
/// <param name="Errors">How many errors there were.</param>
/// <param name="Open">A fix that leaves a choice to the reader, or null.</param>
/// <param name="Remaining">The errors after the fixes.</param>
internal sealed record FixOutcome(IReadOnlyList<Finding> Errors, string? Open, IReadOnlyList<Finding> Remaining)
{
    private const int MostRounds = 8;

    public bool IsValid => Remaining.Count == 0;

    public bool IsWorse => Remaining.Count > Errors.Count;

    /// <summary>Null where the manifest has no error, or none of its fixes can be applied as it is written.</summary>
    public static FixOutcome? Of(Func<Manifest, IReadOnlyList<Finding>> check, Manifest manifest)
    {
        var first = ErrorsOf(check, manifest);
        if (first.Count == 0)
            return null;

        var (current, left, applied) = (manifest, first, 0);
        string? open = null;
        for (var round = 0; round < MostRounds && left.Count > 0; round++)
        {
            var next = left.Select(finding => ProposedFix.Apply(finding, current)).FirstOrDefault(changed => changed is not null);
            open = left[0].Fix;
            if (next is null)
                break;

            applied++;
            current = next;
            left = ErrorsOf(check, current);
        }

        return new FixOutcome(first, applied == 0 ? open : null, left);
    }

    private static List<Finding> ErrorsOf(Func<Manifest, IReadOnlyList<Finding>> check, Manifest manifest) =>
        check(manifest).Where(finding => finding.Severity == Severity.Error).ToList();
}
