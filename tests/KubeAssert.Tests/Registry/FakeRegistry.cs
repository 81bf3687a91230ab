using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace KubeAssert.Tests.Registry;

/// <summary>A registry on loopback that does whatever a test wants it to.</summary>
internal sealed class FakeRegistry : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<string> _requests = [];
    private readonly Func<HttpListenerRequest, HttpListenerResponse, Task> _answer;
    private readonly Task _serving;

    public FakeRegistry(Func<HttpListenerRequest, HttpListenerResponse, Task> answer)
    {
        _answer = answer;
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Host = $"127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
        }

        _listener.Prefixes.Add($"http://{Host}/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Host { get; }

    /// <summary>Paths asked for, in their order.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>Serves one image under every name; the test may change an answer before.</summary>
    public static FakeRegistry Of(PushedImage image, Func<HttpListenerRequest, HttpListenerResponse, bool>? first = null) => new((request, response) =>
    {
        if (first?.Invoke(request, response) == true)
            return Task.CompletedTask;
        var path = request.Url!.AbsolutePath;
        if (path.Contains("/manifests/", StringComparison.Ordinal))
            response.ContentType = image.ManifestType;
        var body = path.Contains("/manifests/", StringComparison.Ordinal) ? image.Manifest : path.EndsWith(PushedImage.DigestOf(image.Config), StringComparison.Ordinal) ? image.Config : null;
        return body is null ? Status(response, 404) : Send(response, body);
    });

    /// <summary>Serves what stands under each path.</summary>
    public static FakeRegistry Serving(IReadOnlyDictionary<string, (string Type, byte[] Body)> content) => new((request, response) =>
    {
        if (!content.TryGetValue(request.Url!.AbsolutePath, out var found))
            return Status(response, 404);
        response.ContentType = found.Type;
        return Send(response, found.Body);
    });

    /// <summary>Refuses a request.</summary>
    public static bool Refuse(HttpListenerResponse response, string challenge)
    {
        response.Headers["WWW-Authenticate"] = challenge;
        response.StatusCode = 401;
        return true;
    }

    public static async Task Send(HttpListenerResponse response, byte[] body)
    {
        await response.OutputStream.WriteAsync(body);
    }

    public static Task Status(HttpListenerResponse response, int status)
    {
        response.StatusCode = status;
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            _requests.Enqueue(context.Request.Url!.PathAndQuery);
            _ = Task.Run(async () =>
            {
                try
                {
                    await _answer(context.Request, context.Response);
                    context.Response.Close();
                }
                catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException or IOException)
                {
                    // the other end went away
                }
            });
        }
    }
}
