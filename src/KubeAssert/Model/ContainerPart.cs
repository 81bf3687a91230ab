namespace KubeAssert;

/// <summary>A part of a container.</summary>
public abstract class ContainerPart : View
{
    private protected ContainerPart(Container container, Node node)
        : base(container.Manifests, container.Manifest, node) =>
        Container = container;

    /// <summary>The container.</summary>
    public Container Container { get; }

    /// <summary>The labels of the pods it runs in.</summary>
    public override IReadOnlyDictionary<string, string> Labels => Container.Labels;

    /// <summary>What messages call it.</summary>
    public override string ToString() => Container.ToString();
}
