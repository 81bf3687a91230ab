using System.Text.Json;
using KubeAssert.Cluster.Connection;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Deploying;

/// <summary>Finds workloads and their pods by the names that a test uses.</summary>
internal sealed class PodChoice(ApiObjects objects, Func<IEnumerable<string>> namespaces)
{
    private static readonly ApiResource[] Workloads =
    [
        CoreResources.Deployments,
        CoreResources.Deployments with { Kind = "StatefulSet", Plural = "statefulsets" },
        CoreResources.Deployments with { Kind = "DaemonSet", Plural = "daemonsets" },
        CoreResources.Deployments with { Group = "batch", Kind = "Job", Plural = "jobs" },
        CoreResources.Deployments with { Kind = "ReplicaSet", Plural = "replicasets" },
        CoreResources.Pods,
    ];

    /// <exception cref="KubeApiException">There is none.</exception>
    public async Task<(ApiResource Resource, string Namespace, JsonElement Item)> WorkloadAsync(string name, CancellationToken cancel)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var (kind, bare) = slash < 0 ? (null, name) : (name[..slash], name[(slash + 1)..]);
        foreach (var @namespace in namespaces())
        {
            foreach (var resource in Workloads.Where(w => kind is null || string.Equals(w.Kind, kind, StringComparison.OrdinalIgnoreCase)))
            {
                if (await objects.FindAsync(resource, @namespace, bare, cancel).ConfigureAwait(false) is { } item)
                    return (resource, @namespace, item);
            }
        }

        throw Missing($"there is no workload or pod '{name}' in {string.Join(", ", namespaces())}");
    }

    /// <summary>A pod of a workload: a ready one before others, a young one before old ones.</summary>
    /// <exception cref="KubeApiException">There is none.</exception>
    public async Task<(string Namespace, JsonElement Pod)> OneAsync(string name, CancellationToken cancel)
    {
        var (resource, @namespace, item) = await WorkloadAsync(name, cancel).ConfigureAwait(false);
        if (resource.Kind == "Pod")
            return (@namespace, item);
        var selector = item.Get("spec").Get("selector").StringMap("matchLabels");
        return (@namespace, await SelectedAsync(@namespace, selector, name, cancel).ConfigureAwait(false));
    }

    public async Task<JsonElement> SelectedAsync(string @namespace, IReadOnlyDictionary<string, string> selector, string about, CancellationToken cancel)
    {
        var pods = await objects.ListAsync(CoreResources.Pods, @namespace, string.Join(',', selector.Select(s => $"{s.Key}={s.Value}")), cancel).ConfigureAwait(false);
        var best = pods.Items.OrderByDescending(p => p.HasCondition("Ready"))
            .ThenBy(p => p.Get("metadata").Text("deletionTimestamp") is not null)
            .ThenByDescending(p => p.Get("metadata").Time("creationTimestamp")).FirstOrDefault();
        return selector.Count > 0 && best.ValueKind == JsonValueKind.Object ? best : throw Missing($"'{about}' has no pods in {@namespace}");
    }

    public async Task<(string Namespace, JsonElement Service)> ServiceAsync(string name, CancellationToken cancel)
    {
        foreach (var @namespace in namespaces())
        {
            if (await objects.FindAsync(CoreResources.Services, @namespace, name, cancel).ConfigureAwait(false) is { } found)
                return (@namespace, found);
        }

        throw Missing($"there is no Service '{name}' in {string.Join(", ", namespaces())}");
    }

    private static KubeApiException Missing(string what) => new($"The deployment can't be asked: {what}.", new ApiStatus(404, "NotFound", what, [], null));
}
