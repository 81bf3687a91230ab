using System.Text;

namespace KubeAssert.Validation;

/// <summary>Whether a text has a form that Kubernetes asks of names and keys. Loops, no expressions: they run for every name of every manifest.</summary>
/// <remarks>Source: k8s.io/apimachinery, pkg/api/validate/content and pkg/util/validation.</remarks>
internal static class Names
{
    public static bool IsDnsLabel(string text) => text.Length <= 63 && IsLabelPart(text);

    public static bool IsDnsSubdomain(string text) => text.Length <= 253 && IsSubdomain(text);

    public static bool IsDns1035Label(string text) => text.Length <= 63 && IsLabelPart(text) && char.IsAsciiLetterLower(text[0]);

    /// <summary><c>*.</c> and a DNS subdomain.</summary>
    public static bool IsWildcardDnsSubdomain(string text) =>
        text.Length <= 253 && text.StartsWith("*.", StringComparison.Ordinal) && IsSubdomain(text.AsSpan(2));

    /// <summary>A DNS subdomain whose parts may also begin with and hold '_'.</summary>
    public static bool IsDnsSubdomainWithUnderscore(string text)
    {
        if (text.Length > 253)
            return false;
        var rest = text.AsSpan();
        while (true)
        {
            var dot = rest.IndexOf('.');
            if (!IsUnderscorePart(dot < 0 ? rest : rest[..dot]))
                return false;
            if (dot < 0)
                return true;
            rest = rest[(dot + 1)..];
        }
    }

    public static bool IsPathSegment(string text) => text is not ("." or "..") && text.AsSpan().IndexOfAny('/', '%') < 0;

    public static bool IsLabelKey(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
            return IsQualifiedPart(text);

        var prefix = text.AsSpan(0, slash);
        return prefix.Length <= 253 && IsSubdomain(prefix) && IsQualifiedPart(text.AsSpan(slash + 1));
    }

    public static bool IsLabelValue(string text) => text.Length == 0 || IsQualifiedPart(text);

    /// <summary>Keys of annotations: a label key in any case.</summary>
    public static bool IsAnnotationKey(string text)
    {
        foreach (var c in text)
        {
            if (char.IsAsciiLetterUpper(c))
                return IsLabelKey(text.ToLowerInvariant());
        }

        return IsLabelKey(text);
    }

    public static bool IsPortName(string text)
    {
        if (text.Length is 0 or > 15 || text[0] == '-' || text[^1] == '-')
            return false;

        var hasLetter = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (!IsLowerOrDigit(c) && (c != '-' || text[i - 1] == '-'))
                return false;
            hasLetter |= char.IsAsciiLetterLower(c);
        }

        return hasLetter;
    }

    public static bool IsConfigKey(string text)
    {
        if (text.Length is 0 or > 253 || text == "." || text.StartsWith("..", StringComparison.Ordinal))
            return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.'))
                return false;
        }

        return true;
    }

    public static bool IsEnvName(string text)
    {
        foreach (var c in text)
        {
            if (c is < ' ' or > '~' or '=')
                return false;
        }

        return text.Length > 0;
    }

    /// <summary>Names of environment variables before Kubernetes 1.32, and prefixes of <c>envFrom</c> then.</summary>
    public static bool IsStrictEnvName(string text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.'))
                return false;
        }

        return text.Length > 0 && !char.IsAsciiDigit(text[0]) && text != "." && !text.StartsWith("..", StringComparison.Ordinal);
    }

    public static bool IsCIdentifier(string text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_')
                return false;
        }

        return text.Length > 0 && !char.IsAsciiDigit(text[0]);
    }

    public static bool IsHttpHeader(string text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '-')
                return false;
        }

        return text.Length > 0;
    }

    /// <summary>Digits and '%': <c>25%</c>.</summary>
    public static bool IsPercent(string text)
    {
        if (text.Length < 2 || text[^1] != '%')
            return false;
        foreach (var c in text.AsSpan(0, text.Length - 1))
        {
            if (!char.IsAsciiDigit(c))
                return false;
        }

        return true;
    }

    /// <summary>A DNS subdomain, '/', and a path: <c>example.com/controller</c>.</summary>
    public static bool IsDomainPrefixedPath(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || slash == text.Length - 1 || slash > 253 || !IsSubdomain(text.AsSpan(0, slash)))
            return false;
        foreach (var c in text.AsSpan(slash + 1))
        {
            if (!char.IsAsciiLetterOrDigit(c) && !"/-._~%!$&'()*+,;=:".Contains(c, StringComparison.Ordinal))
                return false;
        }

        return true;
    }

    /// <summary>A label key with a prefix: <c>example.com/key</c>.</summary>
    public static bool IsDomainPrefixedKey(string text) => text.Contains('/', StringComparison.Ordinal) && IsLabelKey(text);

    /// <summary>A text made a DNS label or subdomain by lowering it and by putting '-' for what is not allowed; null when nothing is left.</summary>
    public static string? Nearest(string text, int longest, bool dots)
    {
        var name = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var lower = char.ToLowerInvariant(c);
            if (IsLowerOrDigit(lower))
                name.Append(lower);
            else if (lower == '.' && dots && name.Length > 0 && name[^1] is not ('.' or '-'))
                name.Append('.');
            else if (name.Length > 0 && name[^1] is not ('-' or '.'))
                name.Append('-');
        }

        if (name.Length > longest)
            name.Length = longest;
        return name.ToString().TrimEnd('-', '.') is { Length: > 0 } nearest ? nearest : null;
    }

    /// <summary>A text made a label value by putting '-' for what is not allowed.</summary>
    public static string? NearestLabelValue(string text)
    {
        var value = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '.' or '_')
                value.Append(c);
            else if (value.Length > 0 && value[^1] != '-')
                value.Append('-');
        }

        return value.ToString().Trim('-', '.', '_') is { Length: > 0 and <= 63 } nearest ? nearest : null;
    }

    private static bool IsLowerOrDigit(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);

    private static bool IsLabelPart(ReadOnlySpan<char> text)
    {
        if (text.Length == 0 || text[0] == '-' || text[^1] == '-')
            return false;
        foreach (var c in text)
        {
            if (!IsLowerOrDigit(c) && c != '-')
                return false;
        }

        return true;
    }

    private static bool IsUnderscorePart(ReadOnlySpan<char> text)
    {
        if (text.Length > 0 && text[0] == '_')
            text = text[1..];
        if (text.Length == 0 || !IsLowerOrDigit(text[0]) || !IsLowerOrDigit(text[^1]))
            return false;
        foreach (var c in text)
        {
            if (!IsLowerOrDigit(c) && c is not ('-' or '_'))
                return false;
        }

        return true;
    }

    private static bool IsSubdomain(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var dot = text.IndexOf('.');
            if (dot < 0)
                return IsLabelPart(text);
            if (!IsLabelPart(text[..dot]))
                return false;
            text = text[(dot + 1)..];
        }
    }

    private static bool IsQualifiedPart(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > 63 || !char.IsAsciiLetterOrDigit(text[0]) || !char.IsAsciiLetterOrDigit(text[^1]))
            return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.'))
                return false;
        }

        return true;
    }
}
