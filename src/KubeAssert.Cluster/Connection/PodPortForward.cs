using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace KubeAssert.Cluster.Connection;

/// <summary>
/// Listens on a free local port and carries each connection to a port of a pod, over a WebSocket of its own
/// (channel 0 data, channel 1 errors; the first message of each is the port, two bytes, little-endian).
/// </summary>
internal sealed class PodPortForward : IAsyncDisposable
{
    private const int Chunk = 32 * 1024;
    private readonly ApiClient _client;
    private readonly Func<CancellationToken, Task<(string Namespace, string Pod, int Port)>> _target;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private readonly HashSet<Task> _carrying = [];

    /// <param name="client">The connection.</param>
    /// <param name="target">The pod and port for the next connection: the pod may have been replaced since the last.</param>
    public PodPortForward(ApiClient client, Func<CancellationToken, Task<(string Namespace, string Pod, int Port)>> target)
    {
        _client = client;
        _target = target;
        _listener.Start();
        LocalPort = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int LocalPort { get; }

    /// <summary>Why the last connection could not be carried; null when none failed.</summary>
    public string? LastError { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Task[] open;
        lock (_carrying)
            open = [.. _carrying];
        await Task.WhenAll(open).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var connection = await _listener.AcceptTcpClientAsync(_stop.Token).ConfigureAwait(false);
            var carrying = CarryAsync(connection);
            lock (_carrying)
            {
                _carrying.RemoveWhere(t => t.IsCompleted);
                _carrying.Add(carrying);
            }
        }
    }

    private async Task CarryAsync(TcpClient connection)
    {
        using (connection)
        {
            try
            {
                connection.NoDelay = true;
                var (@namespace, pod, port) = await _target(_stop.Token).ConfigureAwait(false);
                using var socket = await ChannelSocket.ConnectAsync(
                    _client, $"{CoreResources.Pods.Path(@namespace, pod)}/portforward?ports={port}", ["v4.channel.k8s.io"], _stop.Token).ConfigureAwait(false);
                using var end = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
                var up = UpAsync(connection.GetStream(), socket, end.Token);
                await DownAsync(socket, connection.GetStream(), pod, port, end.Token).ConfigureAwait(false);
                await end.CancelAsync().ConfigureAwait(false);
                await up.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception e) when (e is KubeApiException or ObjectDisposedException or IOException or SocketException or WebSocketException or OperationCanceledException)
            {
                if (!_stop.IsCancellationRequested)
                    LastError = e.Message;
            }
        }
    }

    private static async Task UpAsync(NetworkStream from, ChannelSocket to, CancellationToken cancel)
    {
        var buffer = new byte[Chunk];
        int count;
        while ((count = await from.ReadAsync(buffer, cancel).ConfigureAwait(false)) > 0)
            await to.SendAsync(0, buffer.AsMemory(0, count), cancel).ConfigureAwait(false);
    }

    private async Task DownAsync(ChannelSocket from, NetworkStream to, string pod, int port, CancellationToken cancel)
    {
        var (dataBegun, errorBegun) = (false, false);
        while (await from.ReceiveAsync(cancel).ConfigureAwait(false) is var (channel, data))
        {
            if (channel == 0)
            {
                var payload = dataBegun ? data : data[Math.Min(2, data.Length)..];
                dataBegun = true;
                if (!payload.IsEmpty)
                    await to.WriteAsync(payload, cancel).ConfigureAwait(false);
            }
            else if (channel == 1)
            {
                var payload = errorBegun ? data : data[Math.Min(2, data.Length)..];
                errorBegun = true;
                if (!payload.IsEmpty)
                {
                    LastError = $"pod {pod} port {port}: {Encoding.UTF8.GetString(payload.Span)}";
                    return;
                }
            }
        }
    }
}
