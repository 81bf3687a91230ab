using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace KubeAssert.Cluster.K3s;

/// <summary>The <c>docker</c> or <c>podman</c> command: it knows about contexts and DOCKER_HOST, so nothing here has to.</summary>
internal sealed class ContainerCommand(string program, bool isPodman)
{
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(20);

    public string Program => program;

    /// <summary>Whether it is Podman, under whatever name: some systems call it <c>docker</c>.</summary>
    public bool IsPodman => isPodman;

    /// <summary>The first command whose engine answers.</summary>
    /// <returns>The command, or why there is none.</returns>
    public static async Task<(ContainerCommand? Command, string Reason)> FindAsync(string? wanted, CancellationToken cancel)
    {
        var reasons = new List<string>();
        foreach (var program in wanted is null ? ["docker", "podman"] : new[] { wanted })
        {
            var (code, version, _) = await TryAsync(program, ["--version"], Quick, cancel).ConfigureAwait(false);
            if (code is null)
            {
                reasons.Add($"there is no command '{program}'");
                continue;
            }

            var command = new ContainerCommand(program, version.StartsWith("podman", StringComparison.OrdinalIgnoreCase));
            var (answered, _, errors) = await command.TryAsync(["version", "--format", "{{.Server.Version}}"], Quick, cancel).ConfigureAwait(false);
            if (answered == 0)
                return (command, "");
            reasons.Add($"'{program}' does not reach its engine ({FirstLine(errors)})");
        }

        return (null, string.Join(", and ", reasons));
    }

    /// <returns>What it printed.</returns>
    /// <exception cref="K3sException">It failed; the message holds what it said.</exception>
    public async Task<string> RunAsync(IReadOnlyList<string> arguments, TimeSpan timeLimit, CancellationToken cancel)
    {
        var (code, output, errors) = await TryAsync(arguments, timeLimit, cancel).ConfigureAwait(false);
        return code switch
        {
            0 => output,
            null => throw new K3sException($"There is no command '{program}'. Install Docker or Podman."),
            -1 => throw new K3sException($"'{program} {arguments[0]}' gave {errors}."),
            _ => throw new K3sException($"'{program} {arguments[0]}' ended with code {code}: {Connection.Excerpt.Tail(errors, 10).Trim()}"),
        };
    }

    /// <returns>The exit code, null where the command does not exist, -1 where it took too long; and what it printed.</returns>
    public Task<(int? Code, string Output, string Errors)> TryAsync(IReadOnlyList<string> arguments, TimeSpan timeLimit, CancellationToken cancel) =>
        TryAsync(program, arguments, timeLimit, cancel);

    public static string FirstLine(string text) => text.Trim().Split('\n')[0].Trim();

    private static async Task<(int? Code, string Output, string Errors)> TryAsync(string program, IReadOnlyList<string> arguments, TimeSpan timeLimit, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8, StandardErrorEncoding = Encoding.UTF8 };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return (null, "", "");
        }

        using var limit = new CancellationTokenSource(timeLimit);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(either.Token);
            var output = await process.StandardOutput.ReadToEndAsync(either.Token).ConfigureAwait(false);
            await process.WaitForExitAsync(either.Token).ConfigureAwait(false);
            return (process.ExitCode, output, await errors.ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (-1, "", $"no answer within {timeLimit.TotalSeconds:0} s");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
