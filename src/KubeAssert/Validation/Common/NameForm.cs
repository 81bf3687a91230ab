using System.Text;

namespace KubeAssert.Validation;

/// <summary>A form that a name or key must have, as Kubernetes defines it (apimachinery, api/validate/content and util/validation).</summary>
internal sealed class NameForm
{
    private readonly Func<string, bool> _matches;
    private readonly Func<string, string?>? _nearest;

    private NameForm(string title, string description, Func<string, bool> matches, Func<string, string?>? nearest = null)
    {
        Title = title;
        Description = description;
        _matches = matches;
        _nearest = nearest;
    }

    /// <summary>RFC 1123 subdomain: what most objects' names must be.</summary>
    public static NameForm DnsSubdomain { get; } = new(
        "a DNS subdomain",
        "lower-case letters, digits, '-' and '.', each part beginning and ending with a letter or digit, at most 253 characters",
        Names.IsDnsSubdomain,
        text => Names.Nearest(text, 253, dots: true));

    /// <summary>RFC 1123 label: namespaces, containers, volumes.</summary>
    public static NameForm DnsLabel { get; } = new(
        "a DNS label",
        "lower-case letters, digits and '-', beginning and ending with a letter or digit, at most 63 characters",
        Names.IsDnsLabel,
        text => Names.Nearest(text, 63, dots: false));

    /// <summary>RFC 1035 label: like a DNS label, but beginning with a letter.</summary>
    public static NameForm Dns1035Label { get; } = new(
        "a DNS label that begins with a letter",
        "lower-case letters, digits and '-', beginning with a letter, ending with a letter or digit, at most 63 characters",
        Names.IsDns1035Label,
        text => Names.Nearest(text, 63, dots: false) is { } name && char.IsAsciiLetter(name[0]) ? name : null);

    /// <summary>A segment of a URL: RBAC objects.</summary>
    public static NameForm PathSegment { get; } = new(
        "a path segment",
        "anything but '.', '..' and names with '/' or '%'",
        Names.IsPathSegment);

    /// <summary>Keys of labels, and names of extended resources, taints and finalizers.</summary>
    public static NameForm LabelKey { get; } = new(
        "a label key",
        "letters, digits, '-', '_' and '.', beginning and ending with a letter or digit, at most 63 characters, after an optional DNS subdomain and '/'",
        Names.IsLabelKey);

    /// <summary>Values of labels.</summary>
    public static NameForm LabelValue { get; } = new(
        "a label value",
        "empty, or letters, digits, '-', '_' and '.', beginning and ending with a letter or digit, at most 63 characters",
        Names.IsLabelValue,
        Names.NearestLabelValue);

    /// <summary>IANA service name: names of ports.</summary>
    public static NameForm PortName { get; } = new(
        "a port name",
        "lower-case letters, digits and single '-' inside, with a letter at least, at most 15 characters",
        Names.IsPortName,
        text => Names.Nearest(text, 15, dots: false) is { } name && Names.IsPortName(name) ? name : null);

    /// <summary>Keys of ConfigMaps and Secrets.</summary>
    public static NameForm ConfigKey { get; } = new(
        "a key of a ConfigMap or Secret",
        "letters, digits, '-', '_' and '.', not beginning with '..', at most 253 characters",
        Names.IsConfigKey);

    /// <summary>Names of environment variables since Kubernetes 1.32.</summary>
    public static NameForm EnvName { get; } = new(
        "a name of an environment variable",
        "printable ASCII characters other than '='",
        Names.IsEnvName);

    /// <summary>Names of environment variables before Kubernetes 1.32.</summary>
    public static NameForm StrictEnvName { get; } = new(
        "a name of an environment variable",
        "letters, digits, '_', '-' and '.', not beginning with a digit",
        Names.IsStrictEnvName);

    /// <summary>C identifiers.</summary>
    public static NameForm CIdentifier { get; } = new(
        "a C identifier",
        "letters, digits and '_', not beginning with a digit",
        Names.IsCIdentifier);

    /// <summary>Names of HTTP headers.</summary>
    public static NameForm HttpHeader { get; } = new(
        "a name of an HTTP header",
        "letters, digits and '-'",
        Names.IsHttpHeader);

    public string Title { get; }

    public string Description { get; }

    public bool Matches(string text) => _matches(text);

    /// <summary>The valid name that is nearest to a text; null when there is none worth saying.</summary>
    public string? Nearest(string text) =>
        text.Length < 1024 && _nearest?.Invoke(text) is { Length: > 0 } nearest && Matches(nearest) ? nearest : null;

    /// <summary>What to do about a text that doesn't match.</summary>
    public string Fix(string text) => Nearest(text) is { } nearest ? $"write {nearest}" : $"use {Description}";

    /// <summary>What is wrong with a text that doesn't match.</summary>
    public string Problem(string text) => text.Length == 0 ? $"is empty; {Title} is needed" : $"is {Quoted(text)}, which is not {Title} ({Description})";

    /// <summary>A text as a message shows it: on one line, cut where it is long.</summary>
    public static string Quoted(string text)
    {
        var quoted = new StringBuilder("'");
        foreach (var c in text.Length > 80 ? text.AsSpan(0, 77) : text)
            quoted.Append(char.IsControl(c) ? ' ' : c);
        return quoted.Append(text.Length > 80 ? "...'" : "'").ToString();
    }
}
