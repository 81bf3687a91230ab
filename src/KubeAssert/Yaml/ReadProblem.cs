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

/// <summary>Some of the texts could not be read; all their problems are in the message.</summary>
public sealed class ManifestReadException : Exception
{
    internal ManifestReadException(IReadOnlyList<ReadProblem> problems)
        : base($"{problems.Count} {(problems.Count == 1 ? "problem" : "problems")} while reading manifests:\n\n  " + string.Join("\n  ", problems)) =>
        Problems = problems;

    /// <summary>Every problem of every text.</summary>
    public IReadOnlyList<ReadProblem> Problems { get; }
}
