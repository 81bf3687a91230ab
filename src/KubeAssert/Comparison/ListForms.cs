using System.Collections.Frozen;
using KubeAssert.Texts;

namespace KubeAssert.Comparing;

/// <summary>How the items of a list are told apart.</summary>
internal enum ListOrder
{
    /// <summary>By their position; another order is another value.</summary>
    Kept,

    /// <summary>By what they hold; their order means nothing.</summary>
    Free,

    /// <summary>By keys inside them; their order means nothing.</summary>
    Keyed,

    /// <summary>By keys inside them; they run one after another.</summary>
    KeyedInOrder,

    /// <summary>By keys inside them; an item may refer to those before it.</summary>
    KeyedWithReferences,
}

/// <summary>How a list is compared.</summary>
internal sealed record ListForm(ListOrder Order, params string[] Keys)
{
    public static readonly ListForm Positions = new(ListOrder.Kept);
    public static readonly ListForm Set = new(ListOrder.Free);
}

/// <summary>The lists of built-in types that are not compared by position.</summary>
/// <remarks>
/// Source: <c>x-kubernetes-list-type</c> and <c>x-kubernetes-list-map-keys</c> of Kubernetes' OpenAPI documents; and lists that it calls
/// atomic although the API gives their order no meaning: rules, verbs and subjects of RBAC, capabilities, requirements and values of
/// selectors, access modes, rules and peers of network policies (any of them allows), tolerations and terms of affinity, files of a volume,
/// metrics of an autoscaler. Init containers run in their order; a variable sees those before it.
/// </remarks>
internal static class ListForms
{
    private static readonly ListForm ByName = new(ListOrder.Keyed, "name");

    /// <summary>What the OpenAPI documents declare, of every version; the table below goes first.</summary>
    private static readonly Lazy<FrozenDictionary<(string Type, string Field), ListForm>> Declared = new(ReadDeclared);

