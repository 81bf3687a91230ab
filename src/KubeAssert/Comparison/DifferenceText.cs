using System.Globalization;
using System.Text;

namespace KubeAssert.Comparing;

/// <summary>Differences as a person reads them at a terminal: object and path, then each side with its place.</summary>
internal static class DifferenceText
{
    /// <summary>So many differences are shown; the rest is counted by object.</summary>
    public const int Shown = 10;

    /// <param name="differences">What differs.</param>
    /// <param name="left">What the first set is called.</param>
    /// <param name="right">What the second set is called.</param>
    public static string Of(IReadOnlyList<Difference> differences, string left, string right)
    {
        var text = new StringBuilder();
        foreach (var difference in differences.Take(Shown))
        {
            if (text.Length > 0)
                text.Append("\n\n");
            text.Append("  ").Append(difference.Object);
            if (difference.Path.Length > 0)
                text.Append("  ").Append(difference.Path);
            var (here, there) = (difference.Left.Location?.ToString() ?? "-", difference.Right.Location?.ToString() ?? "-");
            var (name, place) = (Math.Max(left.Length, right.Length), Math.Max(here.Length, there.Length));
            text.Append("\n    ").Append(left.PadRight(name)).Append("  ").Append(here.PadRight(place)).Append("  ").Append(difference.Left.Value);
            text.Append("\n    ").Append(right.PadRight(name)).Append("  ").Append(there.PadRight(place)).Append("  ").Append(difference.Right.Value);
        }

        if (differences.Count > Shown)
        {
            var rest = differences.Skip(Shown).GroupBy(d => d.Object, StringComparer.Ordinal)
                .Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Key} {g.Count()}"));
            text.Append(CultureInfo.InvariantCulture, $"\n\n  and {differences.Count - Shown} more: {string.Join(", ", rest)}");
        }

        return text.ToString();
    }
}
