using System.Globalization;
using System.Text.RegularExpressions;

namespace KubeAssert.Sources;

/// <summary>What kustomize says when it fails, alone or inside kubectl.</summary>
internal sealed partial class KustomizeError
{
    public KustomizeError(string output) => Text = LoggedError().Replace(output, match => "Error: " + Escape().Replace(match.Groups[1].Value, escape => escape.Value switch
    {
        "\\n" => "\n",
        "\\t" => "  ",
        var other => other[1..],
    }));

    /// <summary>The error without the time and the process that kubectl logs around it.</summary>
    public string Text { get; }

    public bool IsUnknownField => Text.Contains("unknown field", StringComparison.Ordinal);

    /// <summary>The file that the error is about, with its line where kustomize says it; null where it names none.</summary>
    /// <param name="folder">The folder of the kustomization.</param>
    /// <param name="name">What messages call that folder.</param>
    public Location? PlaceIn(string folder, string name)
    {
        // each base is looked into from the one that names it; the last one named is where it happened
        var at = Visited().Matches(Text) is { Count: > 0 } visited ? visited[^1].Groups[1].Value : folder;
        if (Malformed().Match(Text) is { Success: true } malformed)
            return Place(malformed.Groups["file"].Value, LineOf(malformed));
        if (IsUnknownField || Text.Contains("invalid Kustomization", StringComparison.Ordinal))
            return NamedFiles.KustomizationIn(at) is { } kustomization ? Place(Path.GetFileName(kustomization), LineOf(InvalidLine().Match(Text))) : null;
        return Missing().Match(Text) is { Success: true } missing ? Place(Path.GetRelativePath(at, missing.Groups[1].Value), 0) : null;

        Location Place(string file, int line) =>
            new(Kustomize.Combined(name, SourcePath.NameOf(Path.GetRelativePath(folder, Path.GetFullPath(file, at)))), line, line == 0 ? 0 : 1);
    }

    private static int LineOf(Match match) => match.Success ? int.Parse(match.Groups["line"].ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex("""^[EF]\d{4} \d\d:\d\d:[\d.]+ +\d+ \S+\] "command failed" err="(.*)"$""", RegexOptions.Multiline, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex LoggedError();

    [GeneratedRegex("(?:recursed accumulation of|couldn't make target for) path '([^']+)'", RegexOptions.None, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Visited();

    [GeneratedRegex(@"yaml: line (?<line>\d+): .*? in File: (?<file>[^\s""']+)", RegexOptions.None, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Malformed();

    [GeneratedRegex(@"invalid Kustomization: yaml: line (?<line>\d+):", RegexOptions.None, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex InvalidLine();

    [GeneratedRegex(@"\\.")]
    private static partial Regex Escape();

    [GeneratedRegex(@"(?:lstat|CreateFile|GetFileAttributesEx) (\S[^:]*(?::[\\/][^:]*)?): (?:no such file or directory|The system cannot find)", RegexOptions.None, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Missing();
}
