using System.Diagnostics;

namespace KubeAssert.Xunit.Tests;

/// <summary>Runs <c>dotnet</c> and reads what it says; an end within the given time or a failure that shows the output so far.</summary>
internal static class TestProcess
{
    public static string Built(string project) =>
        Path.Combine(AppContext.BaseDirectory.Replace("KubeAssert.Xunit.Tests", project, StringComparison.Ordinal), project + ".dll");

    /// <summary>An example's tests, built beside these.</summary>
    public static string BuiltExample(string example) =>
        Built($"{example}.Tests").Replace(
            Path.Combine("tests", $"{example}.Tests"), Path.Combine("examples", example, "tests", $"{example}.Tests"), StringComparison.Ordinal);

    /// <returns>The exit code and all that was written.</returns>
    public static async Task<(int Code, string Output)> RunAsync(
        string[] arguments, string? folder = null, IReadOnlyDictionary<string, string>? environment = null, int seconds = 120)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? "" };
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        // a build of its own, not a part of the one that runs this test
        foreach (var key in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.Ordinal) && k != "MSBUILDDISABLENODEREUSE").ToList())
            start.Environment.Remove(key);
        foreach (var (key, value) in environment ?? new Dictionary<string, string>())
            start.Environment[key] = value;

        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, (await output + await errors).ReplaceLineEndings("\n"));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} did not end within {seconds} s.");
        }
    }
}
