namespace KubeAssert.PolicyRules.BuiltIn;

/// <summary>What is spoken on a port, by the words that service meshes read.</summary>
/// <remarks>Sources: Istio, "Protocol Selection"; Kubernetes, "Application protocol"; IANA service names (RFC 6335, 5.1).</remarks>
internal static class ApplicationProtocols
{
    private const int LongestName = 15;

    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "http", "http2", "https", "grpc", "tcp", "tls", "udp", "mongo", "mysql", "redis",
    };

    private static readonly Dictionary<string, string> Fields = new(StringComparer.Ordinal)
    {
        ["kubernetes.io/h2c"] = "http2", ["kubernetes.io/ws"] = "http", ["kubernetes.io/wss"] = "https", ["grpc-web"] = "http",
    };

    /// <summary>The protocol that a name like <c>http-metrics</c> begins with; null where it begins with none.</summary>
    public static string? OfName(string name)
    {
        if (name.StartsWith("grpc-web", StringComparison.Ordinal))
            return "http";
        var hyphen = name.IndexOf('-', StringComparison.Ordinal);
        var first = hyphen < 0 ? name : name[..hyphen];
        return Known.Contains(first) ? first : null;
    }

    /// <summary>The protocol that an <c>appProtocol</c> means; null for one that nobody need know.</summary>
    public static string? OfField(string text)
    {
        var lower = text.ToLowerInvariant();
        return Fields.TryGetValue(lower, out var protocol) ? protocol : Known.Contains(lower) ? lower : null;
    }

    /// <summary>Whether one port may speak both: HTTP in all its versions is one, and TCP, TLS and UDP carry anything.</summary>
    public static bool Agree(string one, string other) =>
        one == other || Family(one) is not { } family || Family(other) is not { } otherFamily || family == otherFamily;

    private static string? Family(string protocol) => protocol switch
    {
        "tcp" or "tls" or "udp" => null,
        "http2" or "grpc" => "http",
        _ => protocol,
    };

    /// <summary>At most 15 lower-case letters, digits and single inner hyphens, one letter at least. A text of digits is left to the API server.</summary>
    public static bool IsPortName(string name)
    {
        if (name.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0)
            return true;
        if (name.Length > LongestName || name[0] == '-' || name[^1] == '-' || name.Contains("--", StringComparison.Ordinal))
            return false;

        var hasLetter = false;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')
                return false;
            hasLetter |= char.IsAsciiLetterLower(c);
        }

        return hasLetter;
    }
}
