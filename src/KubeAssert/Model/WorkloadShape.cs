namespace KubeAssert.Model;

/// <summary>Where a kind of workload keeps its pod template and its replicas.</summary>
/// <param name="Group">The API group, whatever the version; null with <paramref name="ApiVersion"/> for one version alone.</param>
internal sealed record WorkloadShape(string Kind, string? Group, string? ApiVersion, KeyPath PodTemplate, KeyPath? Replicas)
{
    private static readonly KeyPath Template = KeyPath.Parse("spec.template");
    private static readonly KeyPath SpecReplicas = KeyPath.Parse("spec.replicas");

    private static readonly Dictionary<(string Group, string Kind), WorkloadShape> BuiltIn = new WorkloadShape[]
    {
        new("Pod", "", null, KeyPath.Root, null),
        new("ReplicationController", "", null, Template, SpecReplicas),
        new("Deployment", "apps", null, Template, SpecReplicas),
        new("ReplicaSet", "apps", null, Template, SpecReplicas),
        new("StatefulSet", "apps", null, Template, SpecReplicas),
        new("DaemonSet", "apps", null, Template, null),
        new("Deployment", "extensions", null, Template, SpecReplicas),
        new("ReplicaSet", "extensions", null, Template, SpecReplicas),
        new("DaemonSet", "extensions", null, Template, null),
        new("Job", "batch", null, Template, null),
        new("CronJob", "batch", null, KeyPath.Parse("spec.jobTemplate.spec.template"), null),
    }.ToDictionary(shape => (shape.Group!, shape.Kind));

    public static WorkloadShape? Of(Manifest manifest, CustomWorkloads? custom) =>
        BuiltIn.TryGetValue((manifest.Group, manifest.Kind), out var shape) ? shape : custom?.Find(manifest);
}
