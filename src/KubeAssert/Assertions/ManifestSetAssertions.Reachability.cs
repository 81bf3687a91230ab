using FluentAssertions;
using KubeAssert.Reachability;

namespace KubeAssert.Assertions;

/// <content>Who reaches whom, as a table.</content>
public sealed partial class ManifestSetAssertions
{
    /// <summary>
    /// Asserts which workload may connect to which Service of the set: exactly those of a table, <c>web -&gt; db:5432</c>, one a line or
    /// separated by commas. A Service in another namespace is <c>namespace/name</c>, a protocol other than TCP follows: <c>dns:53/UDP</c>.
    /// A port may be given by its name. Pods behind a Service are not asked about their own.
    /// </summary>
    /// <param name="table">The edges; their order does not matter.</param>
    /// <param name="because">Why.</param>
    /// <param name="becauseArgs">Values for the placeholders in <paramref name="because"/>.</param>
    [CustomAssertion]
    public AndConstraint<ManifestSetAssertions> MatchReachability(string table, string because = "", params object[] becauseArgs)
    {
        ArgumentNullException.ThrowIfNull(table);
        var expected = table.Split([',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return Find("match the reachability table", because, becauseArgs, set => Differences(set, expected));
    }

    private static List<Finding> Differences(ManifestSet set, string[] expected)
    {
        var edges = ReachMatrix.Edges(set);
        var surplus = edges.Where(edge => !expected.Any(edge.Is))
            .Select(edge => Fault.At(edge.From.Manifest, edge.From.Node, $"{edge} is open and not in the table", fix: $"add \"{edge}\" to the table, or close it by a NetworkPolicy"));
        var missing = expected.Where(entry => !edges.Any(edge => edge.Is(entry)))
            .Select(entry => Fault.At(set[0], set[0].Root, $"{entry} is in the table and not open", fix: "remove it from the table, or open it by a NetworkPolicy"));
        return [.. surplus, .. missing];
    }
}
