using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using KubeAssert.Go;

namespace KubeAssert.OpenApi;

/// <summary>
/// The formats of strings that the API server checks in custom objects (apiextensions-apiserver, <c>pkg/apiserver/validation/formats.go</c>;
/// kube-openapi, <c>pkg/validation/strfmt</c>). All others are ignored, as it does.
/// </summary>
internal static partial class StringFormats
{
    private static readonly KubernetesVersion ShortNamesSince = KubernetesVersion.V1_34;

    private static readonly Dictionary<string, Func<string, bool>> Known = new(StringComparer.Ordinal)
    {
        ["bsonobjectid"] = text => BsonObjectId().IsMatch(text),
        ["uri"] = RequestUrl.IsRequestUri,
        ["email"] = text => Email().IsMatch(text),
        ["hostname"] = IsHostname,
        ["ipv4"] = text => text.Contains('.', StringComparison.Ordinal) && IsIp(text),
        ["ipv6"] = text => text.Contains(':', StringComparison.Ordinal) && IsIp(text),
        ["cidr"] = IsCidr,
        ["mac"] = text => Mac().IsMatch(text),
        ["uuid"] = text => Uuid().IsMatch(text),
        ["uuid3"] = text => Uuid3().IsMatch(text),
        ["uuid4"] = text => Uuid4().IsMatch(text),
        ["uuid5"] = text => Uuid5().IsMatch(text),
        ["isbn"] = text => Isbn.Is10(text) || Isbn.Is13(text),
        ["isbn10"] = Isbn.Is10,
        ["isbn13"] = Isbn.Is13,
        ["creditcard"] = IsCreditCard,
        ["ssn"] = text => Ssn().IsMatch(text),
        ["hexcolor"] = text => HexColor().IsMatch(text),
        ["rgbcolor"] = text => RgbColor().IsMatch(text),
        ["byte"] = text => Base64().IsMatch(text),
        ["password"] = _ => true,
        ["date"] = IsDate,
        ["duration"] = DurationForm.IsValid,
        ["datetime"] = IsDateTime,
        ["k8sshortname"] = text => text.Length <= 63 && ShortName().IsMatch(text),
        ["k8slongname"] = text => text.Length <= 253 && LongName().IsMatch(text),
    };

    /// <summary>The format that the server keeps of a schema: empty where it does not support it for the type.</summary>
    public static string Supported(JsonSchema schema, KubernetesVersion version)
    {
        if (schema.Format.Length == 0)
            return "";

        var type = schema.Types.Count == 1 ? schema.Types[0] : "";
        switch (type)
        {
            case "" or "string":
                var format = schema.Format.Replace("-", "", StringComparison.Ordinal);
                if (format.StartsWith("k8s", StringComparison.Ordinal) && version < ShortNamesSince)
                    return "";
                return Known.ContainsKey(format) ? format : "";
            case "integer":
                return schema.Format is "int32" or "int64" ? schema.Format : "";
            case "number":
                return schema.Format is "float" or "double" ? schema.Format : "";
            default:
                return "";
        }
    }

    public static bool IsKnown(string format) => Known.ContainsKey(format);

    public static bool Matches(string format, string text) => Known[format](text);

    private static bool IsDate(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool IsDateTime(string text)
    {
        var parts = text.ToLowerInvariant().Split('t');
        return parts.Length >= 2
            && IsDate(parts[0])
            && TimeOfDay().Match(parts[1]) is { Success: true } time
            && string.CompareOrdinal(time.Groups[1].Value, "23") <= 0
            && string.CompareOrdinal(time.Groups[2].Value, "59") <= 0
            && string.CompareOrdinal(time.Groups[3].Value, "59") <= 0;
    }

    private static bool IsHostname(string text) =>
        text.Length <= 255 && Hostname().IsMatch(text) && text.Split('.').All(part => part.Length <= 63);

    /// <summary>An address as the server reads it: leading zeros are decimal, a zone is none.</summary>
    private static bool IsIp(string text)
    {
        if (text.Contains(':', StringComparison.Ordinal))
            return !text.Contains('%', StringComparison.Ordinal) && !text.Contains('[', StringComparison.Ordinal) && IPAddress.TryParse(text, out var ip) && ip.AddressFamily == AddressFamily.InterNetworkV6;

        var parts = text.Split('.');
        return parts.Length == 4 && parts.All(part => part.Length is > 0 and <= 20 && part.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0 && ulong.TryParse(part, CultureInfo.InvariantCulture, out var value) && value <= 255);
    }

    private static bool IsCidr(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !IsIp(text[..slash]))
            return false;

        var bits = text.AsSpan(slash + 1);
        return bits.Length is > 0 and <= 6
            && bits.IndexOfAnyExceptInRange('0', '9') < 0
            && int.Parse(bits, CultureInfo.InvariantCulture) <= (text.AsSpan(0, slash).Contains(':') ? 128 : 32);
    }

