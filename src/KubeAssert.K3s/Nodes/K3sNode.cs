using System.Formats.Tar;
using System.IO.Pipelines;
using Docker.DotNet;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Containers;
using KubeAssert.Cluster.Connection;

namespace KubeAssert.Cluster.K3s;

/// <summary>The container that a K3s runs in: what Testcontainers does not say about it, or does in memory only.</summary>
internal sealed class K3sNode(NodeEngine engine, IContainer container)
{
    private const int LogLines = 30;

    public string Id => container.Id;

    public string ShortId => Id[..12];

    public NodeEngine Engine => engine;

    public IContainer Container => container;

    /// <summary>The host and the port of the API for this process.</summary>
    public (string Host, int Port) Address => (engine.IsLocal || container.Hostname == "localhost" ? "127.0.0.1" : container.Hostname, container.GetMappedPublicPort(K3sFacts.ApiPort));

    /// <summary>The text of a file in the container; empty while there is none, with the reason.</summary>
    public async Task<(string Text, string Trouble)> ReadAsync(string path, CancellationToken cancel)
    {
        var result = await container.ExecAsync(["cat", path], cancel).ConfigureAwait(false);
        return result.ExitCode == 0 ? (result.Stdout, "") : ("", Excerpt.Start(result.Stderr.Trim(), 300));
    }

    /// <exception cref="K3sException">It failed.</exception>
    public async Task<string> ExecAsync(IList<string> words, CancellationToken cancel)
    {
        var result = await container.ExecAsync(words, cancel).ConfigureAwait(false);
        return result.ExitCode == 0 ? result.Stdout
            : throw new K3sException($"'{words[0]}' ended with code {result.ExitCode} in the K3s container {ShortId}: {Excerpt.Tail(result.Stderr, 10).Trim()}");
    }

    /// <summary>Copies a file into a folder of the container. It is streamed: image archives are larger than memory.</summary>
    public async Task CopyInAsync(string localPath, string folder, string name, CancellationToken cancel)
    {
        var pipe = new Pipe();
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var writing = WriteTarAsync(pipe.Writer, localPath, name, both.Token);
        var reading = pipe.Reader.AsStream();
        await using (reading.ConfigureAwait(false))
        {
            try
            {
                await engine.Docker.Containers.ExtractArchiveToContainerAsync(Id, new CopyToContainerParameters { Path = folder }, reading, cancel).ConfigureAwait(false);
            }
            catch
            {
                await both.CancelAsync().ConfigureAwait(false);
                await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw;
            }
        }

        await writing.ConfigureAwait(false);
    }

    /// <summary>Why it does not run; null while it does.</summary>
    public async Task<string?> DeathAsync(CancellationToken cancel)
    {
        ContainerInspectResponse inspected;
        try
        {
            inspected = await engine.Docker.Containers.InspectContainerAsync(Id, cancel).ConfigureAwait(false);
        }
        catch (DockerContainerNotFoundException)
        {
            return $"The K3s container {ShortId} is gone.";
        }

        if (inspected.State!.Status is not ("exited" or "dead"))
            return null;
        var memory = inspected.State.OOMKilled ? " (out of memory)" : "";
        return $"The K3s container {ShortId} ended with code {inspected.State.ExitCode}{memory}. Its log ends:\n{await LogAsync(cancel).ConfigureAwait(false)}";
    }

    public async Task<string> LogAsync(CancellationToken cancel)
    {
        var (output, errors) = await container.GetLogsAsync(timestampsEnabled: false, ct: cancel).ConfigureAwait(false);
        return string.Join('\n', Excerpt.Tail(output + errors, LogLines).Split('\n').Select(l => "  " + l.TrimEnd()));
    }

    /// <summary>Removes it with its anonymous volumes.</summary>
    public Task RemoveAsync() => engine.RemoveAsync(Id);

    private static async Task WriteTarAsync(PipeWriter pipe, string localPath, string name, CancellationToken cancel)
    {
        Exception? failure = null;
        try
        {
            var file = File.OpenRead(localPath);
            await using (file.ConfigureAwait(false))
            {
                var writer = new TarWriter(pipe.AsStream(leaveOpen: true), TarEntryFormat.Pax);
                await using (writer.ConfigureAwait(false))
                    await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = file }, cancel).ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            failure = e;
            throw;
        }
        finally
        {
            await pipe.CompleteAsync(failure).ConfigureAwait(false);
        }
    }
}
