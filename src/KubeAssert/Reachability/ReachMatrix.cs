namespace KubeAssert.Reachability;

/// <summary>Who reaches which Service of a set, as lines: <c>web -&gt; db:5432</c>.</summary>
internal static class ReachMatrix
{
    /// <summary>Every edge that the policies let through, in the order of the set.</summary>
    public static IReadOnlyList<ReachEdge> Edges(ManifestSet manifests)
    {
        var services = manifests.Services().Where(service => !service.HasNoSelector).ToList();
        var edges = new List<ReachEdge>();
        foreach (var from in manifests.Workloads())
        {
            foreach (var service in services)
            {
                foreach (var port in service.Ports)
                {
                    if (port.Port is { } number and > 0 and <= 65535 && IsOpen(from, service, (int)number, port.Protocol))
                        edges.Add(new ReachEdge(from, service, port));
                }
            }
        }

        return edges;
    }

    private static bool IsOpen(Workload from, Service service, int port, string protocol) =>
        !service.Selector.Matches(from.PodTemplate.Labels)
        && from.Reach(service, NetworkPort.Parse($"{port}/{protocol}")).Verdict == ReachVerdict.Allowed;
}