    private static bool IsCreditCard(string text)
    {
        var digits = NoDigits().Replace(text, "");
        if (!CreditCard().IsMatch(digits))
            return false;

        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[digits.Length - 1 - i] - '0';
            var doubled = digit * 2;
            sum += i % 2 == 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
        }

        return sum % 10 == 0;
    }

    [GeneratedRegex(@"\A[0-9a-fA-F]{24}\z")]
    private static partial Regex BsonObjectId();

    [GeneratedRegex(@"\A(?:[^<>]*<)?(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u0080-\uFFFF-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u0080-\uFFFF-]+)*|""[^""]+"")@(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u0080-\uFFFF-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u0080-\uFFFF-]+)*|\[[^\]]+\])>?\z", RegexOptions.None, 1000)]
    private static partial Regex Email();

    [GeneratedRegex(@"\A(?:[a-zA-Z0-9\p{S}\p{L}](?:-?[a-zA-Z0-9\p{S}\p{L}]{0,62})?|(?:[a-zA-Z0-9\p{S}\p{L}](?:[a-zA-Z0-9\p{S}\p{L}-]{0,61}[a-zA-Z0-9\p{S}\p{L}])?\.)+[a-zA-Z\p{L}]{2,63})\z", RegexOptions.None, 1000)]
    private static partial Regex Hostname();

    [GeneratedRegex(@"\A(?:[0-9a-fA-F]{2}(?:[:-][0-9a-fA-F]{2}){5}(?:[:-][0-9a-fA-F]{2}){0,2}|[0-9a-fA-F]{2}(?:[:-][0-9a-fA-F]{2}){19}|[0-9a-fA-F]{4}(?:\.[0-9a-fA-F]{4}){2,3}|[0-9a-fA-F]{4}(?:\.[0-9a-fA-F]{4}){9})\z")]
    private static partial Regex Mac();

    [GeneratedRegex(@"\A[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Uuid();

    [GeneratedRegex(@"\A[0-9a-f]{8}-?[0-9a-f]{4}-?3[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Uuid3();

    [GeneratedRegex(@"\A[0-9a-f]{8}-?[0-9a-f]{4}-?4[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Uuid4();

    [GeneratedRegex(@"\A[0-9a-f]{8}-?[0-9a-f]{4}-?5[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Uuid5();

    [GeneratedRegex(@"[^0-9]+")]
    private static partial Regex NoDigits();

    [GeneratedRegex(@"\A(?:4[0-9]{12}(?:[0-9]{3})?|5[1-5][0-9]{14}|(?:222[1-9]|22[3-9][0-9]|2[3-6][0-9]{2}|27[01][0-9]|2720)[0-9]{12}|6(?:011|5[0-9][0-9])[0-9]{12}|3[47][0-9]{13}|3(?:0[0-5]|[68][0-9])[0-9]{11}|(?:2131|1800|35[0-9]{3})[0-9]{11}|6[27][0-9]{14})\z")]
    private static partial Regex CreditCard();

    [GeneratedRegex(@"\A[0-9]{3}[- ]?[0-9]{2}[- ]?[0-9]{4}\z")]
    private static partial Regex Ssn();

    [GeneratedRegex(@"\A#?(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})\z")]
    private static partial Regex HexColor();

    [GeneratedRegex(@"\Argb\(\s*(?:0|[1-9][0-9]?|1[0-9][0-9]?|2[0-4][0-9]|25[0-5])\s*,\s*(?:0|[1-9][0-9]?|1[0-9][0-9]?|2[0-4][0-9]|25[0-5])\s*,\s*(?:0|[1-9][0-9]?|1[0-9][0-9]?|2[0-4][0-9]|25[0-5])\s*\)\z")]
    private static partial Regex RgbColor();

    [GeneratedRegex(@"\A(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})\z")]
    private static partial Regex Base64();

    [GeneratedRegex(@"\A([0-9]{2}):([0-9]{2}):([0-9]{2})(?:.[0-9]+)?(?:z|[+-][0-9]{2}:[0-9]{2})\z")]
    private static partial Regex TimeOfDay();

    [GeneratedRegex(@"\A[a-z0-9](?:[-a-z0-9]*[a-z0-9])?\z")]
    private static partial Regex ShortName();

    [GeneratedRegex(@"\A[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*\z")]
    private static partial Regex LongName();
}
