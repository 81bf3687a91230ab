using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace KubeAssert.Cluster.Connection;

/// <summary>Sends requests to one API server: authenticated, limited in time, tried again where that can help. Thread-safe.</summary>
internal sealed class ApiClient : IDisposable
{
    private const int LargestAnswer = 256 * 1024 * 1024;
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromSeconds(30);
    private readonly HttpMessageHandler _handler;
    private readonly HttpClient _http;
    private readonly Random _random;

    public ApiClient(ConnectionSettings settings, KubeClusterOptions options)
    {
        Settings = settings;
        Options = options;
        _random = options.Random ?? Random.Shared;
        var network = options.Handler?.Invoke() ?? settings.Handler?.Invoke() ?? Network.Create(settings, options.Time);
        _handler = settings.Impersonation.Count == 0 ? network : new Impersonation(settings.Impersonation, network);
        _http = new HttpClient(_handler, disposeHandler: false)
        {
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            MaxResponseContentBufferSize = LargestAnswer,
        };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("kubeassert", typeof(ApiClient).Assembly.GetName().Version?.ToString(3)));
    }

    public ConnectionSettings Settings { get; }

    public KubeClusterOptions Options { get; }

    public TimeProvider Time => Options.Time;

    public Backoff NewBackoff() => new(_random);

    public int NextRandom(int below)
    {
        lock (_random)
            return _random.Next(below);
    }

    public void Dispose()
    {
        _http.Dispose();
        _handler.Dispose();
        (Settings.Credentials as IDisposable)?.Dispose();
    }

    /// <summary>The answer as JSON; for an accepted status a Status, even where the server sent none.</summary>
    /// <exception cref="KubeApiException">The server said no, or gave no answer in time.</exception>
    public Task<JsonElement> SendJsonAsync(ApiRequest request, CancellationToken cancel) =>
        SendAsync(request, static async (response, token) =>
        {
            if (!response.IsSuccessStatusCode)
                return ApiStatus.Read(response.StatusCode, response.ReasonPhrase, await response.Content.ReadAsByteArrayAsync(token).ConfigureAwait(false)).ToJson();
            await using var body = await response.Content.ReadAsStreamAsync(token).ConfigureAwait(false);
            using var json = await JsonDocument.ParseAsync(body, default, token).ConfigureAwait(false);
            return json.RootElement.Clone();
        }, cancel);

    /// <summary>Sends until there is an answer to <paramref name="read"/>, the server says no for good, or the time for retries is up.</summary>
    public async Task<T> SendAsync<T>(ApiRequest request, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancel)
    {
        var begin = Time.GetTimestamp();
        var backoff = NewBackoff();
        var refused = false;
        while (true)
        {
            using var limit = new CancellationTokenSource(Options.RequestTimeLimit, Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
            KubeApiException failure;
            TimeSpan? wait = null;
            try
            {
                using var response = await SendOnceAsync(request, either.Token).ConfigureAwait(false);
                if (IsAnswer(request, response))
                    return await read(response, either.Token).ConfigureAwait(false);

                var status = ApiStatus.Read(response.StatusCode, response.ReasonPhrase, await response.Content.ReadAsByteArrayAsync(either.Token).ConfigureAwait(false));
                failure = KubeApiException.Answered(request, status);
                if (status.Code == 401 && !refused && Settings.Credentials.Refused())
                {
                    refused = true;
                    continue;
                }

                if (request.OnlyOnce || !MayPass(response.StatusCode) || status.IsFinal)
                    throw failure;
                wait = RetryAfter(response) ?? status.RetryAfter;
            }
            catch (Exception e) when (IsTransport(e) && !cancel.IsCancellationRequested)
            {
                if (Certificate(e) is { MayHeal: false } untrusted)
                    throw KubeApiException.Untrusted(request, untrusted);
                failure = KubeApiException.Unreachable(request, Settings.Server, Time.GetElapsedTime(begin), e);
            }

            var delay = wait is { } asked && asked < LongestRetryAfter ? asked + backoff.Next() / 10 : wait is null ? backoff.Next() : LongestRetryAfter;
            if (Time.GetElapsedTime(begin) + delay > Options.RetryFor)
                throw failure;
            await Task.Delay(delay, Time, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Sends once; the caller disposes the answer, whatever its status. Its body has not been read.</summary>
    public async Task<HttpResponseMessage> SendOnceAsync(ApiRequest request, CancellationToken cancel)
    {
        using var message = request.ToMessage(Settings.Server);
        // the name for TLS is taken from the Host header: SslOptions.TargetHost is not looked at
        message.Headers.Host = Settings.TlsServerName;
        message.Headers.Authorization = await Settings.Credentials.HeaderAsync(cancel).ConfigureAwait(false);
        return await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancel).ConfigureAwait(false);
    }

    /// <summary>What carries every request; it belongs to this client.</summary>
    public HttpMessageHandler Handler => _handler;

    /// <summary>The handler, for connections that are no plain requests (WebSockets).</summary>
    public HttpMessageInvoker Invoker() => new(_handler, disposeHandler: false);

    /// <summary>Whether the connection failed rather than the request: it may be sent again.</summary>
    public static bool IsTransport(Exception e) =>
        e is HttpRequestException or IOException or System.Net.Sockets.SocketException or OperationCanceledException or JsonException or System.Net.WebSockets.WebSocketException or ServerCertificateException;

    public static ServerCertificateException? Certificate(Exception? e)
    {
        for (; e is not null; e = e.InnerException)
        {
            if (e is ServerCertificateException found)
                return found;
        }

        return null;
    }

    public static bool MayPass(HttpStatusCode code) =>
        code is HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout or HttpStatusCode.RequestTimeout;

    private static bool IsAnswer(ApiRequest request, HttpResponseMessage response) =>
        response.IsSuccessStatusCode || request.Accepted.Contains((int)response.StatusCode);

    /// <summary>How long the server asks to wait; null where it does not.</summary>
    public TimeSpan? RetryAfter(HttpResponseMessage response) =>
        response.Headers.RetryAfter is not { } asked ? null
            : asked.Delta ?? (asked.Date is { } date && date > Time.GetUtcNow() ? date - Time.GetUtcNow() : null);
}
