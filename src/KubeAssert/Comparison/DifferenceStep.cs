using System.Globalization;
using KubeAssert.Yaml;

namespace KubeAssert.Comparing;

/// <summary>A step of the path to a difference. Paths are written out only where there is a difference.</summary>
/// <param name="Parent">The step before; null for a field at the top.</param>
/// <param name="Key">The field, or the key of a map; null for an item of a list.</param>
/// <param name="Position">Where the item is on the left, or on the right if it is only there.</param>
/// <param name="OtherPosition">Where the item is on the right, or on the left if it is only there.</param>
/// <param name="Keys">What tells the item apart: <c>name</c> and <c>web</c>; empty for one that is told by its position.</param>
/// <param name="Shown">How many of the keys are needed to tell it apart.</param>
internal sealed record DifferenceStep(
    DifferenceStep? Parent, string? Key, int Position, int OtherPosition, IReadOnlyList<(string Key, string Value)> Keys, int Shown)
{
    public static DifferenceStep Field(DifferenceStep? parent, string key) => new(parent, key, -1, -1, [], 0);

    public static IReadOnlyList<DifferenceStep> Way(DifferenceStep? last)
    {
        var way = new List<DifferenceStep>();
        for (var step = last; step is not null; step = step.Parent)
            way.Add(step);
        way.Reverse();
        return way;
    }

    public static string Path(IEnumerable<DifferenceStep> way) => way.Aggregate("", (path, step) =>
        step.Key is { } key ? NodePath.Join(path, key)
        : step.Keys.Count == 0 ? NodePath.Join(path, step.Position)
        : string.Create(CultureInfo.InvariantCulture, $"{path}[{string.Join(',', step.Keys.Take(step.Shown).Select(k => $"{k.Key}={k.Value}"))}]"));
}
