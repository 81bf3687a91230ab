using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Connection;

/// <summary>Runs a command in a container.</summary>
internal sealed class PodExec(ApiClient client)
{
    private const byte StandardInput = 0;
    private const byte StandardOutput = 1;
    private const byte StandardError = 2;
    private const byte Outcome = 3;
    private const int LargestInput = 32 * 1024;

    /// <param name="namespace">The pod's namespace.</param>
    /// <param name="pod">The pod.</param>
    /// <param name="container">The container; null for the only one, or the default one.</param>
    /// <param name="command">The program and its arguments; no shell reads them.</param>
    /// <param name="input">What the command reads; null for nothing.</param>
    /// <param name="output">Where what it prints goes.</param>
    /// <param name="cancel">Ends the waiting, and the command.</param>
    public async Task<(int ExitCode, string Errors)> RunAsync(
        string @namespace, string pod, string? container, IReadOnlyList<string> command, Stream? input, Stream output, CancellationToken cancel)
    {
        var path = new StringBuilder(CoreResources.Pods.Path(@namespace, pod)).Append("/exec?stdout=true&stderr=true");
        if (input is not null)
            path.Append("&stdin=true");
        if (container is not null)
            path.Append("&container=").Append(Uri.EscapeDataString(container));
        foreach (var word in command)
            path.Append("&command=").Append(Uri.EscapeDataString(word));

        using var socket = await ChannelSocket.ConnectAsync(client, path.ToString(), ["v5.channel.k8s.io", "v4.channel.k8s.io"], cancel).ConfigureAwait(false);
        if (input is not null && !socket.CanCloseChannels)
            throw new KubeApiException($"Sending input to {command[0]} in pod {pod} needs the protocol v5.channel.k8s.io, which servers speak from Kubernetes 1.29 on.", null);

        using var stopSending = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var sending = input is null ? Task.CompletedTask : SendAsync(socket, input, stopSending.Token);
        try
        {
            return await ReceiveAsync(socket, pod, command, output, cancel).ConfigureAwait(false);
        }
        finally
        {
            await stopSending.CancelAsync().ConfigureAwait(false);
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task SendAsync(ChannelSocket socket, Stream input, CancellationToken cancel)
    {
        var buffer = new byte[LargestInput];
        int count;
        while ((count = await input.ReadAsync(buffer, cancel).ConfigureAwait(false)) > 0)
            await socket.SendAsync(StandardInput, buffer.AsMemory(0, count), cancel).ConfigureAwait(false);
        await socket.CloseChannelAsync(StandardInput, cancel).ConfigureAwait(false);
    }

    private static async Task<(int, string)> ReceiveAsync(ChannelSocket socket, string pod, IReadOnlyList<string> command, Stream output, CancellationToken cancel)
    {
        using var errors = new MemoryStream();
        try
        {
            while (await socket.ReceiveAsync(cancel).ConfigureAwait(false) is var (channel, data))
            {
                switch (channel)
                {
                    case StandardOutput:
                        await output.WriteAsync(data, cancel).ConfigureAwait(false);
                        break;
                    case StandardError:
                        errors.Write(data.Span);
                        break;
                    case Outcome:
                        return (ExitCode(data, pod, command), Encoding.UTF8.GetString(errors.ToArray()));
                }
            }
        }
        catch (WebSocketException e)
        {
            throw new KubeApiException($"The connection was lost while {command[0]} ran in pod {pod}: {e.Message}", null, e);
        }

        throw new KubeApiException($"The connection ended while {command[0]} ran in pod {pod}, before its exit code was known.", null);
    }

    private static int ExitCode(ReadOnlyMemory<byte> data, string pod, IReadOnlyList<string> command)
    {
        using var json = JsonDocument.Parse(data);
        var status = json.RootElement;
        if (status.Text("status") == "Success")
            return 0;
        var code = status.Get("details").Items("causes").FirstOrDefault(c => c.Text("reason") == "ExitCode").Text("message");
        return int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var exit) ? exit
            : throw new KubeApiException($"{command[0]} could not be run in pod {pod}: {status.Text("message")}", ApiStatus.Read(status));
    }
}
