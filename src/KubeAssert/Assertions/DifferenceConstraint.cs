using System.Globalization;
using FluentAssertions;
using KubeAssert.Comparing;

namespace KubeAssert.Assertions;

/// <summary>What follows <see cref="ManifestSetAssertions.DifferFrom"/>.</summary>
public sealed class DifferenceConstraint : AndConstraint<ManifestSetAssertions>
{
    private readonly IReadOnlyList<Difference> _differences;

    internal DifferenceConstraint(ManifestSetAssertions parent, IReadOnlyList<Difference> differences)
        : base(parent) => _differences = differences;

    /// <summary>Asserts that the sets differ nowhere else.</summary>
    /// <param name="places">
    /// An object, a blank and a path: <c>Deployment/web spec.replicas</c>, <c>Ingress/* spec.rules[*].host</c>; paths as
    /// <see cref="Node.Select"/> takes them, everything below included. An object alone stands for all that is in it, and for the object itself.
    /// </param>
    /// <exception cref="FormatException">A place can't be read.</exception>
    [CustomAssertion]
    public AndConstraint<ManifestSetAssertions> OnlyAt(params string[] places) => OnlyAt(places, "");

    /// <inheritdoc cref="OnlyAt(string[])"/>
    [CustomAssertion]
    public AndConstraint<ManifestSetAssertions> OnlyAt(IReadOnlyCollection<string> places, string because, params object[] becauseArgs)
    {
        ArgumentNullException.ThrowIfNull(places);
        var patterns = places.Select(p => new DifferencePattern(p)).ToList();
        var elsewhere = _differences.Where(d => !patterns.Exists(p => p.Covers(d))).ToList();
        var unused = patterns.Where(p => !_differences.Any(p.Covers)).Select(p => p.Text).ToList();
        var demand = $"differ from the other manifests only at {(patterns.Count == 0 ? "no place" : string.Join(", ", patterns.Select(p => p.Text)))}";
        Expectation.Holds(elsewhere.Count == 0, "manifests", demand, elsewhere.Count == 0 ? "" : Outcome(elsewhere, unused), because, becauseArgs);
        return new(And);
    }

    private string Outcome(List<Difference> elsewhere, List<string> unused)
    {
        var outcome = string.Create(
            CultureInfo.InvariantCulture,
            $"{elsewhere.Count} of {_differences.Count} differences {(elsewhere.Count == 1 ? "is" : "are")} elsewhere:\n\n{DifferenceText.Of(elsewhere, "this", "other")}");
        return unused.Count == 0 ? outcome : $"{outcome}\n\n  nothing differs at: {string.Join(", ", unused)}";
    }
}
