using KubeAssert.Cel;

namespace KubeAssert.Admission;

/// <summary>The creation of one object, as admission policies see it.</summary>
internal sealed class AdmissionRequest
{
    private readonly Lazy<CelValue> _object;
    private readonly Lazy<CelValue> _request;

    /// <param name="manifest">The object as it is written.</param>
    /// <param name="stored">The object with its defaults.</param>
    /// <param name="resource">The plural name of its kind: <c>deployments</c>.</param>
    /// <param name="namespaceName">The namespace it goes to; null for an object that has none.</param>
    /// <param name="namespaceNode">The namespace as an object; null when nothing is known of it.</param>
    public AdmissionRequest(Manifest manifest, MapNode stored, string resource, string? namespaceName, Node? namespaceNode)
    {
        Manifest = manifest;
        Stored = stored;
        Resource = resource;
        NamespaceName = namespaceName;
        NamespaceNode = namespaceNode;
        _object = new Lazy<CelValue>(() => NodeValue.Of(stored));
        _request = new Lazy<CelValue>(MakeRequest);
    }

    public Manifest Manifest { get; }

    public MapNode Stored { get; }

    public string Resource { get; }

    public string? NamespaceName { get; }

    public Node? NamespaceNode { get; }

    public CelValue Object => _object.Value;

    public CelValue Request => _request.Value;

    /// <summary>The namespace; null for an object without one, an error when nothing is known of it.</summary>
    public CelValue Namespace =>
        NamespaceName is null ? NullValue.Instance
        : NamespaceNode is { } node ? NodeValue.Of(node)
        : Unknown($"the namespace {NamespaceName} is not among the manifests");

    public IReadOnlyDictionary<string, string> NamespaceLabels =>
        NamespaceNode is { } node ? Manifest.StringMap(node["metadata"]["labels"]) : new Dictionary<string, string>(StringComparer.Ordinal);

    public static ErrorValue Unknown(string why) => new(why) { IsNotEvaluated = true };

    private LazyObject MakeRequest()
    {
        var kind = Fields(("group", Manifest.Group), ("version", Manifest.Version), ("kind", Manifest.Kind));
        var resource = Fields(("group", Manifest.Group), ("version", Manifest.Version), ("resource", Resource));
        return new LazyObject(new Dictionary<string, Func<CelValue>>(StringComparer.Ordinal)
        {
            ["kind"] = () => kind,
            ["resource"] = () => resource,
            ["subResource"] = () => new StringValue(""),
            ["requestKind"] = () => kind,
            ["requestResource"] = () => resource,
            ["requestSubResource"] = () => new StringValue(""),
            ["name"] = () => new StringValue(Manifest.Name),
            ["namespace"] = () => new StringValue(NamespaceName ?? ""),
            ["operation"] = () => new StringValue("CREATE"),
            ["userInfo"] = () => Unknown("who creates the object is not known before it is created"),
            ["dryRun"] = () => Unknown("whether this is a dry run is not known before the object is created"),
            ["options"] = () => Unknown("the options of the request are not known before the object is created"),
        });
    }

    private static LazyObject Fields(params (string Name, string Text)[] fields) =>
        new(fields.ToDictionary(f => f.Name, f => (Func<CelValue>)(() => new StringValue(f.Text)), StringComparer.Ordinal));
}
