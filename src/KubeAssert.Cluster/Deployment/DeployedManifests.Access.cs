using System.Globalization;
using System.Text;
using System.Text.Json;
using KubeAssert.Cluster.Connection;
using KubeAssert.Cluster.Deploying;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster;

public sealed partial class DeployedManifests
{
    /// <summary>What a container of a workload has printed.</summary>
    /// <param name="workload">The workload or pod; of several pods a ready one is asked.</param>
    /// <param name="container">The container; null for the only one, or the default one.</param>
    /// <param name="previous">Whether to read the instance before the current one.</param>
    /// <param name="lines">How many of the last lines; null for all, up to 1 MiB.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The text; empty where there is none.</returns>
    /// <exception cref="KubeApiException">There is no such workload.</exception>
    public async Task<string> LogsAsync(string workload, string? container = null, bool previous = false, int? lines = null, CancellationToken cancellationToken = default)
    {
        var (@namespace, pod) = await Pods.OneAsync(workload, cancellationToken).ConfigureAwait(false);
        return await new PodLogs(Cluster.Connection.Client).ReadAsync(@namespace, NameOf(pod), container ?? DefaultContainer(pod), previous, lines, cancellationToken).ConfigureAwait(false) ?? "";
    }

    /// <summary>Runs a command in a workload's container. No shell reads it: <c>"sh", "-c", "..."</c> brings one.</summary>
    /// <exception cref="KubeApiException">There is no such workload, or the command could not be run.</exception>
    public Task<ExecResult> ExecAsync(string workload, params string[] command) => ExecAsync(workload, null, command, null, default);

    /// <summary>Runs a command in a workload's container.</summary>
    /// <param name="workload">The workload or pod; of several pods a ready one is asked.</param>
    /// <param name="container">The container; null for the only one, or the default one.</param>
    /// <param name="command">The program and its arguments; no shell reads them.</param>
    /// <param name="input">What it reads; null for nothing.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KubeApiException">There is no such workload, or the command could not be run.</exception>
    public async Task<ExecResult> ExecAsync(string workload, string? container, IReadOnlyList<string> command, Stream? input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (command.Count == 0)
            throw new ArgumentException("A command has a program at least.", nameof(command));
        using var output = new MemoryStream();
        var (code, errors) = await RunAsync(workload, container, command, input, output, cancellationToken).ConfigureAwait(false);
        return new ExecResult(code, Encoding.UTF8.GetString(output.ToArray()), errors);
    }

    /// <summary>Makes a port of a workload's pod reachable on this machine, until this is disposed of. A pod that was replaced is followed by its successor.</summary>
    /// <returns>The port on 127.0.0.1.</returns>
    public async Task<int> PortForwardAsync(string workload, int port, CancellationToken cancellationToken = default)
    {
        await Pods.OneAsync(workload, cancellationToken).ConfigureAwait(false);
        return Forward(async cancel => (await Pods.OneAsync(workload, cancel).ConfigureAwait(false), port));
    }

    /// <summary>An address on this machine that leads to a Service's pods, until this is disposed of.</summary>
    /// <param name="service">The Service's name.</param>
    /// <param name="port">Its port, by name or number; null for the first.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KubeApiException">There is no such Service, or it selects no pod.</exception>
    public async Task<Uri> ServiceUrlAsync(string service, string? port = null, CancellationToken cancellationToken = default)
    {
        var (@namespace, item) = await Pods.ServiceAsync(service, cancellationToken).ConfigureAwait(false);
        var entry = ServicePort(item, service, port);
        await TargetAsync(cancellationToken).ConfigureAwait(false);
        var local = Forward(TargetAsync);
        return new Uri(string.Create(CultureInfo.InvariantCulture, $"{(IsHttps(entry) ? "https" : "http")}://127.0.0.1:{local}/"));

        async Task<((string, JsonElement), int)> TargetAsync(CancellationToken cancel)
        {
            var pod = await Pods.SelectedAsync(@namespace, item.Get("spec").StringMap("selector"), "Service/" + service, cancel).ConfigureAwait(false);
            return ((@namespace, pod), TargetPort(entry, pod, service));
        }
    }

