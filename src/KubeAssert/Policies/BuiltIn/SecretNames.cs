using System.Text.RegularExpressions;

namespace KubeAssert.PolicyRules.BuiltIn;

/// <summary>Which variables hold a secret, by their name and by what their value looks like.</summary>
internal static partial class SecretNames
{
    private const int ShortestSecret = 4;

    /// <summary>As many characters are searched.</summary>
    private const int LongestRead = 100_000;

    /// <summary>Last words of names of secrets.</summary>
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "password", "passwd", "passphrase", "pwd", "pass", "secret", "secrets", "token", "credential", "credentials",
    };

    /// <summary>Words before <c>KEY</c> that make it a secret one.</summary>
    private static readonly HashSet<string> Keys = new(StringComparer.OrdinalIgnoreCase) { "api", "access", "private", "encryption", "signing", "secret", "auth" };

    /// <summary>Whether a name like <c>DB_PASSWORD</c>, <c>apiKey</c> or <c>GITHUB_TOKEN</c> names a secret. <c>TOKEN_URL</c> and <c>SECRET_NAME</c> do not.</summary>
    public static bool SaysSecret(string name)
    {
        var end = name.Length;
        while (end > 0 && (char.IsAsciiDigit(name[end - 1]) || name[end - 1] is '_' or '-'))
            end--;
        var last = LastWord(name.AsSpan(0, end), out var rest);
        if (Words.Contains(last.ToString()))
            return true;
        return last.Equals("key", StringComparison.OrdinalIgnoreCase) && Keys.Contains(LastWord(rest, out _).ToString());
    }

    /// <summary>Whether a value may be a secret: not a file, an address, a switch, a number, or a reference to another variable.</summary>
    public static bool LooksSecret(string? value) =>
        value is { Length: >= ShortestSecret }
        && !value.StartsWith('/') && !value.StartsWith("$(", StringComparison.Ordinal) && !value.StartsWith("${", StringComparison.Ordinal)
        && !value.StartsWith("{{", StringComparison.Ordinal) && !value.Contains("://", StringComparison.Ordinal)
        && !value.StartsWith("vault:", StringComparison.Ordinal) && !value.StartsWith('<')
        && !IsSwitch(value);

    /// <summary>
    /// What in a value is a secret whatever the name says: the password of a connection string, the key of a storage account, the password
    /// inside an address. Null where nothing is, or where a placeholder stands for it.
    /// </summary>
    public static string? Inside(string? value)
    {
        if (value is null || value.Length > LongestRead)
            return null;
        if (ConnectionString().Match(value) is { Success: true } setting && IsWritten(setting.Groups[2].Value))
            return setting.Groups[1].Value;
        return Address().Match(value) is { Success: true } address && IsWritten(address.Groups[1].Value) ? "the password of an address" : null;
    }

    private static bool IsWritten(string secret) => secret.Length >= ShortestSecret && secret.AsSpan().IndexOfAny("$<{%*") < 0;

    [GeneratedRegex(@"(?:^|[^A-Za-z])(password|pwd|accountkey|sharedaccesskey|sharedaccesssignature)\s*=\s*([^;\s""']+)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex ConnectionString();

    [GeneratedRegex(@"[a-z][a-z0-9+.-]*://[^\s/:@""']*:([^\s/@""']+)@", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    private static bool IsSwitch(string value) =>
        value.Equals("true", StringComparison.OrdinalIgnoreCase) || value.Equals("false", StringComparison.OrdinalIgnoreCase) || value.Equals("none", StringComparison.OrdinalIgnoreCase)
        || value.Equals("null", StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> LastWord(ReadOnlySpan<char> name, out ReadOnlySpan<char> rest)
    {
        var start = name.Length;
        while (start > 0 && name[start - 1] is not ('_' or '-' or '.'))
        {
            start--;
            if (start > 0 && char.IsAsciiLetterUpper(name[start]) && char.IsAsciiLetterLower(name[start - 1]))
                break;
        }

        rest = name[..start].TrimEnd("_-.");
        return name[start..];
    }
}
