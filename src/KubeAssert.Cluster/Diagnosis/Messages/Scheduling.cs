using System.Text.RegularExpressions;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing;

/// <summary>Reads why the scheduler refuses a pod. It counts nodes by reason; the pod is stuck only if no reason can pass by itself.</summary>
internal static partial class Scheduling
{
    public static Symptom Read(Scene scene, ObservedPod pod, string message, Symptom symptom)
    {
        var since = symptom.Since > scene.NodesReadySince ? symptom.Since : scene.NodesReadySince;

        if (ApiMessage.MissingObject(message, pod.Key.Namespace) is { Kind: "PersistentVolumeClaim" or "ResourceClaim" } missing)
            return Missing.Object(scene, symptom with { FailsAt = scene.AfterGrace(symptom.Since) }, missing, pod);

        if (Has(message, "unbound immediate PersistentVolumeClaims"))
        {
            var claims = pod.Dependencies.Where(d => d.Kind == "PersistentVolumeClaim").Select(d => "PersistentVolumeClaim/" + d.Name).ToList();
            return symptom with { Found = $"waits for {(claims.Count > 0 ? Words.List(claims) : "its claims")} to be bound", Path = "volumes", Rank = 21 };
        }

        if (scene.NodesAreStarting)
            return symptom with { Found = scene.Nodes.Count == 0 ? "there is no node yet" : "the node is still starting", Rank = 21 };

        var reasons = Reasons(message).Select(r => Judge(scene, pod, r, since)).ToList();
        if (reasons.Count == 0)
            return symptom with { Found = $"no node can take it: {Words.OneLine(message)}" };

        // all nodes must be hopeless; the last of them decides when
        var hopeless = reasons.All(r => r.FailsAt is not null);
        var worst = reasons.FirstOrDefault(r => r.FailsAt is not null) ?? reasons[0];
        return symptom with
        {
            Since = since,
            FailsAt = hopeless ? reasons.Max(r => r.FailsAt) : null,
            Found = string.Join("; ", reasons.Select(r => r.Found).Distinct(StringComparer.Ordinal)),
            Fix = worst.Fix,
            Nearest = worst.Nearest,
            Path = worst.Path,
        };
    }

    public static string? NearestLabels(Scene scene, IReadOnlyDictionary<string, string> selector)
    {
        var known = scene.Nodes.SelectMany(n => n.Labels).Select(l => $"{l.Key}={l.Value}").Distinct(StringComparer.Ordinal).ToList();
        var near = selector.Select(s => NearestName.Of($"{s.Key}={s.Value}", known)).FirstOrDefault(n => n is not null);
        return near is null ? null : $"a node has {near}";
    }

    private sealed record Reason(string Found, DateTimeOffset? FailsAt, string? Fix = null, string Path = "", string? Nearest = null);

