using System.Text.RegularExpressions;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Pods;

/// <summary>One of the scheduler's reasons.</summary>
/// <param name="Found">What it means here.</param>
/// <param name="FailsAt">When waiting for it to pass becomes pointless; null where it may pass by itself.</param>
/// <param name="Fix">What to do.</param>
/// <param name="Path">The field of the pod's specification.</param>
/// <param name="Nearest">What comes nearest.</param>
/// <param name="HoldsForAll">Whether it holds for every node, however few are counted: those were ruled out before for other reasons.</param>
internal sealed partial record SchedulingReason(string Found, DateTimeOffset? FailsAt, string? Fix = null, string Path = "", string? Nearest = null, bool HoldsForAll = false)
{
    public static SchedulingReason Of(DiagnosisContext context, ObservedPod pod, string reason, DateTimeOffset since)
    {
        var (grace, settled) = (context.AfterGrace(since), context.AfterSettling(since));

        if (Insufficient().Match(reason) is { Success: true } match)
            return OfResource(context, pod, match.Groups["resource"].Value, grace, settled);
        if (Has(reason, "Too many pods"))
            return new("the nodes are full: too many pods", null);

        if (Has(reason, "volume node affinity conflict") || Has(reason, "PersistentVolume's node affinity") || Has(reason, "no available volume zone"))
            return new("its volume is on another node", grace, "let the pod run where its volume is", "volumes");
        if (Has(reason, "available persistent volumes to bind") || Has(reason, "non-existent pv") || Has(reason, "enough free storage"))
            return new("no persistent volume fits its claim", grace, "create a matching PersistentVolume, or use a storage class that provisions", "volumes");

        if (Has(reason, "Pod's node affinity") || Has(reason, "node selector") || Has(reason, "scheduler-enforced node affinity"))
        {
            var selector = pod.Requests.NodeSelector;
            if (selector.Count > 0 && !pod.Requests.HasNodeAffinity && context.Nodes.Any(n => selector.All(s => n.Labels.GetValueOrDefault(s.Key) == s.Value)))
                return new($"a node has {MessageText.Labels(selector)} by now; the next try will find it", null);
            var near = Scheduling.NearestLabels(context, selector);
            return new(
                selector.Count > 0 ? $"wants a node with {MessageText.Labels(selector)}; no node has that" : "no node meets its node affinity", context.AfterHoping(since, near is not null),
                "label a node accordingly, or correct nodeSelector or affinity", selector.Count > 0 ? "nodeSelector" : "affinity.nodeAffinity", near);
        }

        if (Has(reason, "requested node name"))
            return new("there is no node of the name it asks for", settled, "correct nodeName, or leave it out", "nodeName");
        if (Has(reason, "taint"))
            return OfTaint(context, reason, grace);
        if (Has(reason, "were unschedulable"))
            return new("the node is cordoned", grace, "kubectl uncordon the node");

        // what a pod on its way out still holds is free in a moment
        var whileHeld = context.PodsLeave ? (DateTimeOffset?)null : context.AfterGrace(context.State.PodGoneAt > since ? context.State.PodGoneAt.Value : since);
        if (Has(reason, "free ports"))
            return new($"its host port{(pod.Requests.HostPorts.Count > 0 ? " " + MessageText.List(pod.Requests.HostPorts.Select(p => $"{p}")) : "")} is taken on every node", whileHeld, "leave hostPort out and use a Service, or run no more replicas than nodes", "containers");
        if (Has(reason, "pod affinity/anti-affinity"))
            return new("no node meets its pod affinity and anti-affinity", whileHeld, "run fewer replicas than nodes, or correct the labels", "affinity");
        if (Has(reason, "anti-affinity"))
            return new("its anti-affinity admits no node: there are more replicas than nodes to spread them over", whileHeld, "run fewer replicas, or prefer rather than require the spread", "affinity.podAntiAffinity");
        if (Has(reason, "topology spread") && Has(reason, "missing required label"))
            return new("no node has the label that its topology spread constraints count by", grace, "label the nodes with the topologyKey, or correct it", "topologySpreadConstraints");
        if (Has(reason, "topology spread"))
            return new("its topology spread constraints admit no node", whileHeld, "use whenUnsatisfiable: ScheduleAnyway, or run no more replicas than the nodes can take evenly", "topologySpreadConstraints");
        if (Has(reason, "pod affinity rules"))
            return new("no node runs the pods that its affinity wants beside it", grace, "deploy those pods, or correct the affinity's labels", "affinity.podAffinity");
        if (Has(reason, "ReadWriteOncePod"))
            return new("its claim admits one pod only (ReadWriteOncePod), and another one uses it", whileHeld, "use the Recreate strategy, or another access mode", "volumes");
        return new(MessageText.OneLine(reason), null);
    }

    private static SchedulingReason OfResource(DiagnosisContext context, ObservedPod pod, string resource, DateTimeOffset grace, DateTimeOffset settled)
    {
        var asked = pod.Requests.Resources.GetValueOrDefault(resource);
        if (!context.NodesAreKnown)
            return new($"no node has enough {resource} left: it asks for {MessageText.Resource(asked, resource)}", null, "ask for less, stop something else, or run on a larger node", "containers");
        var largest = context.Nodes.Select(n => n.Allocatable.GetValueOrDefault(resource)).DefaultIfEmpty(0).Max();
        if (asked <= largest)
            return new($"not enough {resource} left: it asks for {MessageText.Resource(asked, resource)} of the nodes' {MessageText.Resource(largest, resource)}", null, "ask for less, or stop something else", "containers");

        // a device plug-in may still announce what no node has yet
        return largest > 0
            ? new(
                $"asks for {MessageText.Resource(asked, resource)} {resource}; the largest node has {MessageText.Resource(largest, resource)}",
                settled, $"request at most {MessageText.Resource(largest, resource)} {resource}, or run on a larger node", "containers", HoldsForAll: true)
            : new($"asks for {MessageText.Resource(asked, resource)} {resource}; no node has any", grace, $"run where a node offers {resource} (its device plugin must run there), or leave the request out", "containers", HoldsForAll: true);
    }

    private static SchedulingReason OfTaint(DiagnosisContext context, string reason, DateTimeOffset grace)
    {
        var taints = context.Nodes.SelectMany(n => n.Taints).Where(t => t.Effect != "PreferNoSchedule").ToList();

        // the control plane sets these, and takes them off again
        var named = Named().Match(reason) is { Success: true } match ? match.Groups["key"].Value : null;
        var passes = named is not null ? Taint.PassesByItself(named) : taints.Count > 0 && taints.All(t => Taint.PassesByItself(t.Key));
        var shown = named is not null && taints.All(t => t.Key != named) ? named
            : taints.Count > 0 ? MessageText.List(taints.Select(t => t.ToString()).Distinct(StringComparer.Ordinal))
            : MessageText.OneLine(reason);
        return new($"does not tolerate the taint {shown}", passes ? null : grace, "add a toleration for the taint, or take the taint off the node", "tolerations");
    }

    private static bool Has(string message, string sign) => message.Contains(sign, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("""Insufficient (?<resource>[^\s,]+)""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Insufficient();

    [GeneratedRegex("""taint \{(?<key>[^:}\s]+)""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Named();
}
