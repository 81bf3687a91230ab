using System.Collections.Concurrent;

namespace KubeAssert.OpenApi;

/// <summary>The schemas of one Kubernetes version. Types are decoded when they are first used. Safe to share between threads.</summary>
internal sealed class VersionSchemas
{
    private static readonly ConcurrentDictionary<KubernetesVersion, VersionSchemas> Known = new();

    private readonly SchemaResource _resource;
    private readonly uint _bit;
    private readonly Dictionary<int, int> _definitions;
    private readonly Dictionary<(string Group, string Version, string Kind), int> _kinds;
    private readonly ConcurrentDictionary<int, TypeSchema> _types = new();

    private VersionSchemas(SchemaResource resource, KubernetesVersion version)
    {
        _resource = resource;
        _bit = BitOf(resource, version);

        _definitions = new Dictionary<int, int>(resource.Types.Count);
        foreach (var type in resource.Types)
        {
            foreach (var (versions, definition) in type.Definitions)
            {
                if ((versions & _bit) != 0)
                    _definitions.Add(type.Name, definition);
            }
        }

        _kinds = new Dictionary<(string, string, string), int>();
        foreach (var kind in resource.Kinds)
        {
            if ((kind.Versions & _bit) != 0)
                _kinds.Add((resource.String(kind.Group), resource.String(kind.Version), resource.String(kind.Kind)), kind.Type);
        }
    }

    public static VersionSchemas Of(KubernetesVersion version) =>
        Known.GetOrAdd(version, static v => new VersionSchemas(SchemaResource.Default, v));

    /// <summary>The type of every object's metadata.</summary>
    public TypeSchema ObjectMeta => Find("", "v1", "ConfigMap")!.Find("metadata")!.Type;

    /// <summary>The kinds that an object can have in this version.</summary>
    public IReadOnlyCollection<(string Group, string Version, string Kind)> Kinds => _kinds.Keys;

    /// <summary>The type of a kind; null when this version does not know it.</summary>
    public TypeSchema? Find(string group, string version, string kind) =>
        _kinds.TryGetValue((group, version, kind), out var name) ? Type(name) : null;

    internal TypeSchema Type(int name) =>
        _types.GetOrAdd(
            name,
            static (n, self) => TypeSchema.Read(self._resource.String(n), self._resource.Definition(self._definitions[n]), self._resource, self),
            this);

    private static uint BitOf(SchemaResource resource, KubernetesVersion version)
    {
        for (var i = 0; i < resource.Versions.Count; i++)
        {
            if (resource.Versions[i] == (version.Major, version.Minor))
                return 1u << i;
        }

        throw new ArgumentOutOfRangeException(nameof(version), version, "The package holds no schemas of this version.");
    }
}
