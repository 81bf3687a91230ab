namespace KubeAssert.PolicyRules.BuiltIn;

/// <summary>
/// Checks of kube-linter and kube-score by the names they have there, and the rules that find the same: so that annotations which ignore one of
/// theirs count here as well, and whoever comes from there finds what they know.
/// </summary>
internal static partial class ForeignChecks
{
    private const string AnyWorkload = "looks at every kind that makes pods, bare Pods, Jobs and registered custom kinds included";
    private const string Namespaces = "compares namespaces, looks at the whole set instead of one folder, and counts custom kinds that make pods";
    private const string References = "looks at the whole set, in the right namespace; what was declared to exist elsewhere is not missing";

    /// <summary>By the name behind <c>ignore-check.kube-linter.io/</c>.</summary>
    public static IReadOnlyDictionary<string, ForeignCheck> KubeLinter { get; } = LinterTable();

    /// <summary>By the id in <c>kube-score/ignore</c>.</summary>
    public static IReadOnlyDictionary<string, ForeignCheck> KubeScore { get; } = ScoreTable();

    private static Dictionary<string, ForeignCheck> Table(params (string Name, string Rules, string Difference)[] rows) =>
        rows.ToDictionary(row => row.Name, row => new ForeignCheck(row.Rules.Split(' '), row.Difference), StringComparer.Ordinal);
}
