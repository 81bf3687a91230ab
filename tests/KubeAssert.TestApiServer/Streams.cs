using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace KubeAssert.TestApiServer;

/// <summary>Answers that go on: watches, exec, port-forward.</summary>
internal sealed class Streams(TestServer server)
{
    public async Task WatchAsync(HttpContext http, Target target)
    {
        var query = http.Request.Query;
        var after = long.TryParse(query["resourceVersion"], CultureInfo.InvariantCulture, out var version) ? version : server.Store.Version;
        if (server.Store.Watch(target.Resource, target.Namespace, after) is not { } changes)
        {
            await Answers.Json(http, Expired(), 410);
            return;
        }

        server.Faults?.Watching(http);
        using var limit = new CancellationTokenSource(
            TimeSpan.FromSeconds(int.TryParse(query["timeoutSeconds"], CultureInfo.InvariantCulture, out var seconds) ? seconds : 300), server.Time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, http.RequestAborted);
        http.Response.ContentType = "application/json";
        try
        {
            await http.Response.StartAsync(end.Token);
            await http.Response.Body.FlushAsync(end.Token);
            await foreach (var change in changes.Reader.ReadAllAsync(end.Token))
            {
                if (change.Resource != target.Resource || (target.Namespace is not null && change.Namespace != target.Namespace))
                    continue;
                var line = $"{{\"type\":\"{change.Type}\",\"object\":{change.Json}}}\n";
                switch (server.Faults?.OnWatchEvent())
                {
                    case WatchFault.Reset:
                        http.Abort();
                        return;
                    case WatchFault.HalfLine:
                        await http.Response.WriteAsync(line[..(line.Length / 2)], end.Token);
                        return;
                    case WatchFault.Expired:
                        await http.Response.WriteAsync(new JsonObject { ["type"] = "ERROR", ["object"] = Expired() }.ToJsonString() + "\n", end.Token);
                        return;
                    case WatchFault.End:
                        return;
                    default:
                        await http.Response.WriteAsync(line, end.Token);
                        await http.Response.Body.FlushAsync(end.Token);
                        break;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // the client went away, or its time is over
        }
        finally
        {
            server.Store.Unwatch(changes);
        }
    }

    /// <summary>Runs the command on this machine: what the client sees of it is what matters here.</summary>
    public static async Task ExecAsync(HttpContext http, Target target)
    {
        using var socket = await http.WebSockets.AcceptWebSocketAsync(http.WebSockets.WebSocketRequestedProtocols[0]);
        var words = http.Request.Query["command"].Select(w => w!).ToArray();
        var start = new ProcessStartInfo(words[0]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var word in words[1..])
            start.ArgumentList.Add(word);

        JsonObject outcome;
        try
        {
            using var process = Process.Start(start)!;
            using var gate = new SemaphoreSlim(1, 1);
            var input = http.Request.Query["stdin"] == "true" ? InputAsync(socket, process, http.RequestAborted) : Task.CompletedTask;
            if (input.IsCompleted)
                process.StandardInput.Close();
            await Task.WhenAll(CopyAsync(process.StandardOutput.BaseStream, socket, 1, gate, http.RequestAborted), CopyAsync(process.StandardError.BaseStream, socket, 2, gate, http.RequestAborted));
            await process.WaitForExitAsync(http.RequestAborted);
            outcome = process.ExitCode == 0 ? new JsonObject { ["status"] = "Success" } : new JsonObject
            {
                ["status"] = "Failure",
                ["reason"] = "NonZeroExitCode",
                ["message"] = $"command terminated with non-zero exit code: {process.ExitCode}",
                ["details"] = new JsonObject { ["causes"] = new JsonArray(new JsonObject { ["reason"] = "ExitCode", ["message"] = process.ExitCode.ToString(CultureInfo.InvariantCulture) }) },
            };
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            outcome = Answers.StatusOf(500, "InternalError", $"exec: \"{words[0]}\": {e.Message}");
        }

        await socket.SendAsync((byte[])[3, .. Encoding.UTF8.GetBytes(outcome.ToJsonString())], WebSocketMessageType.Binary, true, http.RequestAborted);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, http.RequestAborted);
    }

    public async Task PortForwardAsync(HttpContext http, Target target)
    {
        var port = int.Parse(http.Request.Query["ports"]!, CultureInfo.InvariantCulture);
        using var socket = await http.WebSockets.AcceptWebSocketAsync("v4.channel.k8s.io");
        byte[] announced = [(byte)(port & 0xff), (byte)(port >> 8)];
        using var gate = new SemaphoreSlim(1, 1);
        await SendAsync(socket, 0, announced, gate, http.RequestAborted);
        await SendAsync(socket, 1, announced, gate, http.RequestAborted);
        using var tcp = new TcpClient();
        try
        {
            await tcp.ConnectAsync("127.0.0.1", server.ForwardTo(target.Name!, port), http.RequestAborted);
        }
        catch (SocketException e)
        {
            await SendAsync(socket, 1, Encoding.UTF8.GetBytes(e.Message), gate, http.RequestAborted);
            return;
        }

        var down = CopyAsync(tcp.GetStream(), socket, 0, gate, http.RequestAborted);
        var up = Task.Run(async () =>
        {
            while (await ReceiveAsync(socket, http.RequestAborted) is { } message)
                await tcp.GetStream().WriteAsync(message.AsMemory(1), http.RequestAborted);
        });
        await Task.WhenAny(down, up);
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
    }

    private static JsonObject Expired() => Answers.StatusOf(410, "Expired", "The resourceVersion for the provided watch is too old.");

    private static async Task InputAsync(WebSocket socket, Process process, CancellationToken cancel)
    {
        await Task.Yield();
        while (await ReceiveAsync(socket, cancel) is { } message)
        {
            if (message[0] == 255)
                break;
            await process.StandardInput.BaseStream.WriteAsync(message.AsMemory(1), cancel);
        }

        process.StandardInput.Close();
    }

    private static async Task CopyAsync(Stream from, WebSocket to, byte channel, SemaphoreSlim gate, CancellationToken cancel)
    {
        var buffer = new byte[8192];
        int count;
        while ((count = await from.ReadAsync(buffer, cancel)) > 0)
            await SendAsync(to, channel, buffer[..count], gate, cancel);
    }

    private static async Task SendAsync(WebSocket to, byte channel, byte[] data, SemaphoreSlim gate, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            await to.SendAsync((byte[])[channel, .. data], WebSocketMessageType.Binary, true, cancel);
        }
        finally
        {
            gate.Release();
        }
    }

    private static async Task<byte[]?> ReceiveAsync(WebSocket from, CancellationToken cancel)
    {
        var buffer = new byte[64 * 1024];
        using var whole = new MemoryStream();
        while (true)
        {
            var part = await from.ReceiveAsync(buffer.AsMemory(), cancel);
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            whole.Write(buffer, 0, part.Count);
            if (part.EndOfMessage && whole.Length > 0)
                return whole.ToArray();
        }
    }
}
