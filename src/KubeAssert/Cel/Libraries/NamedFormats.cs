using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using KubeAssert.Go;

namespace KubeAssert.Cel;

/// <summary>What <c>format.dns1123Label()</c> gives: a check of texts.</summary>
internal sealed class FormatValue(string name, long patternSize, Func<string, IReadOnlyList<string>> validate) : CelValue
{
    public string Name { get; } = name;

    /// <summary>The size of the pattern behind the format, which the cost of a check goes by.</summary>
    public long PatternSize { get; } = patternSize;

    public override CelType Type => CelType.NamedFormat;

    public IReadOnlyList<string> Validate(string text) => validate(text);

    public override CelValue EqualTo(CelValue other) =>
        other is FormatValue format ? BoolValue.Of(format.Name == Name) : ErrorValue.NoSuchOverloadFor(other);
}

/// <summary>The formats that <c>format.named</c> knows, with what the API server says against a text.</summary>
internal static class NamedFormats
{
    private const string Label = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private const string Subdomain = Label + "(\\." + Label + ")*";
    private const string Label1035 = "[a-z]([-a-z0-9]*[a-z0-9])?";
    private const string Qualified = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    private const string LabelText = "(" + Qualified + ")?";
    private const string LabelRule = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character";
    private const string SubdomainRule = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";
    private const string Label1035Rule = "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character";
    private const string QualifiedRule = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
    private const string LabelTextRule = "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";

    private static readonly FrozenDictionary<string, FormatValue> Formats = new Dictionary<string, FormatValue>(StringComparer.Ordinal)
    {
        ["dns1123Label"] = new("DNS1123Label", 30, DnsLabel),
        ["dns1123Subdomain"] = new("DNS1123Subdomain", 60, DnsSubdomain),
        ["dns1035Label"] = new("DNS1035Label", 30, Dns1035Label),
        ["qualifiedName"] = new("QualifiedName", 60, QualifiedName),
        ["dns1123LabelPrefix"] = new("DNS1123LabelPrefix", 30, s => DnsLabel(WithoutTrailingDash(s))),
        ["dns1123SubdomainPrefix"] = new("DNS1123SubdomainPrefix", 60, s => DnsSubdomain(WithoutTrailingDash(s))),
        ["dns1035LabelPrefix"] = new("DNS1035LabelPrefix", 30, s => Dns1035Label(WithoutTrailingDash(s))),
        ["labelValue"] = new("LabelValue", 40, LabelValue),
        ["uri"] = new("URI", 1103, s => RequestUrl.IsRequestUri(s) ? [] : [$"parse {QuotedText.Of(s)}: invalid URI for request"]),
        ["uuid"] = new("uuid", 78, s => Matches(s, "(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$") ? [] : ["does not match the UUID format"]),
        ["byte"] = new("byte", 84, s => Matches(s, "^(?:[A-Za-z0-9+\\/]{4})*(?:[A-Za-z0-9+\\/]{2}==|[A-Za-z0-9+\\/]{3}=|[A-Za-z0-9+\\/]{4})$") ? [] : ["invalid base64"]),
        ["date"] = new("date", 91, s => TimeText.ParseDate(s) is not null ? [] : ["invalid date"]),
        ["datetime"] = new("datetime", 91, s => IsDateTime(s) ? [] : ["invalid datetime"]),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static FormatValue? Find(string name) => Formats.GetValueOrDefault(name);

    private static List<string> DnsLabel(string text)
    {
        var problems = TooLong(text, 63);
        if (!Matches(text, $"^{Label}$"))
            problems.Add(Matches(text, $"^{Subdomain}$") ? "must not contain dots" : Rule(LabelRule, Label, "my-name", "123-abc"));
        return problems;
    }

    private static List<string> DnsSubdomain(string text)
    {
        var problems = TooLong(text, 253);
        if (!Matches(text, $"^{Subdomain}$"))
            problems.Add(Rule(SubdomainRule, Subdomain, "example.com"));
        return problems;
    }

    private static List<string> Dns1035Label(string text)
    {
        var problems = TooLong(text, 63);
        if (!Matches(text, $"^{Label1035}$"))
            problems.Add(Rule(Label1035Rule, Label1035, "my-name", "abc-123"));
        return problems;
    }

    private static List<string> QualifiedName(string text)
    {
        var problems = new List<string>();
        var parts = text.Split('/');
        if (parts.Length > 2)
            return ["a valid label key " + Rule(QualifiedRule, Qualified, "MyName", "my.name", "123-abc") + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"];
        if (parts.Length == 2)
        {
            if (parts[0].Length == 0)
                problems.Add("prefix part must be non-empty");
            else
                problems.AddRange(DnsSubdomain(parts[0]).Select(p => "prefix part " + p));
        }

        var name = parts[^1];
        if (name.Length == 0)
            problems.Add("name part must be non-empty");
        else if (Encoding.UTF8.GetByteCount(name) > 63)
            problems.Add("name part must be no more than 63 bytes");
        if (!Matches(name, $"^{Qualified}$"))
            problems.Add("name part " + Rule(QualifiedRule, Qualified, "MyName", "my.name", "123-abc"));
        return problems;
    }

    private static List<string> LabelValue(string text)
    {
        var problems = TooLong(text, 63);
        if (!Matches(text, $"^{LabelText}$"))
            problems.Add(Rule(LabelTextRule, LabelText, "MyValue", "my_value", "12345"));
        return problems;
    }

    private static List<string> TooLong(string text, int max) =>
        Encoding.UTF8.GetByteCount(text) > max ? [string.Create(CultureInfo.InvariantCulture, $"must be no more than {max} bytes")] : [];

    private static string Rule(string rule, string pattern, params string[] examples) =>
        $"{rule} (e.g. {string.Join(" or ", examples.Select((e, i) => $"'{e}'{(i < examples.Length - 1 ? ", " : "")}"))}, regex used for validation is '{pattern}')";

    // a prefix may end in a dash, because more follows it
    private static string WithoutTrailingDash(string text) =>
        text.Length > 1 && text[^1] == '-' ? text[..^2] + "a" : text;

    private static bool IsDateTime(string text) =>
        text.Length > 11 && text[10] is 'T' or 't' && TimeText.ParseDate(text[..10]) is not null
        && Matches(text[11..].ToLowerInvariant(), "^([0-9]{2}):([0-9]{2}):([0-9]{2})(.[0-9]+)?(z|([+-][0-9]{2}:[0-9]{2}))$")
        && text.AsSpan(11, 2) is var hour && int.Parse(hour, NumberStyles.None, CultureInfo.InvariantCulture) <= 23
        && int.Parse(text.AsSpan(14, 2), NumberStyles.None, CultureInfo.InvariantCulture) <= 59
        && int.Parse(text.AsSpan(17, 2), NumberStyles.None, CultureInfo.InvariantCulture) <= 59;

    private static bool Matches(string text, string pattern) => Re2.Compile(pattern, out _)!.IsMatch(text);
}