    /// <summary>Copies a file or folder of this machine into a container, which must have <c>tar</c>.</summary>
    /// <param name="workload">The workload or pod.</param>
    /// <param name="localPath">The file or folder.</param>
    /// <param name="remoteFolder">The folder to put it into; it is made if need be.</param>
    /// <param name="container">The container; null for the only one, or the default one.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task CopyToAsync(string workload, string localPath, string remoteFolder, string? container = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(remoteFolder);
        var root = remoteFolder.StartsWith('/') ? "/" : ".";
        var folder = remoteFolder.Trim('/');
        using var archive = TarFiles.Pack(localPath, folder.Length == 0 ? "" : folder + "/");
        using var output = new MemoryStream();
        var (code, errors) = await RunAsync(workload, container, ["tar", "xmf", "-", "-C", root], archive, output, cancellationToken).ConfigureAwait(false);
        if (code != 0)
            throw new KubeApiException($"{localPath} could not be copied to {workload}:{remoteFolder}: tar ended with code {code}: {errors.Trim()}", null);
    }

    /// <summary>Copies a file or folder of a container, which must have <c>tar</c>, to this machine.</summary>
    /// <param name="workload">The workload or pod.</param>
    /// <param name="remotePath">The file or folder.</param>
    /// <param name="localFolder">The folder to put it into; it is made if need be.</param>
    /// <param name="container">The container; null for the only one, or the default one.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task CopyFromAsync(string workload, string remotePath, string localFolder, string? container = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(remotePath);
        var trimmed = remotePath.TrimEnd('/');
        var slash = trimmed.LastIndexOf('/');
        var (folder, name) = slash < 0 ? (".", trimmed) : (slash == 0 ? "/" : trimmed[..slash], trimmed[(slash + 1)..]);
        using var archive = new MemoryStream();
        var (code, errors) = await RunAsync(workload, container, ["tar", "cf", "-", "-C", folder, name], null, archive, cancellationToken).ConfigureAwait(false);
        if (code != 0)
            throw new KubeApiException($"{workload}:{remotePath} could not be copied: tar ended with code {code}: {errors.Trim()}", null);
        archive.Position = 0;
        TarFiles.Unpack(archive, localFolder);
    }

    private async Task<(int, string)> RunAsync(string workload, string? container, IReadOnlyList<string> command, Stream? input, Stream output, CancellationToken cancel)
    {
        var (@namespace, pod) = await Pods.OneAsync(workload, cancel).ConfigureAwait(false);
        return await new PodExec(Cluster.Connection.Client).RunAsync(@namespace, NameOf(pod), container ?? DefaultContainer(pod), command, input, output, cancel).ConfigureAwait(false);
    }

    private int Forward(Func<CancellationToken, Task<((string Namespace, JsonElement Pod) Target, int Port)>> target)
    {
        var forward = new PodPortForward(Cluster.Connection.Client, async cancel =>
        {
            var ((@namespace, pod), port) = await target(cancel).ConfigureAwait(false);
            return (@namespace, NameOf(pod), port);
        });
        lock (_forwards)
            _forwards.Add(forward);
        return forward.LocalPort;
    }

    internal static JsonElement ServicePort(JsonElement service, string name, string? wanted)
    {
        var ports = service.Get("spec").Items("ports").ToList();
        var found = wanted is null ? ports.FirstOrDefault() : ports.FirstOrDefault(p => p.Text("name") == wanted || p.Int("port").ToString(CultureInfo.InvariantCulture) == wanted);
        return found.ValueKind == JsonValueKind.Object ? found : throw new KubeApiException(
            $"Service/{name} has no port {wanted}; it has {string.Join(", ", ports.Select(p => $"{p.Text("name")} {p.Int("port")}".Trim()))}.", null);
    }

    private static bool IsHttps(JsonElement port) =>
        port.Int("port") == 443 || port.Text("name")?.StartsWith("https", StringComparison.Ordinal) == true || port.Text("appProtocol") is "https" or "HTTPS";

    private static int TargetPort(JsonElement port, JsonElement pod, string service)
    {
        if (port.Get("targetPort").ValueKind != JsonValueKind.String)
            return port.IntOrNull("targetPort") ?? port.Int("port");
        var name = port.Text("targetPort")!;
        return pod.Get("spec").Items("containers").Concat(pod.Get("spec").Items("initContainers")).SelectMany(c => c.Items("ports"))
            .FirstOrDefault(p => p.Text("name") == name).IntOrNull("containerPort")
            ?? throw new KubeApiException($"Service/{service} sends to the port '{name}', which no container of pod {NameOf(pod)} has.", null);
    }

    private static string NameOf(JsonElement item) => item.Get("metadata").Text("name")!;

    private static string? DefaultContainer(JsonElement pod) =>
        pod.Get("metadata").Get("annotations").Text("kubectl.kubernetes.io/default-container") ?? pod.Get("spec").Items("containers").FirstOrDefault().Text("name");
}

/// <summary>What a command in a container did.</summary>
/// <param name="ExitCode">Its exit code; 0 for success.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Errors">What it printed to standard error.</param>
public sealed record ExecResult(int ExitCode, string Output, string Errors);
