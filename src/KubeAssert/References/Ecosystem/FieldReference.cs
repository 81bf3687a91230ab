namespace KubeAssert.References.Ecosystem;

/// <summary>
/// One row of the table of fields by which custom objects reference others. The field is a name, or a map with <c>name</c> and, where it has
/// them, <c>kind</c>, <c>namespace</c>, <c>key</c> and <c>optional</c>.
/// </summary>
/// <param name="Group">The API group of the custom object, whatever the version.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Path">The field, as in <see cref="Node.Select"/>.</param>
/// <param name="TargetKind">The kind that is referenced where the field does not say.</param>
internal sealed record FieldReference(string Group, string Kind, string Path, string TargetKind)
{
    /// <summary>A flag beside the name that makes it the name of the cluster-scoped kind, as <c>clusterScope</c> of Argo Rollouts.</summary>
    public string? ClusterFlag { get; init; }

    /// <summary>The group of the referenced kind; null for whichever.</summary>
    public string? TargetGroup => TargetKind is "Secret" or "ConfigMap" or "Service" or "ServiceAccount" ? "" : null;
}
