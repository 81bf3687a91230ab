using KubeAssert.Texts;

namespace KubeAssert;

/// <summary>Why a text could not be read as manifests.</summary>
/// <param name="Location">Where.</param>
/// <param name="Message">What is wrong, in one sentence.</param>
/// <param name="Fix">What to do.</param>
public sealed record ReadProblem(Location Location, string Message, string Fix)
{
    /// <summary>The problem in one line: place, message, fix.</summary>
    public override string ToString() => $"{Location}: {VisibleText.Of(Message, VisibleText.LongestSentence)}; {Fix}";
}

/// <summary>Some of the texts could not be read; the message holds the first ten problems and how many more there are.</summary>
public sealed class ManifestReadException : Exception
{
    private const int MostTold = 10;

    internal ManifestReadException(IReadOnlyList<ReadProblem> problems, string? message = null)
        : base(message ?? Text(problems)) =>
        Problems = problems;

    /// <summary>Every problem of every text.</summary>
    public IReadOnlyList<ReadProblem> Problems { get; }

    private static string Text(IReadOnlyList<ReadProblem> problems)
    {
        var noun = problems.Count == 1 ? "problem" : "problems";
        var more = problems.Count > MostTold ? $"\n  ... and {problems.Count - MostTold} more" : "";
        return $"{problems.Count} {noun} while reading manifests:\n\n  {string.Join("\n  ", problems.Take(MostTold))}{more}";
    }
}
