using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace KubeAssert;

/// <summary>What the rooms above keep with a set: values derived from it once, and what a user told them.</summary>
public sealed partial class ManifestSet
{
    private readonly ConcurrentDictionary<Type, Lazy<object>> _derived = new();
    private ImmutableDictionary<Type, object> _settings = ImmutableDictionary<Type, object>.Empty;

    /// <summary>The value of this type that is derived from the set, made at the first call; whoever else asks meanwhile waits for it.</summary>
    internal T Derived<T>(Func<ManifestSet, T> derive)
        where T : class =>
        (T)(_derived.TryGetValue(typeof(T), out var known) ? known : _derived.GetOrAdd(typeof(T), new Lazy<object>(() => derive(this)))).Value;

    /// <summary>What was set by <see cref="With{T}"/>, or null.</summary>
    internal T? Setting<T>()
        where T : class =>
        _settings.TryGetValue(typeof(T), out var value) ? (T)value : null;

    /// <summary>The same manifests with one setting more.</summary>
    internal ManifestSet With<T>(T setting)
        where T : class =>
        new(_manifests, DefaultNamespace) { _settings = _settings.SetItem(typeof(T), setting) };

    /// <summary>Other manifests under the settings of this set.</summary>
    internal ManifestSet WithManifests(IEnumerable<Manifest> manifests) =>
        new(manifests, DefaultNamespace) { _settings = _settings };
}
