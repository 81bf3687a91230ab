using System.Collections;

namespace KubeAssert;

/// <summary>All manifests under test, read once. Immutable and safe to share between threads.</summary>
public sealed partial class ManifestSet : IReadOnlyList<Manifest>
{
    /// <summary>The namespace of objects that name none, unless a set is told otherwise.</summary>
    public const string KubernetesDefaultNamespace = "default";

    private readonly Manifest[] _manifests;

    internal ManifestSet(IEnumerable<Manifest> manifests, string defaultNamespace = KubernetesDefaultNamespace)
    {
        _manifests = manifests.ToArray();
        DefaultNamespace = defaultNamespace;
    }

    /// <summary>The namespace of namespaced objects that name none.</summary>
    /// <value><c>default</c> unless set by <see cref="WithDefaultNamespace"/>.</value>
    public string DefaultNamespace { get; }

    /// <inheritdoc />
    public int Count => _manifests.Length;

    /// <inheritdoc />
    public Manifest this[int index] => _manifests[index];

    /// <summary>The same manifests with another namespace for those that name none.</summary>
    public ManifestSet WithDefaultNamespace(string defaultNamespace) => new(_manifests, defaultNamespace) { _settings = _settings };

    /// <inheritdoc />
    public IEnumerator<Manifest> GetEnumerator() => ((IEnumerable<Manifest>)_manifests).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
