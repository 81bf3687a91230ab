namespace KubeAssert.OpenApi;

/// <summary>The schemas of one Kubernetes version. Types are decoded when they are first used. Safe to share between threads.</summary>
internal sealed class VersionSchemas
{
    private static readonly VersionSchemas?[] Known = new VersionSchemas?[SchemaResource.Default.Versions.Count];

    private readonly SchemaResource _resource;
    private readonly uint _bit;
    private readonly int[] _definitions;
    private readonly TypeSchema?[] _types;
    private readonly Dictionary<string, SchemaResource.KindEntry> _kinds;

    private VersionSchemas(SchemaResource resource, int index)
    {
        _resource = resource;
        _bit = 1u << index;

        _definitions = new int[resource.StringCount];
        _types = new TypeSchema?[resource.StringCount];
        Array.Fill(_definitions, -1);
        foreach (var type in resource.Types)
        {
            foreach (var (versions, definition) in type.Definitions)
            {
                if ((versions & _bit) != 0)
                    _definitions[type.Name] = definition;
            }
        }

        _kinds = new Dictionary<string, SchemaResource.KindEntry>(resource.Kinds.Count, StringComparer.Ordinal);
        foreach (var kind in resource.Kinds)
        {
            if ((kind.Versions & _bit) != 0)
                _kinds.Add(Key(resource.String(kind.Group), resource.String(kind.Version), resource.String(kind.Kind)), kind);
        }
    }

    public static VersionSchemas Of(KubernetesVersion version)
    {
        var resource = SchemaResource.Default;
        for (var i = 0; i < resource.Versions.Count; i++)
        {
            if (resource.Versions[i] == (version.Major, version.Minor))
                return Known[i] ?? Interlocked.CompareExchange(ref Known[i], new VersionSchemas(resource, i), null) ?? Known[i]!;
        }

        throw new ArgumentOutOfRangeException(nameof(version), version, "The package holds no schemas of this version.");
    }

    /// <summary>The type of every object's metadata.</summary>
    public TypeSchema ObjectMeta => Find("", "v1", "ConfigMap")!.Find("metadata")!.Type;

    /// <summary>The kinds that an object can have in this version.</summary>
    public IEnumerable<(string Group, string Version, string Kind)> Kinds =>
        _kinds.Values.Select(k => (_resource.String(k.Group), _resource.String(k.Version), _resource.String(k.Kind)));

    /// <summary>The type of a kind; null when this version does not know it.</summary>
    public TypeSchema? Find(string group, string version, string kind) =>
        _kinds.TryGetValue(Key(group, version, kind), out var entry) ? Type(entry.Type) : null;

    internal TypeSchema Type(int name) =>
        _types[name] ?? Interlocked.CompareExchange(ref _types[name], Decode(name), null) ?? _types[name]!;

    private TypeSchema Decode(int name) => TypeSchema.Read(_resource.String(name), _resource.Definition(_definitions[name]), _resource, this);

    private static string Key(string group, string version, string kind) => string.Concat(kind, "\n", group, "\n") + version;
}
