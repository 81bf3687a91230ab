using System.Runtime.InteropServices;

namespace KubeAssert.References;

/// <summary>
/// The values of one label, to be searched for those near to another. What differs by one slip is looked up; where there is none, so many are
/// compared one by one, so that a search takes a bounded time among however many.
/// </summary>
internal sealed class NearValues
{
    private const int MostCompared = 1024;
    private const int MostFound = 16;
    private const int LongestLookedUp = 63;

    private readonly IReadOnlyList<string> _values;
    private readonly Dictionary<string, List<string>> _bySlip = new(StringComparer.OrdinalIgnoreCase);

    public NearValues(IReadOnlyList<string> values)
    {
        _values = values;
        foreach (var value in values)
        {
            foreach (var slip in Slips(value))
            {
                ref var same = ref CollectionsMarshal.GetValueRefOrAddDefault(_bySlip, slip, out _);
                (same ??= []).Add(value);
            }
        }
    }

    /// <summary>The nearest, at most so many that a caller may look at each.</summary>
    public IEnumerable<string> To(string value)
    {
        var near = Slips(value)
            .SelectMany(slip => _bySlip.TryGetValue(slip, out var same) ? same.Take(MostFound) : [])
            .Distinct(StringComparer.Ordinal)
            .Where(other => Texts.Nearest.IsNear(value, other))
            .ToList();
        return (near.Count > 0 ? near : _values.Take(MostCompared).Where(other => Texts.Nearest.IsNear(value, other)))
            .OrderBy(other => Texts.Nearest.Distance(value, other))
            .Take(MostFound);
    }

    /// <summary>The value, and the value without each of its letters: two that differ by one slip have one of these in common.</summary>
    private static IEnumerable<string> Slips(string value)
    {
        yield return value;
        if (value.Length > LongestLookedUp)
            yield break;
        for (var i = 0; i < value.Length; i++)
            yield return value.Remove(i, 1);
    }
}
