using KubeAssert.References;

namespace KubeAssert.PolicyRules.BuiltIn;

/// <summary>Peers of NetworkPolicies that choose pods of their own namespace, and choose none; found once per set.</summary>
internal sealed class MissingPeerList
{
    /// <summary>So many are compared with all pods to find the nearest: to compare each with each would take too long.</summary>
    private const int MostCompared = 20;

    private readonly Dictionary<Manifest, List<MissingPeer>> _byPolicy = new(ReferenceEqualityComparer.Instance);

    public MissingPeerList(ManifestSet manifests)
    {
        var graph = manifests.References();
        var expected = manifests.Setting<Expectations>() ?? Expectations.None;
        var compared = 0;
        var populated = manifests.PodTemplates().Select(pod => pod.Namespace).ToHashSet(StringComparer.Ordinal);
        foreach (var policy in manifests.NetworkPolicies())
        {
            if (!populated.Contains(policy.Namespace))
                continue;
            foreach (var peer in policy.Spec["ingress"].Items.SelectMany(r => r["from"].Items).Concat(policy.Spec["egress"].Items.SelectMany(r => r["to"].Items)))
            {
                if (!peer["podSelector"].HasValue || peer["namespaceSelector"].HasValue)
                    continue;
                var selector = LabelSelector.Of(peer["podSelector"]);
                if (!selector.IsValid || selector.IsEverything || graph.HasPods(selector, policy.Namespace)
                    || expected.Covers(new ReferenceTarget { Kind = "Pod", Group = "", Namespace = policy.Namespace, Selector = selector }))
                    continue;

                if (!_byPolicy.TryGetValue(policy.Manifest, out var missing))
                    _byPolicy.Add(policy.Manifest, missing = []);
                missing.Add(new(peer["podSelector"], selector, compared++ < MostCompared ? graph.NearestPodTemplate(selector, policy.Namespace) : null));
            }
        }
    }

    public IReadOnlyList<MissingPeer> Of(NetworkPolicy policy) => _byPolicy.TryGetValue(policy.Manifest, out var missing) ? missing : [];

    internal sealed record MissingPeer(Node Node, LabelSelector Selector, ReferenceCandidate? Nearest);
}
