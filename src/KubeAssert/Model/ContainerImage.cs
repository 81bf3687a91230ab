namespace KubeAssert;

/// <summary>An image where a container names it.</summary>
public sealed class ContainerImage : ContainerPart
{
    internal ContainerImage(Container container)
        : base(container, container.Node["image"])
    {
    }

    /// <summary>The image as written.</summary>
    public string Text => Container.Image;

    /// <summary>The image's parts; null where it is no image reference.</summary>
    public ImageReference? Reference => Container.ImageReference;

    /// <summary>The image as written.</summary>
    public override string ToString() => Text;
}