    private static readonly FrozenDictionary<string, (string Type, ListForm Form)[]> OfField = new (string Field, string[] Types, ListForm Form)[]
    {
        ("containers", ["PodSpec"], ByName),
        ("ephemeralContainers", ["PodSpec"], ByName),
        ("initContainers", ["PodSpec"], new(ListOrder.KeyedInOrder, "name")),
        ("env", ["Container", "EphemeralContainer"], new(ListOrder.KeyedWithReferences, "name")),
        ("volumes", ["PodSpec"], ByName),
        ("volumeMounts", ["Container", "EphemeralContainer"], new(ListOrder.Keyed, "mountPath")),
        ("volumeDevices", ["Container", "EphemeralContainer"], new(ListOrder.Keyed, "devicePath")),
        ("ports", ["Container", "EphemeralContainer"], new(ListOrder.Keyed, "containerPort", "protocol")),
        ("ports", ["ServiceSpec"], new(ListOrder.Keyed, "port", "protocol")),
        ("hostAliases", ["PodSpec"], new(ListOrder.Keyed, "ip")),
        ("imagePullSecrets", ["PodSpec"], ByName),
        ("resourceClaims", ["PodSpec", "PodGroupSpec", "PodGroupTemplate"], ByName),
        ("schedulingGates", ["PodSpec"], ByName),
        ("topologySpreadConstraints", ["PodSpec"], new(ListOrder.Keyed, "topologyKey", "whenUnsatisfiable")),
        ("claims", ["ResourceRequirements"], ByName),
        ("secrets", ["ServiceAccount"], ByName),
        ("ownerReferences", ["ObjectMeta"], new(ListOrder.Keyed, "uid")),
        ("webhooks", ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"], ByName),
        ("matchConditions", ["MutatingAdmissionPolicySpec", "MutatingWebhook", "ValidatingAdmissionPolicySpec", "ValidatingWebhook"], ByName),
        ("variables", ["ValidatingAdmissionPolicySpec"], ByName),
        ("drivers", ["CSINodeSpec"], ByName),
        ("podGroupTemplates", ["WorkloadSpec"], ByName),
        ("x-kubernetes-validations", ["JSONSchemaProps"], new(ListOrder.Keyed, "rule")),
        ("finalizers", ["ObjectMeta"], ListForm.Set),
        ("validationActions", ["ValidatingAdmissionPolicyBindingSpec"], ListForm.Set),
        ("values", ["PodFailurePolicyOnExitCodesRequirement", "ContainerRestartRuleOnExitCodes", "LabelSelectorRequirement", "NodeSelectorRequirement"], ListForm.Set),
        ("addresses", ["Endpoint"], ListForm.Set),
        ("nonResourceURLs", ["NonResourcePolicyRule", "PolicyRule"], ListForm.Set),
        ("verbs", ["NonResourcePolicyRule", "ResourcePolicyRule", "PolicyRule"], ListForm.Set),
        ("apiGroups", ["ResourcePolicyRule", "PolicyRule"], ListForm.Set),
        ("resources", ["ResourcePolicyRule", "PolicyRule"], ListForm.Set),
        ("namespaces", ["ResourcePolicyRule"], ListForm.Set),
        ("volumeLifecycleModes", ["CSIDriverSpec"], ListForm.Set),
        ("resourceNames", ["PolicyRule"], ListForm.Set),
        ("rules", ["Role", "ClusterRole"], ListForm.Set),
        ("subjects", ["RoleBinding", "ClusterRoleBinding"], new(ListOrder.Keyed, "kind", "name", "namespace")),
        ("add", ["Capabilities"], ListForm.Set),
        ("drop", ["Capabilities"], ListForm.Set),
        ("policyTypes", ["NetworkPolicySpec"], ListForm.Set),
        ("ingress", ["NetworkPolicySpec"], ListForm.Set),
        ("egress", ["NetworkPolicySpec"], ListForm.Set),
        ("from", ["NetworkPolicyIngressRule"], ListForm.Set),
        ("to", ["NetworkPolicyEgressRule"], ListForm.Set),
        ("ports", ["NetworkPolicyIngressRule", "NetworkPolicyEgressRule"], ListForm.Set),
        ("except", ["IPBlock"], ListForm.Set),
        ("tls", ["IngressSpec"], ListForm.Set),
        ("hosts", ["IngressTLS"], ListForm.Set),
        ("matchExpressions", ["LabelSelector", "NodeSelectorTerm"], ListForm.Set),
        ("matchFields", ["NodeSelectorTerm"], ListForm.Set),
        ("nodeSelectorTerms", ["NodeSelector"], ListForm.Set),
        ("tolerations", ["PodSpec"], ListForm.Set),
        ("requiredDuringSchedulingIgnoredDuringExecution", ["PodAffinity", "PodAntiAffinity"], ListForm.Set),
        ("preferredDuringSchedulingIgnoredDuringExecution", ["PodAffinity", "PodAntiAffinity", "NodeAffinity"], ListForm.Set),
        ("supplementalGroups", ["PodSecurityContext"], ListForm.Set),
        ("sysctls", ["PodSecurityContext"], ByName),
        ("items", ["ConfigMapVolumeSource", "SecretVolumeSource", "ConfigMapProjection", "SecretProjection"], ListForm.Set),
        ("loadBalancerSourceRanges", ["ServiceSpec"], ListForm.Set),
        ("externalIPs", ["ServiceSpec"], ListForm.Set),
        ("metrics", ["HorizontalPodAutoscalerSpec"], ListForm.Set),
        ("scopes", ["ResourceQuotaSpec"], ListForm.Set),
        ("taints", ["NodeSpec"], ListForm.Set),
        ("clusterRoleSelectors", ["AggregationRule"], ListForm.Set),
        ("operations", ["RuleWithOperations", "NamedRuleWithOperations"], ListForm.Set),
        ("apiGroups", ["RuleWithOperations", "NamedRuleWithOperations"], ListForm.Set),
        ("apiVersions", ["RuleWithOperations", "NamedRuleWithOperations"], ListForm.Set),
        ("resources", ["RuleWithOperations", "NamedRuleWithOperations"], ListForm.Set),
        ("accessModes", ["PersistentVolumeClaimSpec", "PersistentVolumeSpec"], ListForm.Set),
    }
        .SelectMany(row => row.Types.Select(type => (row.Field, Type: "." + type, row.Form)))
        .GroupBy(row => row.Field, StringComparer.Ordinal)
        .ToFrozenDictionary(g => g.Key, g => g.Select(row => (row.Type, row.Form)).ToArray(), StringComparer.Ordinal);

    /// <param name="type">The type that has the field, as the OpenAPI documents name it.</param>
    /// <param name="field">The field.</param>
    public static ListForm Of(string type, string field)
    {
        if (OfField.TryGetValue(field, out var rows))
        {
            foreach (var (owner, form) in rows)
            {
                if (type.EndsWith(owner, StringComparison.Ordinal))
                    return form;
            }
        }

        return Declared.Value.GetValueOrDefault((type, field), ListForm.Positions);
    }

    private static FrozenDictionary<(string Type, string Field), ListForm> ReadDeclared() =>
        CompiledResource.Lines("list.types").Select(line => line.Split(' ')).ToFrozenDictionary(
            words => (words[0], words[1]),
            words => words is [_, _, var keys] ? new ListForm(ListOrder.Keyed, keys.Split(',')) : ListForm.Set);
}
