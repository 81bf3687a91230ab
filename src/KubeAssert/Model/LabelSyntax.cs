namespace KubeAssert.Model;

/// <summary>What Kubernetes allows as a label's key and value.</summary>
internal static class LabelSyntax
{
    /// <summary>An optional DNS subdomain and a slash before a name of at most 63 letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</summary>
    public static bool IsKey(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return (slash < 0 || IsSubdomain(key.AsSpan(0, slash))) && key.Length > slash + 1 && IsName(key.AsSpan(slash + 1));
    }

    /// <summary>Empty, or a name of at most 63 letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</summary>
    public static bool IsValue(string value) => value.Length == 0 || IsName(value);

    private static bool IsName(ReadOnlySpan<char> name)
    {
        if (name.Length > 63 || !char.IsAsciiLetterOrDigit(name[0]) || !char.IsAsciiLetterOrDigit(name[^1]))
            return false;

        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.'))
                return false;
        }

        return true;
    }

    private static bool IsSubdomain(ReadOnlySpan<char> name)
    {
        if (name.Length is 0 or > 253)
            return false;

        var previous = '.';
        foreach (var c in name)
        {
            if (c == '.' ? previous is '.' or '-' : c == '-' ? previous == '.' : !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c))
                return false;
            previous = c;
        }

        return previous is not ('.' or '-');
    }
}
