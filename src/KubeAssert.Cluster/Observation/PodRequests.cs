using System.Text.Json;

namespace KubeAssert.Cluster.Observation;

/// <summary>What a pod asks of a node, as the scheduler counts it: the containers' sum or the largest init container, whichever is more.</summary>
internal sealed record PodRequests(IReadOnlyDictionary<string, double> Resources, IReadOnlyDictionary<string, string> NodeSelector, IReadOnlyList<int> HostPorts, bool HasNodeAffinity)
{
    public static PodRequests Read(JsonElement spec)
    {
        var sum = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var container in spec.Items("containers"))
        {
            foreach (var (resource, amount) in Of(container))
                sum[resource] = sum.GetValueOrDefault(resource) + amount;
        }

        foreach (var container in spec.Items("initContainers"))
        {
            var staysOn = container.Text("restartPolicy") == "Always";
            foreach (var (resource, amount) in Of(container))
                sum[resource] = staysOn ? sum.GetValueOrDefault(resource) + amount : Math.Max(sum.GetValueOrDefault(resource), amount);
        }

        // what is asked for the pod as a whole stands instead of its containers' sum; a runtime class adds its overhead
        foreach (var (resource, amount) in Of(spec))
            sum[resource] = amount;
        foreach (var overhead in spec.Entries("overhead"))
            sum[overhead.Name] = sum.GetValueOrDefault(overhead.Name) + overhead.Value.Amount();

        var ports = spec.Items("containers").SelectMany(c => c.Items("ports")).Select(p => p.Int("hostPort")).Where(p => p > 0).ToArray();
        return new PodRequests(sum, spec.StringMap("nodeSelector"), ports, spec.Get("affinity").Get("nodeAffinity").Get("requiredDuringSchedulingIgnoredDuringExecution").ValueKind == JsonValueKind.Object);
    }

    private static IEnumerable<(string Resource, double Amount)> Of(JsonElement container) =>
        container.Get("resources").Entries("requests").Select(r => (r.Name, r.Value.Amount()));
}
