using KubeAssert.Model;

namespace KubeAssert;

/// <summary>What a workload's pods are made from: labels, annotations and a pod's spec.</summary>
public sealed partial class PodTemplate : View
{
    private IReadOnlyDictionary<string, string>? _labels;
    private IReadOnlyDictionary<string, string>? _annotations;
    private IReadOnlyList<Container>? _containers;

    internal PodTemplate(Workload workload, Node node)
        : base(workload.Manifests, workload.Manifest, node) =>
        Workload = workload;

    /// <summary>The workload whose pods they are.</summary>
    public Workload Workload { get; }

    /// <summary>The labels of the pods, not those of the workload.</summary>
    public override IReadOnlyDictionary<string, string> Labels => _labels ??= Manifest.StringMap(Node["metadata"]["labels"]);

    /// <summary>The annotations of the pods, not those of the workload.</summary>
    public IReadOnlyDictionary<string, string> Annotations => _annotations ??= Manifest.StringMap(Node["metadata"]["annotations"]);

    /// <summary>The pods' <c>spec</c>.</summary>
    public Node Spec => Node["spec"];

    /// <summary>All containers: main, init, sidecar and ephemeral ones, in the order main, init, ephemeral.</summary>
    public IReadOnlyList<Container> Containers => _containers ??= ReadContainers();

    /// <summary>The containers that run side by side: main ones and sidecars.</summary>
    public IEnumerable<Container> RunningContainers => Containers.Where(c => c.Role is ContainerRole.Main or ContainerRole.Sidecar);

    /// <summary>The container of that name, or null.</summary>
    public Container? Container(string name) => Containers.FirstOrDefault(container => container.Name == name);

    private List<Container> ReadContainers()
    {
        var all = new List<Container>();
        foreach (var node in Spec["containers"].Items)
            all.Add(new Container(this, node, ContainerRole.Main));
        foreach (var node in Spec["initContainers"].Items)
            all.Add(new Container(this, node, node["restartPolicy"].Text == "Always" ? ContainerRole.Sidecar : ContainerRole.Init));
        foreach (var node in Spec["ephemeralContainers"].Items)
            all.Add(new Container(this, node, ContainerRole.Ephemeral));
        return all;
    }
}
