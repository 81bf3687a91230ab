using KubeAssert.Cluster.Connection;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Deploying;

/// <summary>Answers what a verdict asks, from the API server.</summary>
internal sealed class LiveEvidence(ClusterConnection connection) : IClusterEvidence
{
    private readonly PodLogs _logs = new(connection.Client);

    public async Task<string?> ReadLogAsync(LogRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var first = await _logs.ReadAsync(request.Namespace, request.Pod, request.Container, request.Previous, request.Lines, cancellationToken).ConfigureAwait(false);
            return !string.IsNullOrWhiteSpace(first) ? first
                : await _logs.ReadAsync(request.Namespace, request.Pod, request.Container, !request.Previous, request.Lines, cancellationToken).ConfigureAwait(false) ?? first;
        }
        catch (KubeApiException)
        {
            return null;
        }
    }

    public async Task<LookedUp> LookUpAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        bool? exists = null;
        IReadOnlyCollection<string>? keys = null;
        try
        {
            var all = await connection.Discovery.AllAsync(cancellationToken).ConfigureAwait(false);
            if (all.FirstOrDefault(r => r.Group == key.Group && r.Kind == key.Kind) is not { } resource)
            {
                exists = false;
            }
            else
            {
                var found = await connection.Objects.FindAsync(resource, key.Namespace, key.Name, cancellationToken).ConfigureAwait(false);
                exists = found is not null;
                keys = found is not null && key.Kind is "ConfigMap" or "Secret"
                    ? found.Value.Entries("data").Concat(found.Value.Entries("binaryData")).Select(e => e.Name).ToArray()
                    : null;
            }
        }
        catch (KubeApiException)
        {
            // refused (403) or not to be reached: nothing is known
        }

        return new LookedUp(connection.Time.GetUtcNow(), key, exists, keys);
    }
}
