using KubeAssert.Validation;
using KubeAssert.Reachability;

namespace KubeAssert;

/// <summary>Questions about who reaches whom, answered from the network policies of a set.</summary>
public static class ManifestSetReachability
{
    /// <summary>The same set, with namespaces around it whose labels policies may select.</summary>
    public static ManifestSet Assuming(this ManifestSet manifests, params Assume[] assumptions)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        ArgumentNullException.ThrowIfNull(assumptions);
        var settings = manifests.Setting<ReachSettings>() ?? ReachSettings.None;
        var namespaces = new Dictionary<string, IReadOnlyDictionary<string, string>>(settings.Namespaces, StringComparer.Ordinal);
        foreach (var assumption in assumptions)
            namespaces[assumption.Name] = assumption.Labels;
        return manifests.With(settings with { Namespaces = namespaces });
    }

    /// <summary>
    /// The same set, with a decision for what Kubernetes leaves to the network plugin: pods in the network of their node, traffic of
    /// nodes, and address blocks over the virtual address of a Service.
    /// </summary>
    /// <param name="manifests">The set.</param>
    /// <param name="verdict"><see cref="ReachVerdict.Allowed"/> or <see cref="ReachVerdict.Denied"/>, as your plugin has it.</param>
    public static ManifestSet TreatingUndefinedTrafficAs(this ManifestSet manifests, ReachVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        return manifests.With((manifests.Setting<ReachSettings>() ?? ReachSettings.None) with { Undefined = verdict });
    }

    /// <summary>Whether the pods of a workload may connect to those of another.</summary>
    /// <param name="from">Who opens the connection.</param>
    /// <param name="to">Who is called.</param>
    /// <param name="port">The port; a name is that of a container's port.</param>
    public static ReachAnswer Reach(this Workload from, Workload to, NetworkPort port)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        var model = Model(from.Manifests);
        var end = model.End(to);
        var number = port.Number > 0 ? port.Number : (int)end.Ports.FirstOrDefault(p => p.Name == port.Name && p.Protocol == port.Protocol).Number;
        if (number == 0)
            return Unknown($"no container of {to.Manifest} ({to.Manifest.Location}) has a port {port}");
        return Decided(from.Manifests, model.Ask(new Flow(model.End(from), end, number, port.Protocol)));
    }

    /// <summary>Whether the pods of a workload may connect to every pod behind a Service, at the ports that it sends to.</summary>
    /// <param name="from">Who opens the connection.</param>
    /// <param name="to">The Service.</param>
    /// <param name="port">The Service's port.</param>
    public static ReachAnswer Reach(this Workload from, Service to, NetworkPort port)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        var model = Model(from.Manifests);
        var number = port.Number > 0 ? port.Number : (int?)to.Ports.FirstOrDefault(p => p.Name == port.Name && p.Protocol == port.Protocol)?.Port;
        return number is { } known
            ? Decided(from.Manifests, ServiceReach.Ask(model, model.End(from), to, known, port.Protocol))
            : Unknown($"{to.Manifest} ({to.Manifest.Location}) has no port {port}");
    }

    /// <summary>Whether the pods of a workload may connect to an address outside of the cluster.</summary>
    /// <exception cref="FormatException">The text is not an IP address, or the port has a name.</exception>
    public static ReachAnswer Reach(this Workload from, string address, NetworkPort port)
    {
        ArgumentNullException.ThrowIfNull(from);
        if (IpAddress.Parse(address) is not { } parsed)
            throw new FormatException($"'{address}' is not an IP address; policies do not know host names.");
        if (port.Number == 0)
            throw new FormatException($"An address has no named ports; write a number instead of {port.Name}.");
        var model = Model(from.Manifests);
        return Decided(from.Manifests, model.Ask(new Flow(model.End(from), NetworkEnd.Address(parsed), port.Number, port.Protocol)));
    }

    internal static NetworkModel Model(ManifestSet manifests) =>
        manifests.Derived(set => new NetworkModel(set, set.Setting<ReachSettings>()?.Namespaces));

    internal static ReachAnswer Decided(ManifestSet manifests, ReachAnswer answer) =>
        answer.Verdict == ReachVerdict.DependsOnPlugin && manifests.Setting<ReachSettings>()?.Undefined is { } verdict
            ? answer with { Verdict = verdict }
            : answer;

    private static ReachAnswer Unknown(string reason) =>
        new(ReachVerdict.Denied, null, new ReachDecision(ReachVerdict.Denied, reason));
}
