namespace KubeAssert;

/// <content>What a pod template is made of.</content>
public sealed partial class PodTemplate
{
    private IReadOnlyList<Volume>? _volumes;

    /// <summary>The volumes; those that a StatefulSet makes from <c>volumeClaimTemplates</c> are not among them.</summary>
    public IReadOnlyList<Volume> Volumes => _volumes ??= Spec["volumes"].Items.Select(node => new Volume(this, node)).ToList();

    /// <summary>The ServiceAccount the pods run as.</summary>
    /// <value><c>default</c> where nothing is written.</value>
    public string ServiceAccountName =>
        Spec["serviceAccountName"].Text is { Length: > 0 } name ? name : Spec["serviceAccount"].Text is { Length: > 0 } old ? old : "default";

    /// <summary>Whether the pods use the network of their node.</summary>
    public bool UsesHostNetwork => Spec["hostNetwork"].AsBoolean() == true;
}
