using System.Runtime.CompilerServices;
using KubeAssert.Loading;

namespace KubeAssert.Findings;

/// <summary>Removes from a sentence what the object that it is about keeps secret, wherever the sentence quotes it from.</summary>
internal static class SecretTexts
{
    private const string Removed = "<redacted>";

    /// <summary>Shorter values stand in too many sentences by chance.</summary>
    private const int Shortest = 4;

    /// <summary>Messages cut long values: so many characters tell that one begins.</summary>
    private const int Beginning = 16;

    private static readonly ConditionalWeakTable<Manifest, string[]> Known = [];

    public static string Remove(Manifest? manifest, string text)
    {
        if (manifest is null || text.Length < Shortest)
            return text;
        foreach (var secret in Known.GetValue(manifest, Collect))
            text = Remove(text, secret);
        return text;
    }

    private static string[] Collect(Manifest manifest) =>
        [.. SecretContent.TextsIn(manifest.Root)
            .SelectMany(text => text.Split('\n').Append(text)).Select(text => text.Trim()).Where(text => text.Length >= Shortest)
            .Distinct(StringComparer.Ordinal).OrderByDescending(text => text.Length)];

    private static string Remove(string text, string secret)
    {
        var beginning = secret[..Math.Min(secret.Length, Beginning)];
        var at = text.IndexOf(beginning, StringComparison.Ordinal);
        while (at >= 0)
        {
            var length = text.AsSpan(at).CommonPrefixLength(secret);
            text = string.Concat(text.AsSpan(0, at), Removed, text.AsSpan(at + length));
            at = text.IndexOf(beginning, at + Removed.Length, StringComparison.Ordinal);
        }

        return text;
    }
}
