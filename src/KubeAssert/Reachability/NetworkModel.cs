using System.Collections.Concurrent;
using KubeAssert.Validation;

namespace KubeAssert.Reachability;

/// <summary>The policies of a set, and the answers that they give. Immutable; safe to ask from many threads.</summary>
internal sealed class NetworkModel
{
    private const string NameLabel = "kubernetes.io/metadata.name";

    private readonly NamespacePolicies _policies;
    private readonly ClusterTier _admin;
    private readonly ClusterTier _baseline;
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _namespaces = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Manifest, NetworkEnd> _ends = new(ReferenceEqualityComparer.Instance);

    public NetworkModel(ManifestSet manifests, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? assumedNamespaces = null)
    {
        _policies = new NamespacePolicies(manifests);
        _admin = ClusterTier.Admin(manifests);
        _baseline = ClusterTier.Baseline(manifests);
        foreach (var (name, labels) in assumedNamespaces ?? new Dictionary<string, IReadOnlyDictionary<string, string>>())
            _namespaces[name] = Named(labels, name);
        foreach (var manifest in manifests.Where(m => m is { Kind: "Namespace", Group: "" }))
            _namespaces[manifest.Name] = Named(manifest.Labels, manifest.Name);
    }

    /// <summary>The labels of a namespace: those written, and its name, which the API server adds.</summary>
    public IReadOnlyDictionary<string, string> LabelsOf(string @namespace) =>
        _namespaces.TryGetValue(@namespace, out var labels) ? labels : Named(new Dictionary<string, string>(), @namespace);

    /// <summary>The pods of a workload, read once.</summary>
    public NetworkEnd End(Workload workload) =>
        _ends.GetOrAdd(workload.Manifest, _ => NetworkEnd.Pods(workload, LabelsOf(workload.Namespace ?? "")));

    public ReachAnswer Ask(Flow flow)
    {
        // a pod always reaches itself
        if (flow.From.IsOnePod && ReferenceEquals(flow.From.Workload?.Manifest, flow.To.Workload?.Manifest))
            return new ReachAnswer(ReachVerdict.Allowed, null, null);

        var egress = flow.From.Kind == NetworkEndKind.Pods ? Decide(flow, isIngress: false) : null;
        var ingress = flow.To.Kind == NetworkEndKind.Pods ? Decide(flow, isIngress: true) : null;
        return new ReachAnswer(Both(egress?.Verdict, ingress?.Verdict), egress, ingress);
    }

    /// <summary>Asks for a Service: policies apply to the pods behind it, at the port that it sends to.</summary>
    public ReachAnswer AskService(Flow flow, IpAddress? virtualAddress)
    {
        var answer = Ask(flow);
        if (answer.Egress is not { Verdict: ReachVerdict.Denied } egress || !_policies.AllowsByAddress(flow, virtualAddress))
            return answer;
        var open = egress with
        {
            Verdict = ReachVerdict.DependsOnPlugin,
            Reason = "an ipBlock is compared with the Service's address before or after it is replaced by a pod's, as the network plugin has it",
        };
        return answer with { Verdict = Both(open.Verdict, answer.Ingress?.Verdict), Egress = open };
    }

    private ReachDecision Decide(Flow flow, bool isIngress)
    {
        var decision = _admin.Decide(flow, isIngress) ?? _policies.Decide(flow, isIngress) ?? _baseline.Decide(flow, isIngress)
            ?? new ReachDecision(ReachVerdict.Allowed, $"no policy restricts {flow.Subject(isIngress).Name}");
        return OpenReason(flow, isIngress) is { } reason ? Left(decision, flow, isIngress, reason) : decision;
    }

    /// <summary>Who of the two ends makes the outcome the plugin's choice.</summary>
    private static string? OpenReason(Flow flow, bool isIngress)
    {
        if (flow.Subject(isIngress).IsOnHost)
            return $"{flow.Subject(isIngress).Name} uses the network of its node";
        var peer = flow.Peer(isIngress);
        if (peer.IsOnHost)
            return $"{peer.Name} uses the network of its node";
        return peer.Kind == NetworkEndKind.Node ? $"{peer.Name} is a node" : null;
    }

    /// <summary>The question stays open only where policies restrict the end and do not let everybody through.</summary>
    private ReachDecision Left(ReachDecision decision, Flow flow, bool isIngress, string reason)
    {
        var subject = flow.Subject(isIngress);
        var isRestricted = _policies.Selecting(subject, isIngress).Count > 0 || _admin.Selects(subject, isIngress) || _baseline.Selects(subject, isIngress);
        if (!isRestricted || AllowsAnybody(decision, isIngress))
            return decision;
        return decision with { Verdict = ReachVerdict.DependsOnPlugin, Reason = $"{reason}: what policies mean there depends on the network plugin" };
    }

    private static bool AllowsAnybody(ReachDecision decision, bool isIngress) =>
        decision is { Verdict: ReachVerdict.Allowed, Rule: { } rule, Policy.Kind: "NetworkPolicy" } && rule[isIngress ? "from" : "to"].Items.Count == 0;

    private static ReachVerdict Both(ReachVerdict? one, ReachVerdict? other)
    {
        if (one == ReachVerdict.Denied || other == ReachVerdict.Denied)
            return ReachVerdict.Denied;
        return one == ReachVerdict.DependsOnPlugin || other == ReachVerdict.DependsOnPlugin ? ReachVerdict.DependsOnPlugin : ReachVerdict.Allowed;
    }

    private static Dictionary<string, string> Named(IReadOnlyDictionary<string, string> labels, string name) =>
        new(labels, StringComparer.Ordinal) { [NameLabel] = name };
}
