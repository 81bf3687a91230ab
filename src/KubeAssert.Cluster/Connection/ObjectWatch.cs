using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Connection;

/// <summary>
/// One kind, followed for as long as is asked: listed once, then watched. A watch that ends is resumed where it was; where the
/// server has forgotten that place (410) the kind is listed anew. Faults of the network and the server are waited out.
/// </summary>
internal sealed class ObjectWatch(ApiObjects objects, ApiResource resource, string? @namespace)
{
    private const int ShortestSeconds = 240;
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestCatchUp = TimeSpan.FromSeconds(5);
    private readonly ApiClient _client = objects.Client;
    private readonly Backoff _backoff = objects.Client.NewBackoff();
    private string _resourceVersion = "";
    private bool _isLost;

    public ApiResource Resource => resource;

    /// <summary>What stands between us and the server; null while all is well.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Lists and watch events until cancelled. Ends by itself where the server does not let us look (403), or does not know the kind (404, 405).</summary>
    public async IAsyncEnumerable<Observation.Observation> ReadAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        while (true)
        {
            if (_resourceVersion.Length == 0)
            {
                if (await ListAsync(cancel).ConfigureAwait(false) is not { } listed)
                {
                    if (IsClosed)
                        break;
                    if (!_isLost)
                    {
                        _isLost = true;
                        yield return new WatchLost(_client.Time.GetUtcNow(), resource.Group, resource.Kind);
                    }

                    continue;
                }

                yield return listed;
            }

            await foreach (var observation in WatchAsync(cancel).ConfigureAwait(false))
                yield return observation;
            if (!IsClosed && Trouble is not null && !_isLost)
            {
                _isLost = true;
                yield return new WatchLost(_client.Time.GetUtcNow(), resource.Group, resource.Kind);
            }

            if (IsClosed)
                break;
        }