    private static Reason Judge(Scene scene, ObservedPod pod, string reason, DateTimeOffset since)
    {
        var (grace, settled) = (scene.AfterGrace(since), scene.AfterSettling(since));

        // what a pod on its way out still holds is free in a moment
        var freed = scene.State.Pods.Any(p => p.IsDeleting && p.NodeName is not null) ? (DateTimeOffset?)null
            : scene.AfterGrace(scene.State.PodGoneAt > since ? scene.State.PodGoneAt.Value : since);

        if (Insufficient().Match(reason) is { Success: true } match)
        {
            var resource = match.Groups["resource"].Value;
            var asked = pod.Requests.Resources.GetValueOrDefault(resource);
            var largest = scene.Nodes.Select(n => n.Allocatable.GetValueOrDefault(resource)).DefaultIfEmpty(0).Max();
            return asked > largest
                ? new Reason(
                    $"asks for {Words.Resource(asked, resource)} {resource}; the largest node has {Words.Resource(largest, resource)}",
                    largest > 0 ? settled : grace, $"request at most {Words.Resource(largest, resource)} {resource}, or run on a larger node", "containers")
                : new Reason($"not enough {resource} left: it asks for {Words.Resource(asked, resource)} of the nodes' {Words.Resource(largest, resource)}", null, "ask for less, or stop something else", "containers");
        }

        if (Has(reason, "Too many pods"))
            return new Reason("the nodes are full: too many pods", null);
        if (Has(reason, "node affinity/selector") || Has(reason, "node selector") || Has(reason, "requested node name"))
        {
            var selector = pod.Requests.NodeSelector;
            if (selector.Count > 0 && !pod.Requests.HasNodeAffinity && scene.Nodes.Any(n => selector.All(s => n.Labels.GetValueOrDefault(s.Key) == s.Value)))
                return new Reason($"a node has {Words.Labels(selector)} by now; the next try will find it", null);
            var near = NearestLabels(scene, selector);
            return new Reason(
                selector.Count > 0 ? $"wants a node with {Words.Labels(selector)}; no node has that" : "no node meets its node affinity", scene.AfterHoping(since, near is not null),
                "label a node accordingly, or correct nodeSelector or affinity", selector.Count > 0 ? "nodeSelector" : "affinity.nodeAffinity", near);
        }

        if (Has(reason, "untolerated taint") || Has(reason, "taints that the pod didn't tolerate"))
        {
            var taints = scene.Nodes.SelectMany(n => n.Taints).Where(t => t.Effect != "PreferNoSchedule").Select(t => t.ToString()).Distinct(StringComparer.Ordinal).ToList();
            return new Reason($"does not tolerate the taint {(taints.Count > 0 ? Words.List(taints) : Words.OneLine(reason))}", grace, "add a toleration for the taint, or take the taint off the node", "tolerations");
        }

        if (Has(reason, "were unschedulable"))
            return new Reason("the node is cordoned", grace, "kubectl uncordon the node");
        if (Has(reason, "free ports"))
            return new Reason($"its host port{(pod.Requests.HostPorts.Count > 0 ? " " + Words.List(pod.Requests.HostPorts.Select(p => $"{p}")) : "")} is taken on every node", freed, "leave hostPort out and use a Service, or run no more replicas than nodes", "containers");
        if (Has(reason, "anti-affinity"))
            return new Reason("its anti-affinity admits no node: there are more replicas than nodes to spread them over", freed, "run fewer replicas, or prefer rather than require the spread", "affinity.podAntiAffinity");
        if (Has(reason, "topology spread"))
            return new Reason("its topology spread constraints admit no node", freed, "use whenUnsatisfiable: ScheduleAnyway, or label the nodes with the topology key", "topologySpreadConstraints");
        if (Has(reason, "pod affinity rules"))
            return new Reason("no node runs the pods that its affinity wants beside it", grace, "deploy those pods, or correct the affinity's labels", "affinity.podAffinity");
        if (Has(reason, "volume node affinity conflict") || Has(reason, "PersistentVolume's node affinity") || Has(reason, "no available volume zone"))
            return new Reason("its volume is on another node", grace, "let the pod run where its volume is", "volumes");
        if (Has(reason, "available persistent volumes to bind") || Has(reason, "non-existent pv"))
            return new Reason("no persistent volume fits its claim", grace, "create a matching PersistentVolume, or use a storage class that provisions", "volumes");
        return new Reason(Words.OneLine(reason), null);
    }

    // "0/2 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint {a: b}. preemption: ..."
    private static IEnumerable<string> Reasons(string message)
    {
        var at = message.IndexOf("nodes are available:", StringComparison.Ordinal);
        if (at < 0)
            return [];
        var text = message[(at + "nodes are available:".Length)..];
        if (text.IndexOf("preemption:", StringComparison.Ordinal) is >= 0 and var tail)
            text = text[..tail];
        // the claims plug-in adds this to whatever else is wrong
        text = text.Replace("no new claims to deallocate", "", StringComparison.Ordinal);
        return Counted().Split(text).Select(r => r.Trim(' ', ',', '.')).Where(r => r.Length > 0).Distinct(StringComparer.Ordinal);
    }

    private static bool Has(string message, string sign) => message.Contains(sign, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("""(?:^|[,.]\s*|\s)(?=\d+ (?:node\(s\)|Insufficient|Too many))\d+ """, RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Counted();

    [GeneratedRegex("""Insufficient (?<resource>[^\s,]+)""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Insufficient();
}
