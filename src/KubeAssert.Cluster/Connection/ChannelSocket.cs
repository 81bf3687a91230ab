using System.Buffers;
using System.Net.WebSockets;

namespace KubeAssert.Cluster.Connection;

/// <summary>A WebSocket whose messages begin with the number of their channel (v4 and v5.channel.k8s.io).</summary>
internal sealed class ChannelSocket : IDisposable
{
    private const int Close = 255;
    private readonly ClientWebSocket _socket;
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly byte[] _buffer = new byte[64 * 1024];

    private ChannelSocket(ClientWebSocket socket) => _socket = socket;

    /// <summary>Whether the server understands that a channel alone is closed (v5).</summary>
    public bool CanCloseChannels => _socket.SubProtocol == "v5.channel.k8s.io";

    /// <exception cref="KubeApiException">The server refused the upgrade.</exception>
    public static async Task<ChannelSocket> ConnectAsync(ApiClient client, string path, IReadOnlyList<string> protocols, CancellationToken cancel)
    {
        var server = client.Settings.Server;
        var address = new UriBuilder(new Uri(server, path)) { Scheme = server.Scheme == "https" ? "wss" : "ws" }.Uri;
        var header = await client.Settings.Credentials.HeaderAsync(cancel).ConfigureAwait(false);
        var backoff = client.NewBackoff();
        var begin = client.Time.GetTimestamp();
        while (true)
        {
            var socket = new ClientWebSocket();
            foreach (var protocol in protocols)
                socket.Options.AddSubProtocol(protocol);
            if (header is not null)
                socket.Options.SetRequestHeader("Authorization", header.ToString());
            if (client.Settings.TlsServerName is { } name)
                socket.Options.SetRequestHeader("Host", name);
            socket.Options.CollectHttpResponseDetails = true;

            using var limit = new CancellationTokenSource(client.Options.RequestTimeLimit, client.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
            try
            {
                using var invoker = client.Invoker();
                await socket.ConnectAsync(address, invoker, either.Token).ConfigureAwait(false);
                return new ChannelSocket(socket);
            }
            catch (Exception e) when (ApiClient.IsTransport(e) && !cancel.IsCancellationRequested)
            {
                var code = socket.HttpStatusCode;
                socket.Dispose();
                var delay = backoff.Next();
                var request = ApiRequest.Get(path);
                if (code != 0 && !ApiClient.MayPass(code))
                    throw KubeApiException.Answered(request, new ApiStatus((int)code, code.ToString(), "the server did not open a WebSocket", [], null));
                if (client.Time.GetElapsedTime(begin) + delay > client.Options.RetryFor)
                    throw KubeApiException.Unreachable(request, server, client.Time.GetElapsedTime(begin), e);
                await Task.Delay(delay, client.Time, cancel).ConfigureAwait(false);
            }
        }
    }

    public async Task SendAsync(byte channel, ReadOnlyMemory<byte> data, CancellationToken cancel)
    {
        var message = ArrayPool<byte>.Shared.Rent(data.Length + 1);
        await _sending.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            message[0] = channel;
            data.CopyTo(message.AsMemory(1));
            await _socket.SendAsync(message.AsMemory(0, data.Length + 1), WebSocketMessageType.Binary, endOfMessage: true, cancel).ConfigureAwait(false);
        }
        finally
        {
            _sending.Release();
            ArrayPool<byte>.Shared.Return(message);
        }
    }

    /// <summary>Says that a channel will carry no more; only where <see cref="CanCloseChannels"/>.</summary>
    public Task CloseChannelAsync(byte channel, CancellationToken cancel) => SendAsync(Close, new[] { channel }, cancel);

    /// <summary>The next message; null when the server has closed. The data is valid until the next call.</summary>
    public async Task<(byte Channel, ReadOnlyMemory<byte> Data)?> ReceiveAsync(CancellationToken cancel)
    {
        using var whole = new MemoryStream();
        while (true)
        {
            var part = await _socket.ReceiveAsync(_buffer.AsMemory(), cancel).ConfigureAwait(false);
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            whole.Write(_buffer, 0, part.Count);
            if (!part.EndOfMessage)
                continue;
            if (whole.Length == 0)
                continue;
            var message = whole.ToArray();
            return (message[0], message.AsMemory(1));
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _sending.Dispose();
    }
}
