using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;

namespace KubeAssert.Registry;

/// <summary>Requests with a time limit, a bounded answer, a bounded number of tries and of redirects.</summary>
internal sealed class RegistryHttp(RegistryOptions options)
{
    private const int LargestBody = 4 * 1024 * 1024;
    private const int MostRedirects = 5;

    /// <summary>So long a host that could not be reached is not asked again: many images may be of one registry.</summary>
    private static readonly TimeSpan LeftAlone = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, (long Since, string Failure)> _silent = new(StringComparer.Ordinal);

    private readonly RegistryClients _clients = new(options);

    /// <summary>Asks until there is an answer other than 429 and 5xx.</summary>
    /// <exception cref="RegistryProblem">There is none.</exception>
    public async Task<RegistryResponse> SendAsync(
        Uri address, IReadOnlyList<string> accept, AuthenticationHeaderValue? authorization, CancellationToken cancellation, Func<HttpContent>? form = null)
    {
        if (_silent.TryGetValue(address.Authority, out var silent) && options.Time.GetElapsedTime(silent.Since) < LeftAlone)
            throw RegistryProblem.NotChecked(silent.Failure);

        var pause = options.FirstPause;
        for (var tries = 1; ; tries++)
        {
            var (response, failure, wait, isSilent) = await TryAsync(address, accept, authorization, form, cancellation).ConfigureAwait(false);
            if (response is not null)
                return response;
            if (wait > options.LongestPause)
                throw RegistryProblem.NotChecked($"{failure} and asks to wait {Seconds(wait)}");
            if (tries >= options.Tries)
                {
                var reason = tries == 1 ? failure : string.Create(CultureInfo.InvariantCulture, $"{failure}, {tries} times");
                throw isSilent ? Silent(address, reason) : RegistryProblem.NotChecked(reason);
            }

            var delay = wait > pause ? wait : pause;
            await Task.Delay(delay < options.LongestPause ? delay : options.LongestPause, options.Time, cancellation).ConfigureAwait(false);
            pause *= 2;
        }
    }

    private RegistryProblem Silent(Uri address, string failure)
    {
        _silent[address.Authority] = (options.Time.GetTimestamp(), failure);
        return RegistryProblem.NotChecked(failure);
    }

    /// <summary>An answer, or what may be over at another try.</summary>
    private async Task<(RegistryResponse? Response, string Failure, TimeSpan Wait, bool IsSilent)> TryAsync(
        Uri address, IReadOnlyList<string> accept, AuthenticationHeaderValue? authorization, Func<HttpContent>? form, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(options.TimeLimit, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using var response = await FollowAsync(address, accept, authorization, form, either.Token).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.TooManyRequests || (int)response.StatusCode >= 500)
                return (null, $"{address.Authority} answered {(int)response.StatusCode} {response.StatusCode}", RetryAfter(response), false);
            var body = await ReadAsync(address, response, either.Token).ConfigureAwait(false);
            var digest = response.Headers.TryGetValues("Docker-Content-Digest", out var digests) ? digests.FirstOrDefault() : null;
            return (new RegistryResponse(response.StatusCode, body, digest, NextPage(address, response), Challenge.Of(response)), "", default, false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Silent(address, $"{address.Authority} gave no whole answer within {Seconds(options.TimeLimit)}");
        }
        catch (HttpRequestException e) when (Tls(e) is { } fault)
        {
            throw Silent(address, $"{address.Authority} {fault}");
        }
        catch (HttpRequestException e)
        {
            return (null, $"{address.Authority} can't be reached: {(e.InnerException ?? e).Message.TrimEnd('.')}", default, true);
        }
        catch (IOException e)
        {
            return (null, $"{address.Authority} broke its answer off: {e.Message.TrimEnd('.')}", default, false);
        }
    }

    /// <summary>Follows redirects, of blobs to a storage service above all; who asks is told to no other host than the registry.</summary>
    private async Task<HttpResponseMessage> FollowAsync(
        Uri address, IReadOnlyList<string> accept, AuthenticationHeaderValue? authorization, Func<HttpContent>? form, CancellationToken cancellation)
    {
        var place = address;
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(form is null ? HttpMethod.Get : HttpMethod.Post, place) { Content = form?.Invoke() };
            foreach (var type in accept)
                request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
            if (place.Scheme == address.Scheme && place.Authority == address.Authority)
                request.Headers.Authorization = authorization;
            var response = await _clients.For(place).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || form is not null)
                return response;

            using (response)
            {
                var next = response.Headers.Location is { } location ? new Uri(place, location) : null;
                if (next is null || redirects == MostRedirects || next.Scheme is not ("http" or "https"))
                    throw RegistryProblem.NotChecked($"{address.Authority} redirects {(next is null || redirects < MostRedirects ? "to nowhere" : "without end")}");
                if (place.Scheme == Uri.UriSchemeHttps && next.Scheme == Uri.UriSchemeHttp)
                    throw RegistryProblem.NotChecked($"{address.Authority} redirects to {next.Authority} without TLS");
                place = next;
            }
        }
    }

    /// <summary>What another try would not mend.</summary>
    private static string? Tls(HttpRequestException e) => e.InnerException switch
    {
        UntrustedException untrusted => $"can't be trusted: {untrusted.Message}",
        AuthenticationException => "speaks no TLS that can be understood; name it in the options' PlainHttp if it is to be asked without",
        _ => null,
    };

    private static async Task<byte[]> ReadAsync(Uri address, HttpResponseMessage response, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        var stream = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var buffer = new byte[16 * 1024];
            while (await stream.ReadAsync(buffer, cancellation).ConfigureAwait(false) is var count and > 0)
            {
                if (body.Length + count > LargestBody)
                    throw RegistryProblem.NotChecked($"{address.Authority} answered with more than {LargestBody / (1024 * 1024)} MB");
                body.Write(buffer, 0, count);
            }
        }

        return body.ToArray();
    }

    private TimeSpan RetryAfter(HttpResponseMessage response)
    {
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - options.Time.GetUtcNow(),
            _ => TimeSpan.Zero,
        };
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    /// <summary>The next page, <c>Link: &lt;/v2/...&gt;; rel="next"</c>, if it is at the same registry.</summary>
    private static Uri? NextPage(Uri address, HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Link", out var links) || links.FirstOrDefault(l => l.Contains("next", StringComparison.Ordinal)) is not { } link)
            return null;
        var (start, end) = (link.IndexOf('<', StringComparison.Ordinal), link.IndexOf('>', StringComparison.Ordinal));
        return start >= 0 && end > start && Uri.TryCreate(address, link[(start + 1)..end], out var next) && next.Authority == address.Authority && next.Scheme == address.Scheme
            ? next
            : null;
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + " s";
}
