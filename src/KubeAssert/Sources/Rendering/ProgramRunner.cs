using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using KubeAssert.Yaml;

namespace KubeAssert.Sources;

/// <summary>
/// Runs a program: never through a shell, within a time limit that ends all its children too, with as much memory as a text of
/// manifests may take. Its streams have threads of their own, so that a busy thread pool can't hold it up.
/// </summary>
internal static class ProgramRunner
{
    /// <summary>How long the output may stay open after the program's end: something it left behind may hold it.</summary>
    private static readonly TimeSpan AfterEnd = TimeSpan.FromSeconds(2);

    private const int StartTries = 5;
    private const int TextFileBusy = 26;

    /// <summary>Runs the program to its end.</summary>
    /// <param name="source">What is rendered, for messages.</param>
    /// <exception cref="RenderException">The program is missing, fails, takes too long or prints too much.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled; the program is stopped.</exception>
    public static string Run(Invocation invocation, string source, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var process = Start(invocation, source);
        var output = new MemoryStream();
        var error = new ErrorTail();
        var isTooMuch = false;

        var reading = new[]
        {
            InBackground(() => isTooMuch = !ReadAll(process.StandardOutput.BaseStream, output, process)),
            InBackground(() => ReadAll(process.StandardError.BaseStream, error)),
        };
        InBackground(() => Write(process.StandardInput.BaseStream, invocation.Input));

        bool isInTime;
        using (cancellation.Register(() => End(process)))
            isInTime = process.WaitForExit(Milliseconds(invocation.TimeLimit));
        if (!isInTime)
            End(process);
        var deadline = Stopwatch.GetTimestamp();
        foreach (var thread in reading)
            thread.Join(Milliseconds(Max(AfterEnd - Stopwatch.GetElapsedTime(deadline), TimeSpan.FromMilliseconds(1))));

        cancellation.ThrowIfCancellationRequested();
        var name = Path.GetFileName(invocation.Program);
        if (isTooMuch)
            throw Failure(invocation, source, $"{name} printed more than {Limits.Length / (1024 * 1024)} MB", "render less at a time", null, error);
        if (!isInTime)
            throw Failure(invocation, source, $"{name} had not ended after {Seconds(invocation.TimeLimit)}", "see what it waits for, or give it a longer time limit", null, error);
        lock (output)
            return process.ExitCode == 0
                ? Encoding.UTF8.GetString(output.GetBuffer(), 0, (int)output.Length)
                : throw Failure(invocation, source, $"{name} ended with exit code {process.ExitCode}", "correct what it complains about", process.ExitCode, error);
    }

    private static Process Start(Invocation invocation, string source)
    {
        if (!Directory.Exists(invocation.Folder))
            throw new RenderException(source, "the folder to run in does not exist", "correct the folder", invocation.ToString(), invocation.Folder);

        var path = invocation.Variable("PATH");
        var program = ProgramPath.Find(invocation.Program, invocation.Folder, path) ?? throw Missing(invocation, source, path);
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = invocation.Folder,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in invocation.Arguments)
            start.ArgumentList.Add(argument.Value);
        foreach (var (name, value) in invocation.Environment)
            start.Environment[name] = value;

        for (var tries = 1; ; tries++)
        {
            try
            {
                return Process.Start(start)!;
            }
            catch (Win32Exception e) when (e.NativeErrorCode == TextFileBusy && tries < StartTries)
            {
                // written a moment ago, and still open in another process that was just being started
                Thread.Sleep(20 * tries);
            }
            catch (Win32Exception e)
            {
                throw new RenderException(source, $"{program} can't be started: {e.Message}", "see that it is a program for this machine that the test's user may run", invocation.ToString(), invocation.Folder, cause: e);
            }
        }
    }

    private static RenderException Missing(Invocation invocation, string source, string? path)
    {
        if (ProgramPath.FindScript(invocation.Program, invocation.Folder, path) is { } script)
            return new RenderException(source, $"{script} is a script that only a shell can run", "name the program that the script starts, such as node, and the file that it runs as the first argument", invocation.ToString(), invocation.Folder);
        var place = ProgramPath.IsPath(invocation.Program) ? $"there is no program {invocation.Program}" : $"there is no {invocation.Program} on the PATH";
        return new RenderException(source, place, invocation.Install, invocation.ToString(), invocation.Folder);
    }

    private static RenderException Failure(Invocation invocation, string source, string problem, string fix, int? exitCode, ErrorTail error) =>
        new(source, problem, fix, invocation.ToString(), invocation.Folder, exitCode, error.ToString());

    private static Thread InBackground(Action action)
    {
        var thread = new Thread(() =>
        {
            try
            {
                action();
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
            {
                // the other end was closed
            }
        }, maxStackSize: 256 * 1024) { IsBackground = true };
        thread.Start();
        return thread;
    }

    /// <summary>Reads to the end and closes the stream, which a process leaves to whoever has asked for it. False if there is more than a text may have; the program is ended then.</summary>
    private static bool ReadAll(Stream stream, MemoryStream output, Process process)
    {
        using var opened = stream;
        var buffer = new byte[64 * 1024];
        while (stream.Read(buffer) is var count and > 0)
        {
            lock (output)
            {
                if (output.Length + count > Limits.Length)
                {
                    End(process);
                    return false;
                }

                output.Write(buffer, 0, count);
            }
        }

        return true;
    }

    private static void ReadAll(Stream stream, ErrorTail error)
    {
        using var opened = stream;
        var buffer = new byte[16 * 1024];
        while (stream.Read(buffer) is var count and > 0)
            error.Add(buffer.AsSpan(0, count));
    }

    private static void Write(Stream stream, string? input)
    {
        using (stream)
        {
            if (input is not null)
                stream.Write(Encoding.UTF8.GetBytes(input));
        }
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(Milliseconds(AfterEnd));
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or NotSupportedException or AggregateException)
        {
            // it has ended by itself
        }
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + " s";

    private static int Milliseconds(TimeSpan time) => (int)Math.Clamp(time.TotalMilliseconds, 1, int.MaxValue);

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
