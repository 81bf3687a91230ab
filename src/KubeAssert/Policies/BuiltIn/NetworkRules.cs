using KubeAssert.PolicyRules.BuiltIn;

namespace KubeAssert;

/// <content>Who reaches pods.</content>
public static partial class Rules
{
    /// <summary>A Service is not reached from outside the cluster, but through an Ingress or Gateway.</summary>
    public static Rule ServiceIsInternal(ServiceTypeParameters? parameters = null)
    {
        var allowed = (parameters ?? new()).Allowed;
        return Rule
            .For<Service>("service-is-internal", "A Service is not reached from outside the cluster by itself")
            .With(string.Join(", ", allowed) + " allowed")
            .Severity(Severity.Warning)
            .Because("it would stand beside the Ingress or Gateway, without its certificates and its log")
            .Fix("use ClusterIP behind an Ingress or a Gateway")
            .Must(s => allowed.Contains(s.Type, StringComparer.Ordinal), s => $"is {s.Type}", s => s.Spec["type"])
            .Page()
            .Takes(parameters ?? new(), ServiceIsInternal);
    }

    /// <summary>A NetworkPolicy says who reaches a pod, and whom it reaches.</summary>
    public static Rule PodsAreIsolated(IsolationParameters? parameters = null)
    {
        var (ingress, egress) = (parameters ?? new()) is var p ? (p.Ingress, p.Egress) : default;
        return Rule
            .For<PodTemplate>("pods-are-isolated", "A NetworkPolicy says who reaches a pod and whom it reaches")
            .With($"{(ingress ? "what comes in" : "")}{(ingress && egress ? " and " : "")}{(egress ? "what goes out" : "")}")
            .Severity(Severity.Warning)
            .Because("every pod of the cluster can reach it otherwise, and it can reach everything")
            .Fix("add a NetworkPolicy that selects the pods, or one for all pods of the namespace (podSelector: {})")
            .Where(pod => !pod.UsesHostNetwork)
            .Check((pod, context) => Isolation.In(context).WhatIsOpen(pod, ingress, egress) is { } open ? [context.Finding(pod["metadata"]["labels"], open)] : [])
            .Page()
            .Takes(parameters ?? new(), PodsAreIsolated);
    }

    /// <summary>Who a NetworkPolicy lets in or out by labels is there.</summary>
    public static Rule NetworkPolicyPeerSelectsPods { get; } = Rule
        .For<NetworkPolicy>("network-policy-peer-selects-pods", "Whom a NetworkPolicy lets in or out by labels is there")
        .Severity(Severity.Warning)
        .Because("who was meant stays locked out")
        .Fix("select labels that a pod template of its namespace carries, or add a namespaceSelector")
        .Check(MissingPeers)
        .Page();

    private static IEnumerable<Finding> MissingPeers(NetworkPolicy policy, RuleContext context) =>
        context.Manifests.Derived(set => new MissingPeerList(set)).Of(policy).Select(peer => context.Finding(
            peer.Node, $"lets pods with {peer.Selector} through, and no pod template of namespace {policy.Namespace} is one", nearest: peer.Nearest?.ToString(), fix: peer.Nearest?.Fix));

    /// <summary>The pod templates that NetworkPolicies of a set select, by direction.</summary>
    private sealed class Isolation
    {
        private readonly HashSet<PodTemplate> _ingress = new(ReferenceEqualityComparer.Instance);
        private readonly HashSet<PodTemplate> _egress = new(ReferenceEqualityComparer.Instance);
        private readonly bool _isUnknown;

        private Isolation(ManifestSet manifests)
        {
            // policies of a network plug-in's own kinds select by rules of their own
            _isUnknown = manifests.Any(m => m.Kind.EndsWith("NetworkPolicy", StringComparison.Ordinal) && m.Group is not ("networking.k8s.io" or "extensions"));
            if (_isUnknown)
                return;
            var graph = manifests.References();
            foreach (var policy in manifests.NetworkPolicies())
            {
                var pods = graph.PodsSelectedBy(policy.PodSelector, policy.Namespace);
                if (policy.RestrictsIngress)
                    _ingress.UnionWith(pods);
                if (policy.RestrictsEgress)
                    _egress.UnionWith(pods);
            }
        }

        public static Isolation In(RuleContext context) => context.Manifests.Derived(set => new Isolation(set));

        public string? WhatIsOpen(PodTemplate pod, bool ingress, bool egress)
        {
            var (isOpenIn, isOpenOut) = (ingress && !_ingress.Contains(pod), egress && !_egress.Contains(pod));
            return _isUnknown || !(isOpenIn || isOpenOut) ? null
                : isOpenIn && isOpenOut ? "are selected by no NetworkPolicy"
                : isOpenIn ? "are selected by no NetworkPolicy that restricts what comes in"
                : "are selected by no NetworkPolicy that restricts what goes out";
        }
    }
}

/// <summary>How Services may be reached.</summary>
public sealed record ServiceTypeParameters
{
    /// <summary>The types that are allowed.</summary>
    /// <value><c>ClusterIP</c> and <c>ExternalName</c></value>
    public IReadOnlyList<string> Allowed { get; init; } = ["ClusterIP", "ExternalName"];
}

/// <summary>Which directions have to be restricted.</summary>
public sealed record IsolationParameters
{
    /// <summary>Whether who reaches a pod has to be restricted.</summary>
    /// <value>True</value>
    public bool Ingress { get; init; } = true;

    /// <summary>Whether whom a pod reaches has to be restricted.</summary>
    /// <value>False</value>
    public bool Egress { get; init; }
}
