namespace KubeAssert;

/// <summary>A NetworkPolicy.</summary>
public sealed class NetworkPolicy : ObjectView
{
    internal NetworkPolicy(ManifestSet manifests, Manifest manifest)
        : base(manifests, manifest)
    {
    }

    /// <summary>The pods that it restricts; a selector that is not written counts as empty and chooses all pods of the namespace.</summary>
    public LabelSelector PodSelector => Spec["podSelector"].HasValue ? LabelSelector.Of(Spec["podSelector"]) : LabelSelector.Everything;

    /// <summary>Whether it restricts what comes in.</summary>
    /// <value>True where <c>policyTypes</c> is not set or empty: the API server's default contains Ingress.</value>
    public bool RestrictsIngress => !HasTypes || Has("Ingress");

    /// <summary>Whether it restricts what goes out.</summary>
    /// <value>Where <c>policyTypes</c> is not set or empty: whether there is an egress rule, as the API server's default has it.</value>
    public bool RestrictsEgress => HasTypes ? Has("Egress") : Spec["egress"].Items.Count > 0;

    private bool HasTypes => Spec["policyTypes"].Items.Count > 0;

    /// <summary>Whether it lets nothing in to any pod of its namespace: it selects all pods, restricts what comes in, and allows nothing.</summary>
    public bool IsDefaultDeny => PodSelector.IsEverything && RestrictsIngress && Spec["ingress"].Items.Count == 0;

    private bool Has(string type) => Spec["policyTypes"].Items.Any(item => item.Text == type);
}
