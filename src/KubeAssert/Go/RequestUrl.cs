using System.Globalization;
using System.Text;

namespace KubeAssert.Go;

/// <summary>A URL, read as Go reads the URI of a request (<c>url.ParseRequestURI</c>).</summary>
internal sealed class RequestUrl
{
    private enum Part
    {
        Path,
        User,
        Host,
        Query,
    }

    private readonly string _rawPath;
    private readonly string _rawQuery;

    private RequestUrl(string scheme, string host, string rawPath, string rawQuery, string text)
    {
        Scheme = scheme;
        Host = host;
        _rawPath = rawPath;
        _rawQuery = rawQuery;
        Text = text;
    }

    /// <summary>The URL as written.</summary>
    public string Text { get; }

    public string Scheme { get; }

    /// <summary>The host with its port.</summary>
    public string Host { get; }

    public string Hostname => SplitHost().Name;

    public string Port => SplitHost().Port;

    public string EscapedPath
    {
        get
        {
            foreach (var c in _rawPath)
            {
                if (c is not ('!' or '\'' or '(' or ')' or '*' or '[' or ']' or '%') && (c >= 0x80 || MustEscape(c, Part.Path)))
                    return Escape(Unescape(_rawPath, Part.Path) ?? _rawPath);
            }

            return _rawPath;
        }
    }

    /// <summary>The names of the query with their values, each decoded.</summary>
    public IReadOnlyDictionary<string, List<string>> Query()
    {
        var values = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var pair in _rawQuery.Split('&'))
        {
            if (pair.Length == 0 || pair.Contains(';', StringComparison.Ordinal))
                continue;
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = Unescape(equals < 0 ? pair : pair[..equals], Part.Query);
            var value = equals < 0 ? "" : Unescape(pair[(equals + 1)..], Part.Query);
            if (name is null || value is null)
                continue;
            if (!values.TryGetValue(name, out var list))
                values[name] = list = [];
            list.Add(value);
        }

