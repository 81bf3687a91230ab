using System.Buffers;
using System.Globalization;

namespace KubeAssert.OpenApi;

/// <summary>What was most likely meant by a scalar that the decoder refuses.</summary>
internal static class ScalarFix
{
    private const string Binary = "kmgtpe";
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create(".0123456789");

    /// <summary>What to write instead of a scalar in a field of that shape; null where nothing is likely.</summary>
    public static string? Of(Node node, ValueShape shape) => shape switch
    {
        ValueShape.Bytes => Bytes(node),
        _ => node.AsString() is { } text ? Text(node, text, shape) : null,
    };

    /// <summary>One text where a list of them belongs.</summary>
    public static string? OfOneItem(Node node, ValueShape item) =>
        item == ValueShape.String && node.AsString() is { } text && text.AsSpan().IndexOfAny('"', '\\', '\n') < 0 ? $"write a list: [\"{text}\"]" : null;

    private static string? Bytes(Node node)
    {
        var quoted = node.IsString ? "" : ", in quotes";
        return IsUnder(node, "data") ? $"write it in base64, or move it to stringData{quoted}, which takes it as it is"
            : IsUnder(node, "binaryData") ? $"write it in base64, or move it to data{quoted}, which takes it as it is"
            : null;
    }

    private static string? Text(Node node, string text, ValueShape shape) => shape switch
    {
        ValueShape.Int32 when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) => $"write {text} without quotes",
        ValueShape.Int64 when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) => $"write {text} without quotes",
        ValueShape.Boolean when text is "true" or "false" => $"write {text} without quotes",
        ValueShape.Quantity => Amount(text, isCpu: node.Path.EndsWith("cpu", StringComparison.Ordinal)),
        _ => null,
    };

    /// <summary><c>512mb</c>, <c>256M i</c>, <c>0,5</c>, <c>100mi</c> of CPU and the like.</summary>
    private static string? Amount(string text, bool isCpu)
    {
        var compact = string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
        if (compact.IndexOf(',', StringComparison.Ordinal) is >= 0 and var comma && !IsFollowedByThousands(compact, comma))
            compact = compact.Replace(',', '.');
        var end = compact.AsSpan().IndexOfAnyExcept(NumberCharacters);
        var number = end < 0 ? compact : compact[..end];
        if (number.Length == 0 || number.Count(c => c == '.') > 1)
            return null;

        var suffix = end < 0 ? "" : compact[end..].ToLowerInvariant();
        if (QuantityForm.IsValid(compact))
            return $"write {compact}";
        if (isCpu)
            return suffix switch
            {
                "mi" or "mb" or "mib" or "mc" or "mcpu" or "milli" or "millis" or "millicpu" or "millicore" or "millicores" => $"write {number}m",
                "c" or "cpu" or "cpus" or "core" or "cores" or "vcpu" or "vcpus" => $"write {number}",
                _ => null,
            };
        if (suffix is "b" or "byte" or "bytes")
            return $"write {number}";
        if (suffix.Length == 0 || !Binary.Contains(suffix[0], StringComparison.Ordinal))
            return null;

        var letter = char.ToUpperInvariant(suffix[0]);
        return suffix[1..] switch
        {
            "i" or "ib" or "ibi" or "ibyte" or "ibytes" => $"write {number}{letter}i",
            "" or "b" or "byte" or "bytes" => $"write {number}{letter}i, or {number}{(letter == 'K' ? 'k' : letter)} for powers of ten",
            _ => null,
        };
    }

    private static bool IsUnder(Node node, string field) => node.Parent is { Parent.Parent: null } parent && parent.Path == field;

    /// <summary>Whether a comma may part thousands: <c>1,000</c>.</summary>
    private static bool IsFollowedByThousands(string text, int comma) =>
        text.AsSpan(comma + 1) is var rest && (rest.IndexOfAnyExceptInRange('0', '9') is var digits && (digits < 0 ? rest.Length : digits) == 3);
}
