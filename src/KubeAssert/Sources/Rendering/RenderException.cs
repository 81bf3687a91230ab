using System.Text;

namespace KubeAssert;

/// <summary>
/// A program that renders manifests could not be run, or failed. The message says which manifests were to be rendered, how the
/// program ended, what it said, what was run in which folder, and what to do.
/// </summary>
public sealed class RenderException : Exception
{
    internal RenderException(string source, string problem, string fix, string? command = null, string? folder = null, int? exitCode = null, string errorOutput = "", Location? place = null, Exception? cause = null)
        : base(Text(source, problem, fix, command, folder, errorOutput, place), cause)
    {
        Command = command;
        Folder = folder;
        ExitCode = exitCode;
        ErrorOutput = errorOutput;
        Place = place;
        Problem = problem;
    }

    internal RenderException(RenderException first, string? message = null)
        : base(message ?? first.Message, first)
    {
        Command = first.Command;
        Folder = first.Folder;
        ExitCode = first.ExitCode;
        ErrorOutput = first.ErrorOutput;
        Place = first.Place;
        Problem = first.Problem;
    }

    /// <summary>What was run, without values that may be secret; null when nothing was.</summary>
    public string? Command { get; }

    /// <summary>The folder in which it ran.</summary>
    public string? Folder { get; }

    /// <summary>How the program ended; null when it could not be started or was stopped.</summary>
    public int? ExitCode { get; }

    /// <summary>The last lines of the program's error output.</summary>
    public string ErrorOutput { get; }

    /// <summary>The template, line and column that the program complained about, where it said so.</summary>
    public Location? Place { get; }

    /// <summary>What went wrong, in one clause.</summary>
    internal string Problem { get; }

    private static string Text(string source, string problem, string fix, string? command, string? folder, string errorOutput, Location? place)
    {
        var text = new StringBuilder($"Expected {source} to render, but {problem}:\n\n");
        if (place is { } at)
            text.Append("  ").Append(at).Append('\n');
        foreach (var line in errorOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            text.Append("    ").Append(line).Append('\n');
        if (command is not null)
            text.Append("  ran: ").Append(command).Append('\n');
        if (folder is not null)
            text.Append("  in: ").Append(folder).Append('\n');
        return text.Append("  fix: ").Append(fix).ToString();
    }
}
