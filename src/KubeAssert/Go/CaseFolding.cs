using System.Globalization;
using System.Text;

namespace KubeAssert.Go;

/// <summary>Characters that differ in case alone, by Unicode's simple folding: <c>k</c>, <c>K</c> and the Kelvin sign.</summary>
internal static class CaseFolding
{
    private const int LastCased = 0x1FFFF;
    private static readonly Lazy<int[][]> Orbits = new(FindOrbits);

    /// <summary>The ranges and whatever folds together with something in them.</summary>
    public static List<(int From, int To)> Close(IReadOnlyCollection<(int From, int To)> ranges)
    {
        var closed = ranges.ToList();
        foreach (var orbit in Orbits.Value)
        {
            if (orbit.Any(c => ranges.Any(r => r.From <= c && c <= r.To)))
                closed.AddRange(orbit.Select(c => (c, c)));
        }

        return closed;
    }

    private static int[][] FindOrbits() =>
        [.. Enumerable.Range(0, LastCased + 1)
            .Where(Rune.IsValid)
            .Where(c => Rune.IsLetter(new Rune(c)) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.LetterNumber or UnicodeCategory.OtherSymbol or UnicodeCategory.NonSpacingMark)
            .GroupBy(Fold)
            .Select(g => g.ToArray())
            .Where(g => g.Length > 1)];

    private static int Fold(int point) => point switch
    {
        0x17F => 's', // the long s, which .NET keeps apart
        0x1E9E => 0xDF, // the capital sharp s
        _ => Rune.ToLowerInvariant(Rune.ToUpperInvariant(new Rune(point))).Value,
    };
}
