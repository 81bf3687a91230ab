using System.Globalization;
using System.Text.RegularExpressions;
using KubeAssert.Cluster.Connection;

namespace KubeAssert.Cluster.K3s;

/// <summary>The container that a K3s runs in.</summary>
internal sealed partial class NodeContainer(ContainerCommand command, string id, string host)
{
    private const int LogLines = 30;
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(30);

    public string Id => id;

    /// <summary>The host under which its ports are reached.</summary>
    public string Host => host;

    public ContainerCommand Command => command;

    public static async Task<NodeContainer> StartAsync(ContainerCommand command, K3sOptions options, CancellationToken cancel)
    {
        var host = await HostAsync(command, cancel).ConfigureAwait(false);
        var cgroups = await command.TryAsync(["info", "--format", command.Program.Contains("podman", StringComparison.Ordinal) ? "{{.Host.CgroupsVersion}}" : "{{.CgroupVersion}}"], Quick, cancel).ConfigureAwait(false);
        var isLocal = host == "127.0.0.1";
        List<string> arguments =
        [
            "create",
            "--publish", isLocal ? $"127.0.0.1::{K3sFacts.ApiPort}" : K3sFacts.ApiPort.ToString(CultureInfo.InvariantCulture),
            .. K3sFacts.RunArguments(hasCgroups2: cgroups.Output.Contains('2', StringComparison.Ordinal)),
            .. ContainerLabels.RunArguments(options),
            options.Image,
            .. K3sFacts.ServerArguments(options, host),
        ];
        var id = (await command.RunAsync(arguments, options.StartTimeLimit, cancel).ConfigureAwait(false)).Trim().Split('\n')[^1];
        var container = new NodeContainer(command, id, host);
        try
        {
            if (options.RegistriesYaml is { } registries)
                await container.WriteAsync(registries, K3sFacts.RegistriesPath, cancel).ConfigureAwait(false);
            await command.RunAsync(["start", id], options.StartTimeLimit, cancel).ConfigureAwait(false);
            return container;
        }
        catch
        {
            await container.RemoveAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Containers with a label, on this engine: id and the labels asked for.</summary>
    public static async Task<IReadOnlyList<(string Id, string Host, string Process, string Reuse)>> ListAsync(ContainerCommand command, string label, CancellationToken cancel)
    {
        var ids = await command.RunAsync(["ps", "--all", "--quiet", "--no-trunc", "--filter", "label=" + label], Quick, cancel).ConfigureAwait(false);
        var found = new List<(string, string, string, string)>();
        foreach (var id in ids.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var format = string.Join('|', new[] { ContainerLabels.Host, ContainerLabels.Process, ContainerLabels.Reuse }.Select(l => $"{{{{index .Config.Labels \"{l}\"}}}}"));
            var (code, output, _) = await command.TryAsync(["inspect", "--format", format, id], Quick, cancel).ConfigureAwait(false);
            if (code == 0 && output.Trim().Split('|') is [var host, var process, var reuse])
                found.Add((id, host, process, reuse));
        }

        return found;
    }

    public static async Task<string> HostAsync(ContainerCommand command, CancellationToken cancel)
    {
        var address = Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } given && command.Program.Contains("docker", StringComparison.Ordinal) ? given
            : (await command.TryAsync(["context", "inspect", "--format", "{{.Endpoints.docker.Host}}"], Quick, cancel).ConfigureAwait(false)).Output.Trim();
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "tcp" or "ssh" or "http" or "https" && uri.Host is not ("localhost" or "") ? uri.Host : "127.0.0.1";
    }

    public async Task<int> ApiPortAsync(CancellationToken cancel)
    {
        var output = await command.RunAsync(["port", id, $"{K3sFacts.ApiPort}/tcp"], Quick, cancel).ConfigureAwait(false);
        var match = PortAtEnd().Match(output.Trim().Split('\n')[0]);
        return match.Success ? int.Parse(match.Value, CultureInfo.InvariantCulture)
            : throw new K3sException($"The container's port {K3sFacts.ApiPort} is published nowhere: {output.Trim()}");
    }

    /// <summary>The text of a file in the container; null while there is none.</summary>
    public async Task<string?> ReadAsync(string path, CancellationToken cancel)
    {
        var (code, output, _) = await command.TryAsync(["exec", id, "cat", path], Quick, cancel).ConfigureAwait(false);
        return code == 0 && output.Length > 0 ? output : null;
    }

    public async Task CopyInAsync(string localPath, string path, TimeSpan timeLimit, CancellationToken cancel) =>
        await command.RunAsync(["cp", localPath, $"{id}:{path}"], timeLimit, cancel).ConfigureAwait(false);

    public Task<string> ExecAsync(IReadOnlyList<string> words, TimeSpan timeLimit, CancellationToken cancel) =>
        command.RunAsync(["exec", id, .. words], timeLimit, cancel);

    /// <summary>Why it is not running; null while it is.</summary>
    public async Task<string?> DeathAsync(CancellationToken cancel)
    {
        var (code, output, errors) = await command.TryAsync(["inspect", "--format", "{{.State.Running}} {{.State.ExitCode}} {{.State.OOMKilled}}", id], Quick, cancel).ConfigureAwait(false);
        if (code == -1 || output.StartsWith("true", StringComparison.Ordinal))
            return null;
        if (code != 0)
            return $"The K3s container {id[..Math.Min(12, id.Length)]} is gone: {errors.Trim()}";

        var parts = output.Trim().Split(' ');
        return $"The K3s container {id[..Math.Min(12, id.Length)]} ended with code {parts[1]}{(parts is [.., "true"] ? " (out of memory)" : "")}. Its log ends:\n{await LogAsync(cancel).ConfigureAwait(false)}";
    }

    public async Task<string> LogAsync(CancellationToken cancel)
    {
        var (_, output, errors) = await command.TryAsync(["logs", "--tail", LogLines.ToString(CultureInfo.InvariantCulture), id], Quick, cancel).ConfigureAwait(false);
        return string.Join('\n', Excerpt.Tail(output + errors, LogLines).Split('\n').Select(l => "  " + l.TrimEnd()));
    }

    /// <summary>Removes it with its anonymous volumes.</summary>
    public Task RemoveAsync() => command.TryAsync(["rm", "--force", "--volumes", id], TimeSpan.FromSeconds(60), CancellationToken.None);

    private async Task WriteAsync(string text, string path, CancellationToken cancel)
    {
        // folders are copied with their way to them: the target's folder need not exist in the image
        var root = Directory.CreateTempSubdirectory("kubeassert-");
        try
        {
            var local = Path.Combine(root.FullName, path.TrimStart('/'));
            Directory.CreateDirectory(Path.GetDirectoryName(local)!);
            await File.WriteAllTextAsync(local, text, cancel).ConfigureAwait(false);
            await CopyInAsync(root.FullName + "/.", "/", Quick, cancel).ConfigureAwait(false);
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    [GeneratedRegex("[0-9]+$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PortAtEnd();
}