        return values;
    }

    /// <summary>Whether Go takes the text for the URI of a request: absolute, or an absolute path.</summary>
    public static bool IsRequestUri(string text) => Parse(text, isRequest: true) is not null;

    public static RequestUrl? Parse(string text)
    {
        if (!IsRequestUri(text))
            return null;
        var hash = text.IndexOf('#', StringComparison.Ordinal);
        if (hash >= 0 && Unescape(text[(hash + 1)..], Part.Path) is null)
            return null;
        return Parse(hash < 0 ? text : text[..hash], isRequest: false, text);
    }

    private static RequestUrl? Parse(string text, bool isRequest, string? whole = null)
    {
        if (text.Any(c => c is < ' ' or '\u007f') || (text.Length == 0 && isRequest))
            return null;
        if (text == "*")
            return new RequestUrl("", "", "*", "", "*");
        if (!TryScheme(text, out var scheme, out var rest))
            return null;
        scheme = scheme.ToLowerInvariant();
        var question = rest.IndexOf('?', StringComparison.Ordinal);
        var query = question < 0 ? "" : rest[(question + 1)..];
        if (question >= 0)
            rest = rest[..question];
        if (!rest.StartsWith('/'))
        {
            if (scheme.Length > 0)
                return new RequestUrl(scheme, "", "", query, whole ?? text);
            if (isRequest || rest.Split('/')[0].Contains(':', StringComparison.Ordinal))
                return null;
        }

        var host = "";
        if ((scheme.Length > 0 || (!isRequest && !rest.StartsWith("///", StringComparison.Ordinal))) && rest.StartsWith("//", StringComparison.Ordinal))
        {
            var authority = rest[2..];
            var slash = authority.IndexOf('/', StringComparison.Ordinal);
            rest = slash < 0 ? "" : authority[slash..];
            if (Authority(scheme, slash < 0 ? authority : authority[..slash]) is not { } found)
                return null;
            host = found;
        }

        return Unescape(rest, Part.Path) is null ? null : new RequestUrl(scheme, host, rest, query, whole ?? text);
    }

    private static bool TryScheme(string text, out string scheme, out string rest)
    {
        (scheme, rest) = ("", text);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsAsciiLetter(c))
                continue;
            if (char.IsAsciiDigit(c) || c is '+' or '-' or '.')
            {
                if (i == 0)
                    return true;
                continue;
            }

            if (c != ':')
                return true;
            if (i == 0)
                return false;
            (scheme, rest) = (text[..i], text[(i + 1)..]);
            return true;
        }

        return true;
    }

    private static string? Authority(string scheme, string authority)
    {
        var at = authority.LastIndexOf('@');
        if (at >= 0)
        {
            var user = authority[..at];
            if (!user.All(c => char.IsAsciiLetterOrDigit(c) || "-._:~!$&'()*+,;=%@".Contains(c, StringComparison.Ordinal)) || Unescape(user, Part.User) is null)
                return null;
        }

        var host = authority[(at + 1)..];
        var open = host.LastIndexOf('[');
        if (open > 0)
            return null;
        if (open == 0)
        {
            var close = host.LastIndexOf(']');
            if (close < 0 || !IsPort(host[(close + 1)..]))
                return null;
            var name = host[1..close];
            var zone = name.IndexOf("%25", StringComparison.Ordinal);
            var address = Unescape(zone < 0 ? name : name[..zone], Part.Host);
            var suffix = zone < 0 ? "" : Unescape(name[zone..], Part.Query);
            return address is null || suffix is null || IpAddress.ParseAny(address) is not { IsV4: false } ? null : $"[{address}{suffix}]{host[(close + 1)..]}";
        }

        var colon = scheme is "http" or "https" ? host.IndexOf(':', StringComparison.Ordinal) : host.LastIndexOf(':');
        return colon >= 0 && !IsPort(host[colon..]) ? null : Unescape(host, Part.Host);
    }

    private (string Name, string Port) SplitHost()
    {
        var (name, port) = (Host, "");
        var colon = name.LastIndexOf(':');
        if (colon >= 0 && IsPort(name[colon..]))
            (name, port) = (name[..colon], name[(colon + 1)..]);
        return (name.StartsWith('[') && name.EndsWith(']') ? name[1..^1] : name, port);
    }

    private static bool IsPort(string text) => text.Length == 0 || (text[0] == ':' && text.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0);

    private static string? Unescape(string text, Part part)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            if (c == '%')
            {
                if (i + 2 >= text.Length || !byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
                    return null;
                if (part == Part.Host && value < 0x80 && value != '%')
                    return null;
                bytes.Add(value);
                i += 3;
                continue;
            }

            if (part == Part.Host && c < 0x80 && MustEscape(c, part))
                return null;
            if (c < 0x80)
            {
                bytes.Add(c == '+' && part == Part.Query ? (byte)' ' : (byte)c);
                i++;
                continue;
            }

            var rune = Rune.TryGetRuneAt(text, i, out var found) ? found : Rune.ReplacementChar;
            bytes.AddRange(Encoding.UTF8.GetBytes(rune.ToString()));
            i += char.IsSurrogatePair(text, i) ? 2 : 1;
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static string Escape(string path)
    {
        var text = new StringBuilder(path.Length);
        foreach (var b in Encoding.UTF8.GetBytes(path))
        {
            if (b >= 0x80 || MustEscape((char)b, Part.Path))
                text.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
            else
                text.Append((char)b);
        }

        return text.ToString();
    }

    private static bool MustEscape(char c, Part part)
    {
        if (char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '~')
            return false;
        return part == Part.Host
            ? !"!$&'()*+,;=:[]<>\"".Contains(c, StringComparison.Ordinal)
            : !"$&+,/:;=@".Contains(c, StringComparison.Ordinal);
    }
}
