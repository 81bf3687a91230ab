namespace KubeAssert;

/// <summary>A Service.</summary>
public sealed class Service : ObjectView
{
    private IReadOnlyList<ServicePort>? _ports;
    private LabelSelector? _selector;

    internal Service(ManifestSet manifests, Manifest manifest)
        : base(manifests, manifest)
    {
    }

    /// <summary>How it is reached.</summary>
    /// <value><c>ClusterIP</c> where nothing is written.</value>
    public string Type => Spec["type"].Text is { Length: > 0 } type ? type : "ClusterIP";

    /// <summary>Which pods it sends to; <see cref="LabelSelector.Nothing"/> where none is written or it is empty.</summary>
    public LabelSelector Selector => _selector ??= LabelSelector.OfPairs(Spec["selector"]);

    /// <summary>Whether it selects no pods by intention: somebody else writes its endpoints, or it is an alias of a host.</summary>
    public bool HasNoSelector => Selector.IsNothing && Selector.IsValid || IsExternalName;

    /// <summary>Whether it is an alias of a host outside (<c>type: ExternalName</c>).</summary>
    public bool IsExternalName => Type == "ExternalName";

    /// <summary>Whether it has no address of its own (<c>clusterIP: None</c>).</summary>
    public bool IsHeadless => Spec["clusterIP"].Text == "None";

    /// <summary>Its ports.</summary>
    public IReadOnlyList<ServicePort> Ports => _ports ??= Spec["ports"].Items.Select(node => new ServicePort(this, node)).ToList();
}
