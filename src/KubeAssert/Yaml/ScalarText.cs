namespace KubeAssert.Yaml;

/// <summary>What Kubernetes' YAML reader makes of a scalar without quotes: YAML 1.1 words, Go's numbers, and no dates.</summary>
internal static class ScalarText
{
    /// <summary>The kind that the API server sees; <c>1.0</c> and <c>1e3</c> are integers to it, for they reach it as JSON <c>1</c> and <c>1000</c>.</summary>
    public static NodeKind KindOf(ReadOnlySpan<char> text)
    {
        if (text.Length == 0)
            return NodeKind.Null;

        switch (text[0])
        {
            case 'y' or 'Y' or 'n' or 'N' or 't' or 'T' or 'f' or 'F' or 'o' or 'O' or '~':
                return text.Length > 5 ? NodeKind.String : Word(text);
            case '.' or '+' or '-' or (>= '0' and <= '9'):
                return IsNotFinite(text) ? NodeKind.Float : NumberText.Of(text).Kind;
            default:
                return NodeKind.String;
        }
    }

    public static bool ToBoolean(string text) => text[0] is 'y' or 'Y' or 't' or 'T' || text is "on" or "On" or "ON";

    public static long? ToInteger(string text) => NumberText.Of(text).Integer;

    public static double? ToNumber(string text) => NumberText.Of(text).Number;

    /// <summary>Whether it is one of the words for infinity and "not a number", which YAML knows and JSON does not.</summary>
    public static bool IsNotFinite(ReadOnlySpan<char> text) => text.Length is 4 or 5
        && (text is ".nan" or ".NaN" or ".NAN" or ".inf" or ".Inf" or ".INF"
            || (text[0] is '+' or '-' && text[1..] is ".inf" or ".Inf" or ".INF"));

    private static NodeKind Word(ReadOnlySpan<char> text) => text switch
    {
        "~" or "null" or "Null" or "NULL" => NodeKind.Null,
        "y" or "Y" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" or "true" or "True" or "TRUE" => NodeKind.Boolean,
        "n" or "N" or "no" or "No" or "NO" or "off" or "Off" or "OFF" or "false" or "False" or "FALSE" => NodeKind.Boolean,
        _ => NodeKind.String,
    };
}
