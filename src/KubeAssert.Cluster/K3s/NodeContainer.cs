using System.Globalization;
using System.Text.RegularExpressions;
using KubeAssert.Cluster.Connection;

namespace KubeAssert.Cluster.K3s;

/// <summary>The container that a K3s runs in.</summary>
internal sealed partial class NodeContainer(ContainerEngine engine, string id)
{
    private const int LogLines = 30;
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(30);

    public string Id => id;

    public string ShortId => id[..Math.Min(12, id.Length)];

    public ContainerEngine Engine => engine;

    private ContainerCommand Command => engine.Command;

    /// <summary>All arguments of the command that creates a node's container.</summary>
    public static IReadOnlyList<string> CreateArguments(K3sOptions options, ContainerEngine engine) =>
        ["create", .. RunArguments(engine), .. ContainerLabels.Arguments(options, Fingerprint(options, engine)), .. NodeArguments(options, engine)];

    /// <summary>A short text that differs where a node is asked for that would be started otherwise.</summary>
    public static string Fingerprint(K3sOptions options, ContainerEngine engine) =>
        ContainerLabels.Hash(string.Join('\n', [.. RunArguments(engine), .. NodeArguments(options, engine), options.RegistriesYaml ?? ""]));

    /// <summary>Makes the container without starting it. Its image is pulled where it is not there.</summary>
    public static async Task<NodeContainer> CreateAsync(ContainerEngine engine, K3sOptions options, CancellationToken cancel)
    {
        var id = (await engine.Command.RunAsync(CreateArguments(options, engine), options.StartTimeLimit, cancel).ConfigureAwait(false)).Trim().Split('\n')[^1];
        return new NodeContainer(engine, id);
    }

    public async Task StartAsync(K3sOptions options, CancellationToken cancel)
    {
        if (options.RegistriesYaml is { } registries)
            await WriteAsync(registries, K3sFacts.RegistriesPath, cancel).ConfigureAwait(false);
        await Command.RunAsync(["start", id], options.StartTimeLimit, cancel).ConfigureAwait(false);
    }

    /// <summary>Containers with a label, on this engine, with the values of some labels: empty where there is no such.</summary>
    public static async Task<IReadOnlyList<(string Id, IReadOnlyList<string> Values)>> ListAsync(ContainerCommand command, string label, IReadOnlyList<string> labels, CancellationToken cancel)
    {
        var listed = await command.RunAsync(["ps", "--all", "--quiet", "--no-trunc", "--filter", "label=" + label], Quick, cancel).ConfigureAwait(false);
        var ids = listed.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (ids.Length == 0)
            return [];

        // it fails where one has gone meanwhile, and prints the others all the same
        var format = string.Join('|', labels.Select(l => $"{{{{index .Config.Labels \"{l}\"}}}}").Prepend("{{.Id}}"));
        var (_, output, _) = await command.TryAsync(["container", "inspect", "--format", format, .. ids], Quick, cancel).ConfigureAwait(false);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(l => l.Split('|'))
            .Where(p => p.Length == labels.Count + 1)
            .Select(p => (p[0], (IReadOnlyList<string>)p[1..].Select(v => v == "<no value>" ? "" : v).ToArray())).ToList();
    }

    public async Task<int> ApiPortAsync(CancellationToken cancel)
    {
        var output = await Command.RunAsync(["port", id, $"{K3sFacts.ApiPort}/tcp"], Quick, cancel).ConfigureAwait(false);
        var match = PortAtEnd().Match(ContainerCommand.FirstLine(output));
        return match.Success ? int.Parse(match.Value, CultureInfo.InvariantCulture)
            : throw new K3sException($"The container's port {K3sFacts.ApiPort} is published nowhere: {output.Trim()}");
    }

    /// <summary>The text of a file in the container; empty while there is none, with the reason.</summary>
    public async Task<(string Text, string Trouble)> ReadAsync(string path, CancellationToken cancel)
    {
        var (code, output, errors) = await Command.TryAsync(["exec", id, "cat", path], Quick, cancel).ConfigureAwait(false);
        return code == 0 ? (output, "") : ("", Excerpt.Start(errors.Trim(), 300));
    }

    public async Task CopyInAsync(string localPath, string path, TimeSpan timeLimit, CancellationToken cancel) =>
        await Command.RunAsync(["cp", localPath, $"{id}:{path}"], timeLimit, cancel).ConfigureAwait(false);

    public Task<string> ExecAsync(IReadOnlyList<string> words, TimeSpan timeLimit, CancellationToken cancel) =>
        Command.RunAsync(["exec", id, .. words], timeLimit, cancel);

    /// <summary>The engine's word for what it does: <c>created</c>, <c>running</c>, <c>exited</c>; null where it is gone.</summary>
    public async Task<string?> StatusAsync(CancellationToken cancel)
    {
        var (code, output, _) = await Command.TryAsync(["container", "inspect", "--format", "{{.State.Status}}", id], Quick, cancel).ConfigureAwait(false);
        return code == 0 ? output.Trim() : null;
    }

    /// <summary>Why it is not running; null while it is.</summary>
    public async Task<string?> DeathAsync(CancellationToken cancel)
    {
        var (code, output, errors) = await Command.TryAsync(["container", "inspect", "--format", "{{.State.Running}} {{.State.ExitCode}} {{.State.OOMKilled}}", id], Quick, cancel).ConfigureAwait(false);
        if (code == -1 || output.StartsWith("true", StringComparison.Ordinal))
            return null;
        if (code != 0)
            return $"The K3s container {ShortId} is gone: {errors.Trim()}";

        var parts = output.Trim().Split(' ');
        return $"The K3s container {ShortId} ended with code {parts[1]}{(parts is [.., "true"] ? " (out of memory)" : "")}. Its log ends:\n{await LogAsync(cancel).ConfigureAwait(false)}";
    }

    public async Task<string> LogAsync(CancellationToken cancel)
    {
        var (_, output, errors) = await Command.TryAsync(["logs", "--tail", LogLines.ToString(CultureInfo.InvariantCulture), id], Quick, cancel).ConfigureAwait(false);
        return string.Join('\n', Excerpt.Tail(output + errors, LogLines).Split('\n').Select(l => "  " + l.TrimEnd()));
    }

    /// <summary>Removes it with its anonymous volumes.</summary>
    public Task RemoveAsync() => Command.TryAsync(["rm", "--force", "--volumes", id], TimeSpan.FromSeconds(60), CancellationToken.None);

    private static IEnumerable<string> RunArguments(ContainerEngine engine) =>
    [
        "--publish", engine.IsLocal ? $"{ContainerEngine.Loopback}::{K3sFacts.ApiPort}" : K3sFacts.ApiPort.ToString(CultureInfo.InvariantCulture),
        .. K3sFacts.ContainerArguments(engine.HasCgroups1),
    ];

    private static IEnumerable<string> NodeArguments(K3sOptions options, ContainerEngine engine) =>
        [options.Image, .. K3sFacts.ServerArguments(options, engine.Host, engine.HasCgroups1)];

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
