using System.Globalization;
using System.Text;

namespace KubeAssert.Cluster.Diagnosing.Context;

/// <summary>How things are said.</summary>
internal static class MessageText
{
    public static string Duration(TimeSpan time)
    {
        if (time < TimeSpan.Zero)
            time = TimeSpan.Zero;
        return time.TotalSeconds < 9.95 ? time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s"
            : time.TotalSeconds < 119.5 ? Math.Round(time.TotalSeconds).ToString(CultureInfo.InvariantCulture) + " s"
            : time.TotalMinutes < 119.5 ? Math.Round(time.TotalMinutes).ToString(CultureInfo.InvariantCulture) + " min"
            : Math.Round(time.TotalHours).ToString(CultureInfo.InvariantCulture) + " h";
    }

    public static string Count(int number, string one, string? many = null) =>
        number.ToString(CultureInfo.InvariantCulture) + " " + (number == 1 ? one : many ?? one + "s");

    public static string Times(int number) => number switch
    {
        1 => "once",
        2 => "twice",
        _ => number.ToString(CultureInfo.InvariantCulture) + " times",
    };

    public static string List(IEnumerable<string> items, int most = 5)
    {
        var all = items.ToList();
        var shown = all.Take(most).ToList();
        if (all.Count > most)
            return string.Join(", ", shown) + $" and {all.Count - most} more";
        return shown.Count < 2 ? string.Concat(shown) : string.Join(", ", shown.Take(shown.Count - 1)) + " and " + shown[^1];
    }

    public static string Labels(IReadOnlyDictionary<string, string> labels) =>
        string.Join(",", labels.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => l.Key + "=" + l.Value));

    /// <summary>One line, no control characters, at most so many characters: outside text never breaks a message.</summary>
    public static string OneLine(string text, int most = 300)
    {
        var line = new StringBuilder(Math.Min(text.Length, most) + 1);
        foreach (var c in text)
        {
            if (line.Length >= most)
                return line.Append('…').ToString();
            if (!char.IsControl(c))
                line.Append(c);
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }

        return line.ToString().Trim();
    }

    public static string Resource(double amount, string name) => name switch
    {
        "cpu" => amount >= 1 || amount == 0 ? amount.ToString("0.##", CultureInfo.InvariantCulture) : (amount * 1000).ToString("0", CultureInfo.InvariantCulture) + "m",
        _ when amount >= 1073741824 => (amount / 1073741824).ToString("0.#", CultureInfo.InvariantCulture) + "Gi",
        _ when amount >= 1048576 => (amount / 1048576).ToString("0.#", CultureInfo.InvariantCulture) + "Mi",
        _ => amount.ToString("0.##", CultureInfo.InvariantCulture),
    };
}
