using System.Globalization;
using System.Text;

namespace KubeAssert.Cluster.Connection;

/// <summary>A container's log, in part: the end of it, never more than a limit.</summary>
internal sealed class PodLogs(ApiClient client)
{
    private const int LargestBytes = 1024 * 1024;

    /// <summary>The text; null where there is no such container, or no such instance of it.</summary>
    /// <param name="namespace">The pod's namespace.</param>
    /// <param name="pod">The pod.</param>
    /// <param name="container">The container; null for the only one, or the default one.</param>
    /// <param name="previous">Whether to read the instance before the current one.</param>
    /// <param name="lines">How many lines at most; null for all (up to 1 MiB).</param>
    /// <param name="cancel">Ends the waiting.</param>
    public Task<string?> ReadAsync(string @namespace, string pod, string? container, bool previous, int? lines, CancellationToken cancel)
    {
        var query = new StringBuilder("?limitBytes=").Append(LargestBytes);
        if (container is not null)
            query.Append("&container=").Append(Uri.EscapeDataString(container));
        if (previous)
            query.Append("&previous=true");
        if (lines is { } limit)
            query.Append(CultureInfo.InvariantCulture, $"&tailLines={limit}");

        var request = ApiRequest.Get(CoreResources.Pods.Path(@namespace, pod) + "/log" + query) with { Accept = "*/*", Accepted = [400, 404] };
        return client.SendAsync(request, async (response, token) =>
            response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync(token).ConfigureAwait(false) : null, cancel);
    }
}
