namespace KubeAssert.Texts;

/// <summary>The nearest of several names, by how many letters differ.</summary>
internal static class Nearest
{
    private const int LongestCompared = 64;

    /// <summary>The candidate nearest to the name; null when none is near enough to be what was meant.</summary>
    public static string? Name(string name, IEnumerable<string> candidates) => Of(name, candidates, candidate => candidate);

    /// <summary>The candidate whose name is nearest; null when none is near enough to be what was meant.</summary>
    public static T? Of<T>(string name, IEnumerable<T> candidates, Func<T, string> nameOf)
        where T : class
    {
        T? nearest = null;
        var least = int.MaxValue;
        foreach (var candidate in candidates)
        {
            var other = nameOf(candidate);
            if (other.Length == 0)
                continue;
            var isForm = IsSameForm(name, other) || Contains(name, other);
            var distance = isForm ? Math.Clamp(Math.Abs(name.Length - other.Length), 1, 2) : Distance(name, other, least);
            if (distance < least && (isForm || distance <= Tolerance(name, other)))
                (nearest, least) = (candidate, distance);
        }

        return nearest;
    }

    /// <summary>How many letters have to be inserted, removed, replaced or swapped with their neighbour.</summary>
    public static int Distance(string a, string b, int atMost = int.MaxValue)
    {
        if (Math.Abs(a.Length - b.Length) >= atMost || a.Length > LongestCompared || b.Length > LongestCompared)
            return a == b ? 0 : int.MaxValue;

        Span<int> before = stackalloc int[LongestCompared + 1];
        Span<int> above = stackalloc int[LongestCompared + 1];
        Span<int> row = stackalloc int[LongestCompared + 1];
        for (var j = 0; j <= b.Length; j++)
            above[j] = j;

        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(above[j] + 1, row[j - 1] + 1), above[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            var oldest = before;
            before = above;
            above = row;
            row = oldest;
        }

        return above[b.Length];
    }

    /// <summary>Whether one may be a slip of the pen or a longer form of the other.</summary>
    public static bool IsNear(string a, string b) => IsSameForm(a, b) || Contains(a, b) || Distance(a, b) <= Tolerance(a, b);

    /// <summary>A slip or two, one in short names.</summary>
    private static int Tolerance(string a, string b) => Math.Max(a.Length, b.Length) < 6 ? 1 : 2;

    /// <summary>Whether they differ in case and separators alone: <c>flaskConfig</c>, <c>flask-config</c> and <c>flask_config</c>.</summary>
    public static bool IsSameForm(string a, string b)
    {
        int i = 0, j = 0;
        while (true)
        {
            while (i < a.Length && a[i] is '-' or '_' or '.')
                i++;
            while (j < b.Length && b[j] is '-' or '_' or '.')
                j++;
            if (i == a.Length || j == b.Length)
                return i == a.Length && j == b.Length;
            if (char.ToLowerInvariant(a[i++]) != char.ToLowerInvariant(b[j++]))
                return false;
        }
    }

    /// <summary>Whether one is the other with something before or behind: <c>web</c> and <c>shop-web</c>, <c>flask</c> and <c>flaskapp</c>.</summary>
    private static bool Contains(string a, string b)
    {
        var (longer, shorter) = a.Length >= b.Length ? (a, b) : (b, a);
        return longer.Length > shorter.Length && shorter.Length * 3 >= longer.Length
            && (longer.StartsWith(shorter, StringComparison.Ordinal) && IsEnough(shorter, longer[shorter.Length])
                || longer.EndsWith(shorter, StringComparison.Ordinal) && IsEnough(shorter, longer[longer.Length - shorter.Length - 1]));
    }

    private static bool IsEnough(string shorter, char beside) => shorter.Length >= (char.IsAsciiLetterOrDigit(beside) ? 5 : 3);
}
