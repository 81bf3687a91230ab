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
    public bool RestrictsIngress => !Spec["policyTypes"].HasValue || Has("Ingress");

    /// <summary>Whether it restricts what goes out.</summary>
    public bool RestrictsEgress => Spec["policyTypes"].HasValue ? Has("Egress") : Spec["egress"].HasValue;

    private bool Has(string type) => Spec["policyTypes"].Items.Any(item => item.Text == type);
}
