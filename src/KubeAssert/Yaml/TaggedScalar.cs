using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace KubeAssert.Yaml;

/// <summary>What a tag makes of a scalar: <c>!!str 5</c> is a string, <c>!!int abc</c> an error, an unknown tag means text.</summary>
internal static partial class TaggedScalar
{
    private const string Prefix = "tag:yaml.org,2002:";

    public const string Merge = Prefix + "merge";

    /// <summary>The kind and text of a scalar with the given full tag; null where text and tag contradict each other.</summary>
    public static (NodeKind Kind, string Text)? Resolve(string tag, string text)
    {
        if (!tag.StartsWith(Prefix, StringComparison.Ordinal))
            return (NodeKind.String, text);

        var kind = ScalarText.KindOf(text);
        return tag[Prefix.Length..] switch
        {
            "bool" => kind == NodeKind.Boolean ? (kind, text) : null,
            "null" => kind == NodeKind.Null ? (kind, text) : null,
            "int" => kind == NodeKind.Integer && NumberText.Of(text).IsWrittenAsInteger ? (kind, text) : null,
            "float" => kind is NodeKind.Integer or NodeKind.Float && NumberText.Of(text).Unsigned is null ? (kind, text) : null,
            "timestamp" => IsTimestamp(text) ? (NodeKind.String, text) : null,
            "binary" => FromBase64(text) is { } decoded ? (NodeKind.String, decoded) : null,
            _ => (NodeKind.String, text),
        };
    }

    /// <summary>Dates and times in the forms that Kubernetes' reader takes: <c>2024-01-31</c>, <c>2024-1-31T9:05:00.5Z</c>, <c>2024-01-31 09:05:00</c>.</summary>
    private static bool IsTimestamp(string text)
    {
        var match = TimestampPattern().Match(text);
        if (!match.Success)
            return false;
        int Part(string name) => match.Groups[name].Success ? int.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture) : 0;
        var (year, month, day) = (Part("year"), Part("month"), Part("day"));
        // the calendar of .NET begins with year 1; year 0 was a leap year as 400 is
        return month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year == 0 ? 400 : year, month)
            && Part("hour") < 24 && Part("minute") < 60 && Part("second") < 60 && Part("zonehour") <= 24 && Part("zoneminute") <= 60;
    }

    /// <summary>Bytes as text; what is no UTF-8 becomes U+FFFD, byte by byte.</summary>
    private static string? FromBase64(string text)
    {
        var digits = text.Replace("\n", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal);
        var bytes = new byte[digits.Length];
        if (digits.AsSpan().IndexOfAny(" \t") >= 0 || !Convert.TryFromBase64String(digits, bytes, out var length))
            return null;

        var decoded = new StringBuilder();
        for (var rest = bytes.AsSpan(0, length); rest.Length > 0;)
        {
            var isValid = Rune.DecodeFromUtf8(rest, out var rune, out var width) == System.Buffers.OperationStatus.Done;
            decoded.Append(rune.ToString());
            rest = rest[(isValid ? width : 1)..];
        }

        return decoded.ToString();
    }

    [GeneratedRegex(@"^(?<year>[0-9]{4})-(?<month>[0-9]{1,2})-(?<day>[0-9]{1,2})(?:(?:[Tt](?<hour>[0-9]{1,2}):(?<minute>[0-9]{1,2}):(?<second>[0-9]{1,2})(?:[.,][0-9]+)?(?:Z|[+-](?<zonehour>[0-9]{2}):(?<zoneminute>[0-9]{2})))|(?: (?<hour>[0-9]{1,2}):(?<minute>[0-9]{1,2}):(?<second>[0-9]{1,2})(?:[.,][0-9]+)?))?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex TimestampPattern();
}