        // what we may not see must not stop the clock for all else
        if (_isLost)
            yield return new WatchResumed(_client.Time.GetUtcNow(), resource.Group, resource.Kind);
    }

    /// <summary>The server does not serve this kind to us.</summary>
    public bool IsClosed { get; private set; }

    private async Task<Listed?> ListAsync(CancellationToken cancel)
    {
        try
        {
            var list = await objects.ListAsync(resource, @namespace, null, cancel).ConfigureAwait(false);
            _resourceVersion = list.ResourceVersion;
            Trouble = null;
            _isLost = false;
            return new Listed(_client.Time.GetUtcNow(), resource.Group, resource.Kind, list.Items, @namespace);
        }
        catch (KubeApiException e)
        {
            Trouble = e.Message;
            IsClosed = e.Code is 403 or 404 or 405;
            if (!IsClosed)
                await Task.Delay(_backoff.Next(), _client.Time, cancel).ConfigureAwait(false);
            return null;
        }
    }

    private async IAsyncEnumerable<Observation.Observation> WatchAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var seconds = ShortestSeconds + _client.NextRandom(60);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(seconds) + Slack, _client.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        var (response, lines) = await OpenAsync(seconds, either.Token, cancel).ConfigureAwait(false);
        if (response is null || lines is null)
            yield break;

        using (response)
        using (lines)
        {
            var opened = _client.Time.GetTimestamp();
            while (true)
            {
                var reading = ReadEventAsync(lines, either.Token, cancel);
                if (_isLost && await IsUpToDateAsync(reading, opened, cancel).ConfigureAwait(false))
                {
                    _isLost = false;
                    Trouble = null;
                    yield return new WatchResumed(_client.Time.GetUtcNow(), resource.Group, resource.Kind);
                }

                using var json = await reading.ConfigureAwait(false);
                if (json is null)
                    yield break;
                if (Read(json.RootElement) is { } watched)
                    yield return watched;
                else if (_resourceVersion.Length == 0)
                    yield break;
            }
        }
    }

    /// <summary>What was missed comes at once after the watch is open again; a silence says that it has come.</summary>
    private async Task<bool> IsUpToDateAsync(Task reading, long opened, CancellationToken cancel)
    {
        if (!reading.IsCompleted)
            await Task.WhenAny(reading, Task.Delay(Silence, _client.Time, cancel)).ConfigureAwait(false);
        return !reading.IsCompleted || _client.Time.GetElapsedTime(opened) > LongestCatchUp;
    }

    private async Task<(HttpResponseMessage?, StreamReader?)> OpenAsync(int seconds, CancellationToken token, CancellationToken cancel)
    {
        var request = ApiRequest.Get($"{resource.Collection(@namespace)}?watch=1&allowWatchBookmarks=true&timeoutSeconds={seconds}&resourceVersion={Uri.EscapeDataString(_resourceVersion)}");
        HttpResponseMessage? response = null;
        try
        {
            using (var limit = new CancellationTokenSource(_client.Options.RequestTimeLimit, _client.Time))
            using (var headers = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, token))
                response = await _client.SendOnceAsync(request, headers.Token).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
                return (response, new StreamReader(await response.Content.ReadAsStreamAsync(token).ConfigureAwait(false)));

            await RefuseAsync(request, response, token).ConfigureAwait(false);
        }
        catch (Exception e) when (ApiClient.IsTransport(e) && !cancel.IsCancellationRequested)
        {
            Trouble = ApiClient.Certificate(e)?.Message ?? e.GetBaseException().Message;
        }

        response?.Dispose();
        await Task.Delay(_backoff.Next(), _client.Time, cancel).ConfigureAwait(false);
        return default;
    }

    private async Task RefuseAsync(ApiRequest request, HttpResponseMessage response, CancellationToken token)
    {
        var status = ApiStatus.Read(response.StatusCode, response.ReasonPhrase, await response.Content.ReadAsByteArrayAsync(token).ConfigureAwait(false));
        Trouble = KubeApiException.Answered(request, status).Message;
        switch (response.StatusCode)
        {
            case HttpStatusCode.Gone:
                _resourceVersion = "";
                break;
            case HttpStatusCode.Unauthorized when _client.Settings.Credentials.Refused():
                break;
            case HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed:
                IsClosed = true;
                break;
            default:
                if ((response.Headers.RetryAfter?.Delta ?? status.RetryAfter) is { } asked && asked <= TimeSpan.FromSeconds(30))
                    await Task.Delay(asked, _client.Time, token).ConfigureAwait(false);
                break;
        }
    }

    /// <summary>The next event; null when the watch has ended, in whatever way.</summary>
    private async Task<JsonDocument?> ReadEventAsync(StreamReader lines, CancellationToken token, CancellationToken cancel)
    {
        try
        {
            var line = await lines.ReadLineAsync(token).ConfigureAwait(false);
            return string.IsNullOrEmpty(line) ? await EndedAsync(cancel).ConfigureAwait(false) : JsonDocument.Parse(line);
        }
        catch (Exception e) when (ApiClient.IsTransport(e) && !cancel.IsCancellationRequested)
        {
            Trouble = e.GetBaseException().Message;
            return await EndedAsync(cancel).ConfigureAwait(false);
        }
    }

    /// <summary>A server that ends every watch at once is not asked in a tight loop.</summary>
    private async Task<JsonDocument?> EndedAsync(CancellationToken cancel)
    {
        await Task.Delay(_backoff.Next(), _client.Time, cancel).ConfigureAwait(false);
        return null;
    }

    /// <summary>The event; null for bookmarks, and for errors, which empty the resource version when the place is lost.</summary>
    private Watched? Read(JsonElement json)
    {
        var item = json.Get("object");
        WatchEventType? type = json.Text("type") switch
        {
            "ADDED" => WatchEventType.Added,
            "MODIFIED" => WatchEventType.Modified,
            "DELETED" => WatchEventType.Deleted,
            "BOOKMARK" => WatchEventType.Bookmark,
            _ => null,
        };
        if (type is null)
        {
            // ERROR: 410 mostly; any other leaves it unclear what was missed, so list anew
            Trouble = ApiStatus.Read(item).Message;
            _resourceVersion = "";
            return null;
        }

        if (item.Get("metadata").Text("resourceVersion") is { Length: > 0 } version)
            _resourceVersion = version;
        Trouble = null;
        _backoff.Reset();
        return type == WatchEventType.Bookmark ? null : new Watched(_client.Time.GetUtcNow(), type.Value, item);
    }
}
