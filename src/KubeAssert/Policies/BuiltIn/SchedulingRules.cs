using KubeAssert.PolicyRules.BuiltIn;

namespace KubeAssert;

/// <content>Where pods run, before whom, and how they find names.</content>
public static partial class Rules
{
    /// <summary>A pod has one of the priority classes that are agreed on.</summary>
    public static Rule PriorityClassIsAllowed(PriorityClassParameters? parameters = null)
    {
        var allowed = (parameters ?? new()).Allowed;
        return Rule
            .For<PodTemplate>("priority-class-is-allowed", "A pod has one of the priority classes that are agreed on")
            .With(allowed.Count == 0 ? "any class" : string.Join(", ", allowed))
            .Severity(Severity.Warning)
            .Because("a class of high priority drives other pods from their nodes")
            .Fix("set priorityClassName to a class that is agreed on")
            .Must(
                pod => allowed.Count == 0 || allowed.Contains(pod.Spec["priorityClassName"].Text ?? "", StringComparer.Ordinal),
                pod => pod.Spec["priorityClassName"].HasValue ? $"is {pod.Spec["priorityClassName"].Text}; agreed on: {string.Join(", ", allowed)}" : "is not set",
                pod => pod.Spec["priorityClassName"])
            .Page()
            .Takes(parameters ?? new(), PriorityClassIsAllowed);
    }

    /// <summary>A pod says on which nodes it runs.</summary>
    public static Rule NodeAffinityIsSet { get; } = Rule
        .For<PodTemplate>("node-affinity-is-set", "A pod says on which nodes it runs")
        .Severity(Severity.Info)
        .Because("in a cluster of several kinds of nodes it could come to one that does not fit")
        .Fix("set affinity.nodeAffinity, or nodeSelector")
        .Where(pod => pod.Workload.Kind != "DaemonSet")
        .Must(
            pod => pod.Spec["affinity"]["nodeAffinity"].Entries.Count > 0 || pod.Spec["nodeSelector"].Entries.Count > 0,
            _ => "is not set, and there is no nodeSelector",
            pod => pod.Spec["affinity"]["nodeAffinity"])
        .Page();

    /// <summary>A pod says how it looks up names.</summary>
    public static Rule DnsOptionsAreSet(DnsOptionParameters? parameters = null)
    {
        var (name, value) = (parameters ?? new()) is var p ? (p.Name, p.Value) : default;
        return Rule
            .For<PodTemplate>("dns-options-are-set", "A pod says how it looks up names")
            .With($"{name}: {value}")
            .Severity(Severity.Info)
            .Because("with ndots: 5, which Kubernetes sets, a name outside the cluster is looked up in each of the cluster's domains in vain first")
            .Fix($"add {{name: {name}, value: \"{value}\"}} to dnsConfig.options")
            .Where(pod => !pod.UsesHostNetwork && pod.Spec["dnsPolicy"].Text != "Default")
            .Must(
                pod => pod.Spec["dnsConfig"]["options"].Items.Any(o => o["name"].Text == name && (value.Length == 0 || o["value"].Text == value)),
                pod => pod.Spec["dnsConfig"]["options"].Items.Count > 0 ? $"do not set {name} to {value}" : "are not set",
                pod => pod.Spec["dnsConfig"]["options"])
            .Page()
            .Takes(parameters ?? new(), DnsOptionsAreSet);
    }
}

/// <summary>Which priority classes are agreed on.</summary>
public sealed record PriorityClassParameters
{
    /// <summary>Their names; an empty one allows pods without a class.</summary>
    /// <value>Empty: any class.</value>
    public IReadOnlyList<string> Allowed { get; init; } = [];
}

/// <summary>How pods look up names.</summary>
public sealed record DnsOptionParameters
{
    /// <summary>The option of the resolver.</summary>
    /// <value><c>ndots</c></value>
    public string Name { get; init; } = "ndots";

    /// <summary>Its value; empty for any.</summary>
    /// <value><c>2</c></value>
    public string Value { get; init; } = "2";
}
