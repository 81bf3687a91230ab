using System.Buffers;

namespace KubeAssert.OpenApi;

/// <summary>What Go's <c>url.ParseRequestURI</c> takes: an absolute path, or a scheme and what follows it.</summary>
internal static class UriForm
{
    private static readonly SearchValues<char> NotInUser = SearchValues.Create(" <>\"\\^`{}|[]/?#");
    private static readonly SearchValues<char> NotInHost = SearchValues.Create(" \\^`{}|");

    public static bool IsRequestUri(string text)
    {
        if (text.Length == 0 || text.AsSpan().IndexOfAnyInRange('\0', '\x1F') >= 0 || text.Contains('\x7F', StringComparison.Ordinal))
            return false;
        if (text == "*")
            return true;

        var scheme = SchemeLength(text);
        if (scheme == 0 && text.StartsWith(':'))
            return false;

        var rest = scheme > 0 ? text[(scheme + 1)..] : text;
        var query = rest.IndexOf('?', StringComparison.Ordinal);
        if (query >= 0)
            rest = rest[..query];
        if (!rest.StartsWith('/'))
            return scheme > 0;

        if ((scheme > 0 || !rest.StartsWith("///", StringComparison.Ordinal)) && rest.StartsWith("//", StringComparison.Ordinal))
        {
            var slash = rest.IndexOf('/', 2);
            var authority = slash < 0 ? rest[2..] : rest[2..slash];
            rest = slash < 0 ? "" : rest[slash..];
            if (!IsAuthority(authority))
                return false;
        }

        return HasValidEscapes(rest);
    }

    private static int SchemeLength(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsAsciiLetter(c))
                continue;
            if (char.IsAsciiDigit(c) || c is '+' or '-' or '.')
            {
                if (i == 0)
                    return 0;
                continue;
            }

            return c == ':' ? i : 0;
        }

        return 0;
    }

    private static bool IsAuthority(string authority)
    {
        var at = authority.LastIndexOf('@');
        if (at >= 0 && (authority.AsSpan(0, at).IndexOfAny(NotInUser) >= 0 || !HasValidEscapes(authority[..at])))
            return false;

        var host = authority[(at + 1)..];
        if (host.StartsWith('['))
        {
            var end = host.LastIndexOf(']');
            return end > 0 && IsPort(host.AsSpan(end + 1));
        }

        var colon = host.LastIndexOf(':');
        return (colon < 0 || IsPort(host.AsSpan(colon)))
            && host.AsSpan().IndexOfAny(NotInHost) < 0
            && !host.Contains('%', StringComparison.Ordinal);
    }

    private static bool IsPort(ReadOnlySpan<char> port) => port.IsEmpty || (port[0] == ':' && port[1..].IndexOfAnyExceptInRange('0', '9') < 0);

    private static bool HasValidEscapes(string text)
    {
        for (var i = text.IndexOf('%', StringComparison.Ordinal); i >= 0; i = text.IndexOf('%', i + 1))
        {
            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                return false;
        }

        return true;
    }
}
