namespace KubeAssert.Cluster.Diagnosing;

/// <summary>Which of some names was likely meant.</summary>
internal static class NearestName
{
    /// <summary>The nearest name, or null when none is near: cases and separators count for nothing, other letters by edit distance, at most a third of the name.</summary>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        var wanted = Plain(name);
        string? best = null;
        var least = Math.Max(1, wanted.Length / 3) + 1;
        foreach (var candidate in candidates)
        {
            var distance = Distance(wanted, Plain(candidate), least);
            if (distance < least || (distance == least && best is null && wanted.Length > 0 && Plain(candidate).Contains(wanted, StringComparison.Ordinal)))
                (best, least) = (candidate, distance);
        }

        return best;
    }

    /// <summary>Whether two names may be meant to be one: either is near the other, or holds it.</summary>
    public static bool AreNear(string one, string other)
    {
        var (a, b) = (Plain(one), Plain(other));
        return Of(one, [other]) is not null || (a.Length > 2 && b.Contains(a, StringComparison.Ordinal)) || (b.Length > 2 && a.Contains(b, StringComparison.Ordinal));
    }

    /// <summary>Whether two names differ in cases and separators alone.</summary>
    public static bool DifferInSpellingOnly(string one, string other) => Plain(one) == Plain(other);

    private static string Plain(string name) => new(name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant).Take(128).ToArray());

    private static int Distance(string a, string b, int most)
    {
        if (Math.Abs(a.Length - b.Length) > most)
            return most + 1;
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
