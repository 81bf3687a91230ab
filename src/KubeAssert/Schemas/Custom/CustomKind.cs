namespace KubeAssert.OpenApi;

/// <summary>A version of a kind that a CustomResourceDefinition defines.</summary>
internal sealed class CustomKind
{
    private readonly Node _version;
    private readonly Node _spec;
    private JsonSchema? _schema;

    private CustomKind(Manifest definition, Node version)
    {
        Definition = definition;
        _version = version;
        _spec = definition.Root["spec"];
        Group = _spec["group"].AsString() ?? "";
        Kind = _spec["names"]["kind"].AsString() ?? "";
        Version = version["name"].AsString() ?? "";
    }

    public Manifest Definition { get; }

    /// <summary>The definition and its place, as messages name them.</summary>
    public string Source => $"{Definition} ({Definition.Location})";

    public string Group { get; }

    public string Kind { get; }

    public string Version { get; }

    public string ApiVersion => $"{Group}/{Version}";

    public bool IsNamespaced => _spec["scope"].AsString() != "Cluster";

    public bool IsServed => _version["served"].AsBoolean() == true;

    public bool IsDeprecated => _version["deprecated"].AsBoolean() == true;

    /// <summary>The warning that the definition gives for a deprecated version; null for the server's own.</summary>
    public string? DeprecationWarning => _version["deprecationWarning"].AsString();

    /// <summary>Whether fields that the schema doesn't know are kept at the top, as definitions from before structural schemas may ask.</summary>
    public bool PreservesUnknownFields => _spec["preserveUnknownFields"].AsBoolean() == true;

    /// <summary>Whether the status is written apart, so that a create drops it.</summary>
    public bool HasStatusSubresource => _version["subresources"]["status"].IsMap;

    public Node Scale => _version["subresources"]["scale"];

    /// <summary>The schema; an empty one when the version has none.</summary>
    public JsonSchema Schema => _schema ??= new JsonSchema(_version["schema"]["openAPIV3Schema"]);

    /// <summary>The other versions of the definition that are served.</summary>
    public IEnumerable<string> ServedVersions =>
        _spec["versions"].Items.Where(v => v["served"].AsBoolean() == true).Select(v => v["name"].AsString()).OfType<string>();

    /// <summary>The versions that a manifest defines; none when it is no CustomResourceDefinition.</summary>
    public static IEnumerable<CustomKind> Of(Manifest manifest) =>
        manifest is { Group: "apiextensions.k8s.io", Kind: "CustomResourceDefinition" }
            ? manifest.Root["spec"]["versions"].Items.Select(version => new CustomKind(manifest, version))
            : [];
}
