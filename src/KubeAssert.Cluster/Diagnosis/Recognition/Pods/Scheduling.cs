using System.Globalization;
using System.Text.RegularExpressions;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Recognition.Pods;

/// <summary>Reads why the scheduler refuses a pod. It counts nodes by reason; the pod is stuck only if none of the nodes can come to take it by itself.</summary>
internal static partial class Scheduling
{
    private const string NoVolume = "available persistent volumes to bind";

    public static Symptom Read(DiagnosisContext context, ObservedPod pod, string message, Symptom symptom)
    {
        var since = symptom.Since > context.NodesReadySince ? symptom.Since : context.NodesReadySince;

        if (ApiMessage.MissingObject(message, pod.Key.Namespace) is { Kind: "PersistentVolumeClaim" or "ResourceClaim" } missing)
            return Missing.Object(context, symptom with { FailsAt = context.AfterGrace(symptom.Since) }, missing, pod);

        if (message.Contains("unbound immediate PersistentVolumeClaims", StringComparison.OrdinalIgnoreCase))
        {
            var claims = pod.Dependencies.Where(d => d.Kind == "PersistentVolumeClaim").Select(d => "PersistentVolumeClaim/" + d.Name).ToList();
            return symptom with { Found = $"waits for {(claims.Count > 0 ? MessageText.List(claims) : "its claims")} to be bound", Path = "volumes", Rank = 21, Follows = true };
        }

        if (context.NodesAreKnown ? context.NodesAreStarting : NodesSeemToStart(message))
            return symptom with { Found = context.NodesAreKnown && context.Nodes.Count == 0 ? "there is no node yet" : "the node is still starting", Rank = 21 };

        var (nodes, counted) = Reasons(message);
        var reasons = counted.Select(c => (c.Nodes, Reason: SchedulingReason.Of(context, pod, c.Reason, since))).ToList();
        if (reasons.Count == 0)
            return symptom with { Found = $"no node can take it: {MessageText.OneLine(message)}" };

        // where no volume fits a claim, the claim says so
        if (message.Contains(NoVolume, StringComparison.Ordinal) && Claims.KeepBack(context, pod))
            return symptom with { Found = "waits for its claims to be bound", Path = "volumes", Rank = 21 };

        var failsAt = FailsAt(nodes, reasons, out var everywhere);
        if (NodeOrdered(context, pod) is { } ordered && ordered + context.WaitPolicy.NodeProvisioningTimeout is var arrival && arrival > failsAt)
            return symptom with { FailsAt = arrival, Found = "waits for a node that the cluster's autoscaler is adding", Rank = 21 };

        var worst = everywhere.FirstOrDefault() ?? reasons.Select(r => r.Reason).FirstOrDefault(r => r.FailsAt is not null) ?? reasons[0].Reason;
        return symptom with
        {
            Since = since,
            FailsAt = failsAt,
            Found = string.Join("; ", reasons.Select(r => r.Reason.Found).Distinct(StringComparer.Ordinal)),
            Fix = worst.Fix,
            Nearest = worst.Nearest,
            Path = worst.Path,
        };
    }

    /// <summary>When it is a verdict that a pod waits for a volume that no node has; null while it may still be scheduled, or waits for something else.</summary>
    public static DateTimeOffset? NoVolumeFits(DiagnosisContext context, ObservedPod pod)
    {
        if (pod.NodeName is not null || context.NodesAreStarting || pod.Condition("PodScheduled") is not { IsFalse: true } refused || !refused.Message.Contains(NoVolume, StringComparison.Ordinal))
            return null;
        var since = refused.Since > context.NodesReadySince ? refused.Since : context.NodesReadySince;
        var (nodes, counted) = Reasons(refused.Message);
        return FailsAt(nodes, counted.Select(c => (c.Nodes, SchedulingReason.Of(context, pod, c.Reason, since))).ToList(), out _);
    }

    // one reason that holds for every node is enough; else each node must be hopeless, and the last of them decides when
    private static DateTimeOffset? FailsAt(int nodes, List<(int Nodes, SchedulingReason Reason)> reasons, out List<SchedulingReason> everywhere)
    {
        everywhere = reasons.Where(r => r.Reason.FailsAt is not null && (r.Nodes >= nodes || r.Reason.HoldsForAll)).Select(r => r.Reason).ToList();
        return everywhere.Count > 0 ? everywhere.Min(r => r.FailsAt)
            : reasons.All(r => r.Reason.FailsAt is not null) ? reasons.Max(r => r.Reason.FailsAt)
            : null;
    }

    // the cluster autoscaler and Karpenter each announce a node that is on its way, and that none would help
    private static DateTimeOffset? NodeOrdered(DiagnosisContext context, ObservedPod pod)
    {
        ObservedEvent? last = null;
        foreach (var e in context.State.EventsOf(pod))
        {
            if (e.Reason is "TriggeredScaleUp" or "Nominated" or "NotTriggerScaleUp" or "FailedScaleUp" && !(last?.LastSeen > e.LastSeen))
                last = e;
        }

        return last is { Reason: "TriggeredScaleUp" or "Nominated" } ? last.LastSeen : null;
    }

    public static string? NearestLabels(DiagnosisContext context, IReadOnlyDictionary<string, string> selector)
    {
        var known = context.Nodes.SelectMany(n => n.Labels).Select(l => $"{l.Key}={l.Value}").Distinct(StringComparer.Ordinal).ToList();
        var near = selector.Where(s => !known.Contains($"{s.Key}={s.Value}")).Select(s => Texts.Nearest.Name($"{s.Key}={s.Value}", known)).FirstOrDefault(n => n is not null);
        return near is null ? null : $"a node has {near}";
    }

    // the scheduler counts the nodes it looked at
    private static bool NodesSeemToStart(string message) =>
        !message.Contains("nodes are available:", StringComparison.Ordinal) || message.Contains("0/0 nodes", StringComparison.Ordinal)
        || message.Contains("node.kubernetes.io/not-ready", StringComparison.Ordinal);

    // "0/2 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint {a: b}. preemption: ..."
    private static (int Nodes, IReadOnlyList<(int Nodes, string Reason)> Reasons) Reasons(string message)
    {
        if (Head().Match(message) is not { Success: true } head)
            return (0, []);
        var text = message[(head.Index + head.Length)..];
        if (text.IndexOf("preemption:", StringComparison.Ordinal) is >= 0 and var tail)
            text = text[..tail];

        // the claims plug-in adds these to whatever else is wrong
        foreach (var said in new[] { "no new claims to deallocate", "still not schedulable", "not found" })
            text = text.TrimEnd(' ', ',', '.') is var end && end.EndsWith(said, StringComparison.Ordinal) ? end[..^said.Length] : text;

        var all = Number(head.Groups["nodes"].Value);
        var found = new List<(int, string)>();
        var at = 0;
        var count = all;
        foreach (Match next in Counted().Matches(text))
        {
            Add(text[at..next.Index]);
            (at, count) = (next.Index + next.Length, Number(next.Groups["count"].Value));
        }

        Add(text[at..]);
        return (all, found);

        // what stands before the first number is said of the pod, not of single nodes
        void Add(string reason)
        {
            reason = reason.Trim(' ', ',', '.');
            if (reason.Length > 0)
                found.Add((count, reason));
        }
    }

    private static int Number(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;

    [GeneratedRegex("""\d+/(?<nodes>\d+) nodes are available:""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Head();

    [GeneratedRegex("""(?:^\s*|[,.] +)(?<count>\d+) (?=[A-Za-z])""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Counted();
}
