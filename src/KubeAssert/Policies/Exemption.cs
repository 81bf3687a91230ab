using System.Globalization;
using System.Text.RegularExpressions;

namespace KubeAssert;

/// <summary>A finding that a team lives with: which rule, on which object, why, and until when. Immutable.</summary>
public sealed record Exemption
{
    /// <summary>The rule's id.</summary>
    public required string RuleId { get; init; }

    /// <summary>The object as <c>Kind/name</c> or <c>namespace/Kind/name</c>, <c>*</c> standing for any text: <c>Deployment/legacy</c>, <c>*/*</c>.</summary>
    public required string Target { get; init; }

    /// <summary>The container that is meant, by name.</summary>
    /// <value>Null: the object as a whole, whatever its containers.</value>
    public string? Container { get; init; }

    /// <summary>Why; never empty.</summary>
    public required string Reason { get; init; }

    /// <summary>The last day on which it holds.</summary>
    /// <value>Null: it never ends.</value>
    public DateOnly? Until { get; init; }

    /// <summary>Where it was written: a call in code, a line in a policy file, an annotation.</summary>
    public Location Location { get; init; }

    /// <summary>Rule, object, reason in one line.</summary>
    public override string ToString() =>
        $"{RuleId} for {Target}{(Container is null ? "" : $" container {Container}")}{(Until is { } day ? $" until {day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}" : "")}: {Reason}";

    internal bool HasExpired(DateOnly today) => Until is { } day && day < today;

    /// <summary>Whether it excuses what a finding is about; that the finding is of its rule is for the caller to see to.</summary>
    internal bool Covers(Finding finding, ManifestSet manifests) =>
        finding.Manifest is { } manifest
        && Names(manifest, manifests)
        && (Container is null || ContainerOf(finding, manifest) == Container);

    internal bool Names(Manifest manifest, ManifestSet manifests) =>
        Like(Target, manifest.ToString()) || Like(Target, $"{manifests.NamespaceOf(manifest)}/{manifest}");

    /// <summary>The name of the container that a finding's path leads into.</summary>
    private static string? ContainerOf(Finding finding, Manifest manifest)
    {
        var match = Regex.Match(finding.Path, @"^(.*?\b(?:containers|initContainers|ephemeralContainers)\[[0-9]+\])", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        return match.Success && manifest.Select(match.Groups[1].Value) is [var container] ? container["name"].Text : null;
    }

    internal static bool Like(string pattern, string text)
    {
        if (!pattern.Contains('*', StringComparison.Ordinal))
            return pattern == text;

        // '*' stands for any text: greedy left to right, linear
        var parts = pattern.Split('*');
        if (!text.StartsWith(parts[0], StringComparison.Ordinal))
            return false;
        var at = parts[0].Length;
        foreach (var part in parts[1..^1])
        {
            var found = text.IndexOf(part, at, StringComparison.Ordinal);
            if (found < 0)
                return false;
            at = found + part.Length;
        }

        return text.Length - at >= parts[^1].Length && text.EndsWith(parts[^1], StringComparison.Ordinal);
    }
}
