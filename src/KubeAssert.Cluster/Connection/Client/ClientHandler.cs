using System.Net;

namespace KubeAssert.Cluster.Connection;

/// <summary>
/// Gives the requests of a typed client what <see cref="ApiClient"/> gives its own: credentials, the name for TLS, and another try. As client-go
/// does, a request is repeated where the server asks for it by Retry-After; one that only reads also after a failure that may pass.
/// </summary>
internal sealed class ClientHandler(ApiClient client) : DelegatingHandler(client.Handler)
{
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromSeconds(30);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var begin = client.Time.GetTimestamp();
        var backoff = client.NewBackoff();
        var refused = false;
        while (true)
        {
            request.Headers.Host = client.Settings.TlsServerName;
            request.Headers.Authorization = await client.Settings.Credentials.HeaderAsync(cancellationToken).ConfigureAwait(false);
            TimeSpan delay;
            try
            {
                var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
                if (response.StatusCode == HttpStatusCode.Unauthorized && !refused && client.Settings.Credentials.Refused())
                {
                    refused = true;
                    response.Dispose();
                    continue;
                }

                if (Delay(request, response, backoff) is not { } wait || client.Time.GetElapsedTime(begin) + wait > client.Options.RetryFor)
                    return response;
                response.Dispose();
                delay = wait;
            }
            catch (HttpRequestException e) when (IsRead(request) && ApiClient.Certificate(e) is null && !cancellationToken.IsCancellationRequested)
            {
                delay = backoff.Next();
                if (client.Time.GetElapsedTime(begin) + delay > client.Options.RetryFor)
                    throw;
            }

            await Task.Delay(delay, client.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private TimeSpan? Delay(HttpRequestMessage request, HttpResponseMessage response, Backoff backoff)
    {
        if (!ApiClient.MayPass(response.StatusCode))
            return null;
        if (client.RetryAfter(response) is { } asked)
            return asked < LongestRetryAfter ? asked + backoff.Next() / 10 : LongestRetryAfter;
        return IsRead(request) ? backoff.Next() : null;
    }

    private static bool IsRead(HttpRequestMessage request) => request.Method == HttpMethod.Get || request.Method == HttpMethod.Head;
}
