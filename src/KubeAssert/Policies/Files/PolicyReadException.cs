namespace KubeAssert;

/// <summary>A policy file or a baseline could not be read; all its problems are in the message.</summary>
public sealed class PolicyReadException : Exception
{
    internal PolicyReadException(IReadOnlyList<ReadProblem> problems)
        : base($"{problems.Count} {(problems.Count == 1 ? "problem" : "problems")} in the policy's files:\n\n  " + string.Join("\n  ", problems)) =>
        Problems = problems;

    /// <summary>Every problem of every file.</summary>
    public IReadOnlyList<ReadProblem> Problems { get; }
}
