namespace KubeAssert.OpenApi;

/// <summary>The schemas of one Kubernetes version. Types are decoded when they are first used. Safe to share between threads.</summary>
internal sealed class VersionSchemas
{
    private static readonly Lazy<VersionSchemas> Preview = new(() =>
        new VersionSchemas(SchemaResource.Default, IndexOf(KubernetesVersion.Newest)!.Value, KubernetesVersion.V1_38Preview));

    private static readonly VersionSchemas?[] Known = new VersionSchemas?[SchemaResource.Default.Versions.Count];

    private readonly SchemaResource _resource;
    private readonly uint _bit;
    private readonly int[] _definitions;
    private readonly TypeSchema?[] _types;
    private readonly Dictionary<string, SchemaResource.KindEntry> _kinds;

    /// <param name="preview">The version to come whose schemas these stand for: what it does not serve any more is left out.</param>
    private VersionSchemas(SchemaResource resource, int index, KubernetesVersion? preview = null)
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
            if ((kind.Versions & _bit) != 0 && !(preview is { } version && IsGone(kind, version)))
                _kinds.Add(Key(resource.String(kind.Group), resource.String(kind.Version), resource.String(kind.Kind)), kind);
        }
    }

    public static VersionSchemas Of(KubernetesVersion version)
    {
        if (version == KubernetesVersion.V1_38Preview)
            return Preview.Value;
        if (IndexOf(version) is not { } index)
            throw new ArgumentOutOfRangeException(nameof(version), version, "The package holds no schemas of this version.");
        return Known[index] ?? Interlocked.CompareExchange(ref Known[index], new VersionSchemas(SchemaResource.Default, index), null) ?? Known[index]!;
    }

    private static int? IndexOf(KubernetesVersion version)
    {
        var versions = SchemaResource.Default.Versions;
        for (var i = 0; i < versions.Count; i++)
        {
            if (versions[i] == (version.Major, version.Minor))
                return i;
        }

        return null;
    }

    private bool IsGone(SchemaResource.KindEntry kind, KubernetesVersion version)
    {
        var (group, apiVersion) = (_resource.String(kind.Group), _resource.String(kind.Version));
        return ApiLifecycles.Find(group.Length == 0 ? apiVersion : $"{group}/{apiVersion}", _resource.String(kind.Kind))?.IsRemovedIn(version) == true;
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
