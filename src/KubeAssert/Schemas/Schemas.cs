using KubeAssert.OpenApi;

namespace KubeAssert;

/// <summary>
/// What checks know beside the kinds of Kubernetes itself: definitions of custom kinds, and custom kinds that are expected without one.
/// Definitions inside the manifests under test are known without being named here. Immutable.
/// </summary>
public sealed class Schemas
{
    private readonly Dictionary<(string Group, string Version, string Kind), CustomKind> _kinds;
    private readonly HashSet<(string Group, string? Kind)> _expected;

    private Schemas(IEnumerable<CustomKind> kinds, IEnumerable<(string, string?)> expected)
    {
        _kinds = [];
        foreach (var kind in kinds)
            _kinds.TryAdd((kind.Group, kind.Version, kind.Kind), kind);
        _expected = [.. expected];
    }

    /// <summary>The kinds of Kubernetes itself, and those that the manifests under test define.</summary>
    public static Schemas BuiltIn { get; } = new([], []);

    /// <summary>Adds the CustomResourceDefinitions in files, folders and globs, which are found as <see cref="Manifests.Load(string[])"/> finds manifests.</summary>
    /// <exception cref="ManifestReadException">Something can't be read, or nothing is found.</exception>
    public static Schemas WithCrds(params string[] pathsOrGlobs) => WithCrds(Manifests.Load(pathsOrGlobs));

    /// <summary>Adds the CustomResourceDefinitions among the given manifests; other manifests are passed over.</summary>
    public static Schemas WithCrds(ManifestSet definitions)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        return new Schemas(definitions.SelectMany(CustomKind.Of), []);
    }

    /// <summary>Takes objects of these custom kinds without a definition: nothing but their metadata is checked.</summary>
    /// <param name="group">The API group: <c>cert-manager.io</c>.</param>
    /// <param name="kind">The kind: <c>Certificate</c>; every kind of the group when null.</param>
    public Schemas Expecting(string group, string? kind = null)
    {
        ArgumentNullException.ThrowIfNull(group);
        return new Schemas(_kinds.Values, _expected.Append((group, kind)));
    }

    internal bool IsExpected(string group, string kind) => _expected.Contains((group, kind)) || _expected.Contains((group, null));

    internal CustomKind? Find(string group, string version, string kind) => _kinds.GetValueOrDefault((group, version, kind));

    internal IEnumerable<CustomKind> Kinds => _kinds.Values;

    /// <summary>These and the definitions inside a set; the set's own come first.</summary>
    internal Schemas Over(ManifestSet manifests)
    {
        var own = manifests.Derived(static set => new OwnKinds(set.SelectMany(CustomKind.Of).ToArray())).Kinds;
        return own.Count == 0 ? this : new Schemas(own.Concat(_kinds.Values), _expected);
    }

    private sealed record OwnKinds(IReadOnlyList<CustomKind> Kinds);
}
