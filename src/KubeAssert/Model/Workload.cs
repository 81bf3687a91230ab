using KubeAssert.Model;

namespace KubeAssert;

/// <summary>
/// Anything that makes pods: Pod, Deployment, ReplicaSet, StatefulSet, DaemonSet, Job, CronJob, ReplicationController, and the
/// custom kinds that a set was told of by <see cref="ManifestSetWorkloads.WithWorkload"/>.
/// </summary>
public class Workload : ObjectView
{
    private readonly WorkloadShape _shape;

    internal Workload(ManifestSet manifests, Manifest manifest, WorkloadShape shape)
        : base(manifests, manifest)
    {
        _shape = shape;
        PodTemplate = new PodTemplate(this, shape.PodTemplate.At(manifest.Root));
    }

    /// <summary>What its pods are made from; for a Pod the pod itself.</summary>
    public PodTemplate PodTemplate { get; }

    /// <summary>All containers of its pods: main, init, sidecar and ephemeral ones, in the order main, init, ephemeral.</summary>
    public IReadOnlyList<Container> Containers => PodTemplate.Containers;

    /// <summary>The container of that name, or null.</summary>
    public Container? Container(string name) => PodTemplate.Container(name);

    /// <summary>How many pods are wanted.</summary>
    /// <value>1 where nothing is written; null for kinds without replicas (Pod, DaemonSet, Job, CronJob) and for what is no integer.</value>
    public long? Replicas
    {
        get
        {
            if (_shape.Replicas is not { } path)
                return null;
            var node = path.At(Node);
            return node.HasValue ? node.AsInteger() : 1;
        }
    }

    /// <summary>Which pods it counts as its own; <see cref="LabelSelector.Nothing"/> where none is written, as the API server generates one.</summary>
    public LabelSelector Selector => Kind == "ReplicationController" ? LabelSelector.OfPairs(Spec["selector"]) : LabelSelector.Of(Spec["selector"]);
}
