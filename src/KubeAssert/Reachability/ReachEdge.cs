using System.Globalization;

namespace KubeAssert.Reachability;

/// <summary>A workload that reaches a port of a Service.</summary>
internal sealed record ReachEdge(Workload From, Service To, ServicePort Port)
{
    /// <summary>The edge as a table writes it: the namespace only where the two differ, the protocol only where it is not TCP.</summary>
    public override string ToString()
    {
        var target = From.Namespace == To.Namespace ? To.Name : $"{To.Namespace}/{To.Name}";
        var protocol = Port.Protocol == "TCP" ? "" : "/" + Port.Protocol;
        return string.Create(CultureInfo.InvariantCulture, $"{From.Name} -> {target}:{Port.Port}{protocol}");
    }

    /// <summary>Whether an entry of a table means this edge, by the port's number or its name.</summary>
    public bool Is(string entry) => entry == ToString() || (Port.Name.Length > 0 && entry == Named());

    private string Named()
    {
        var whole = ToString();
        var colon = whole.LastIndexOf(':');
        var protocol = Port.Protocol == "TCP" ? "" : "/" + Port.Protocol;
        return whole[..(colon + 1)] + Port.Name + protocol;
    }
}
