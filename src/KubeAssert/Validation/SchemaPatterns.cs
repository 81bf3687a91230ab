using System.Text.RegularExpressions;

namespace KubeAssert.Validation;

/// <summary>Whether a pattern of a schema is one that the API server can compile: RE2, which knows neither look-around nor back references.</summary>
internal static class SchemaPatterns
{
    /// <summary>What is wrong with a pattern; null when nothing is.</summary>
    public static string? Problem(string pattern)
    {
        if (Foreign(pattern) is { } foreign)
            return $"RE2 does not know {foreign}";
        try
        {
            _ = new Regex(pattern.Replace("(?P<", "(?<", StringComparison.Ordinal), RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
            return null;
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
    }

    /// <summary>What .NET understands and RE2 does not.</summary>
    private static string? Foreign(string pattern)
    {
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\' when i + 1 < pattern.Length:
                    i++;
                    if (!inClass && (pattern[i] is >= '1' and <= '9' or 'k' or 'G' or 'Z'))
                        return "\\" + pattern[i];
                    break;
                case '[' when !inClass:
                    inClass = true;
                    if (i + 1 < pattern.Length && pattern[i + 1] == '^')
                        i++;
                    if (i + 1 < pattern.Length && pattern[i + 1] == ']')
                        i++;
                    break;
                case ']':
                    inClass = false;
                    break;
                case '(' when !inClass && i + 2 < pattern.Length && pattern[i + 1] == '?':
                    if (pattern[i + 2] is '=' or '!' or '>' or '#' or '(')
                        return pattern.Substring(i, 3);
                    if (pattern[i + 2] == '<' && i + 3 < pattern.Length && pattern[i + 3] is '=' or '!')
                        return pattern.Substring(i, 4);
                    break;
            }
        }

        return null;
    }
}
