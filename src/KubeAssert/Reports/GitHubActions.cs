using System.Text;

namespace KubeAssert.Reports;

/// <summary>What a job on GitHub is told while it runs: nothing anywhere else.</summary>
internal static class GitHubActions
{
    public static bool IsHere(Func<string, string?> environment) => environment("GITHUB_ACTIONS") == "true";

    public static void Tell(ReportData data, TextWriter output, Func<string, string?> environment)
    {
        if (!IsHere(environment))
            return;
        output.Write(GitHubFormat.Write(data));
        output.Flush();
        if (environment("GITHUB_STEP_SUMMARY") is { Length: > 0 } summary)
            File.AppendAllText(summary, MarkdownFormat.Write(data) + "\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }
}
