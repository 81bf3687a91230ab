using System.Text.RegularExpressions;

namespace KubeAssert.Registry;

/// <summary>What a registry answers to whoever has not said who they are (<c>WWW-Authenticate</c>).</summary>
internal sealed partial record Challenge(string Scheme, IReadOnlyDictionary<string, string> Parameters)
{
    private const int Longest = 4096;

    public bool IsBearer => Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase);

    public bool IsBasic => Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase);

    public string? this[string parameter] => Parameters.GetValueOrDefault(parameter);

    /// <summary>The first challenge that can be met; null where there is none.</summary>
    public static Challenge? Of(HttpResponseMessage response) =>
        response.Headers.WwwAuthenticate
            .Where(header => (header.Parameter?.Length ?? 0) <= Longest)
            .Select(header => new Challenge(header.Scheme, Read(header.Parameter ?? "")))
            .OrderByDescending(challenge => challenge.IsBearer)
            .FirstOrDefault(challenge => challenge.IsBearer || challenge.IsBasic);

    private static Dictionary<string, string> Read(string text)
    {
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (Match match in Parameter().Matches(text))
            parameters[match.Groups[1].Value] = match.Groups[2].Success ? match.Groups[2].Value.Replace("\\", "", StringComparison.Ordinal) : match.Groups[3].Value;
        return parameters;
    }

    [GeneratedRegex("""([A-Za-z_-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))""", RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();
}
