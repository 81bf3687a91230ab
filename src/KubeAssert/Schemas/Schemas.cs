using System.Runtime.CompilerServices;
using KubeAssert.Findings;
using KubeAssert.OpenApi;

namespace KubeAssert;

/// <summary>
/// What checks know beside the kinds of Kubernetes itself: definitions of custom kinds, and custom kinds that are expected without one.
/// Definitions inside the manifests under test are known without being named here. Immutable.
/// </summary>
public sealed class Schemas
{
    private readonly Dictionary<(string Group, string Version, string Kind), CustomKind> _kinds;
    private readonly List<ExpectedKinds> _expected;
    private readonly bool _allowsStale;

    private Schemas(IEnumerable<CustomKind> kinds, IEnumerable<ExpectedKinds> expected, bool allowsStale = false)
    {
        _allowsStale = allowsStale;
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

    /// <summary>These definitions and those of others; where both define a version of a kind, these count.</summary>
    public Schemas And(Schemas others)
    {
        ArgumentNullException.ThrowIfNull(others);
        return new Schemas(_kinds.Values.Concat(others._kinds.Values), _expected.Concat(others._expected), _allowsStale || others._allowsStale);
    }

    /// <summary>
    /// Takes objects of these custom kinds without a definition: nothing but their metadata is checked. A call that covers no object of the
    /// set under test is reported, so that a misspelled or outdated one is not kept; see <see cref="AllowStaleExpectations"/>.
    /// </summary>
    /// <param name="group">The API group: <c>cert-manager.io</c>; <c>*</c> stands for any text, as in <c>*.crossplane.io</c>.</param>
    /// <param name="kind">The kind: <c>Certificate</c>, <c>Cluster*</c>; every kind of the group when null.</param>
    /// <param name="file">Where the call stands: filled in by the compiler, so that a call that covers nothing is found.</param>
    /// <param name="line">Where the call stands.</param>
    /// <exception cref="ArgumentException">The group is empty.</exception>
    public Schemas Expecting(string group, string? kind = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(group);
        return new Schemas(_kinds.Values, _expected.Append(new ExpectedKinds(group, kind, SourcePlace.Of(file, line))), _allowsStale);
    }

    /// <summary>Does not report calls of <see cref="Expecting"/> that cover no object: for schemas that several sets share.</summary>
    public Schemas AllowStaleExpectations() => new(_kinds.Values, _expected, allowsStale: true);

    internal bool IsExpected(string group, string kind)
    {
        foreach (var expected in _expected)
        {
            if (expected.Covers(group, kind))
                return true;
        }

        return false;
    }

    /// <summary>What was expected and is in no manifest of a set; none where that is allowed.</summary>
    internal IEnumerable<ExpectedKinds> StaleIn(ManifestSet manifests) =>
        _allowsStale ? [] : _expected.Where(expected => !manifests.Any(manifest => expected.Covers(manifest.Group, manifest.Kind)));

    internal CustomKind? Find(string group, string version, string kind) => _kinds.GetValueOrDefault((group, version, kind));

    internal IEnumerable<CustomKind> Kinds => _kinds.Values;

    /// <summary>These and the definitions inside a set; the set's own come first.</summary>
    internal Schemas Over(ManifestSet manifests)
    {
        var own = manifests.Derived(static set => new OwnKinds(set.SelectMany(CustomKind.Of).ToArray())).Kinds;
        return own.Count == 0 ? this : new Schemas(own.Concat(_kinds.Values), _expected, _allowsStale);
    }

    private sealed record OwnKinds(IReadOnlyList<CustomKind> Kinds);
}
