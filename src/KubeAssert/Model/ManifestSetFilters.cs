using System.Runtime.CompilerServices;
using KubeAssert.Model;

namespace KubeAssert;

/// <summary>Smaller and larger sets made of sets.</summary>
public static class ManifestSetFilters
{
    /// <summary>The manifests that meet a condition, as a set of their own: references into the rest are missing in it.</summary>
    /// <param name="manifests">The set.</param>
    /// <param name="predicate">The condition.</param>
    /// <param name="description">What messages call it; the condition's own source text when left out.</param>
    public static ManifestSet Where(
        this ManifestSet manifests, Func<Manifest, bool> predicate, [CallerArgumentExpression(nameof(predicate))] string description = "")
    {
        ArgumentNullException.ThrowIfNull(manifests);
        ArgumentNullException.ThrowIfNull(predicate);
        return Narrow(manifests, predicate, Narrowing.Where(description));
    }

    /// <summary>The manifests in a namespace, as a set of their own; objects that name none are in the set's default namespace, cluster-scoped ones in none.</summary>
    public static ManifestSet InNamespace(this ManifestSet manifests, string @namespace)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        ArgumentException.ThrowIfNullOrEmpty(@namespace);
        return Narrow(manifests, manifest => manifests.NamespaceOf(manifest) == @namespace, Narrowing.InNamespace(@namespace));
    }

    /// <summary>The manifests whose labels a selector chooses, in the syntax of <c>kubectl -l</c>, as a set of their own.</summary>
    /// <exception cref="FormatException">The selector can't be read.</exception>
    public static ManifestSet WithLabels(this ManifestSet manifests, string selector) => manifests.WithLabels(LabelSelector.Parse(selector));

    /// <summary>The manifests whose labels a selector chooses, as a set of their own.</summary>
    public static ManifestSet WithLabels(this ManifestSet manifests, LabelSelector selector)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        ArgumentNullException.ThrowIfNull(selector);
        return Narrow(manifests, manifest => selector.Matches(manifest.Labels), Narrowing.WithLabels(selector));
    }

    /// <summary>The manifests of both sets, under the default namespace and the settings of the first. An object that both hold by reference counts once.</summary>
    /// <param name="manifests">The first set.</param>
    /// <param name="other">The second set.</param>
    /// <param name="allowDuplicates">Whether both may declare the same object (group, kind, namespace and name), as with <see cref="LoadOptions.AllowDuplicates"/>.</param>
    /// <exception cref="ManifestReadException">The second set declares an object of the first again: applying both would silently keep the last one.</exception>
    public static ManifestSet Union(this ManifestSet manifests, ManifestSet other, bool allowDuplicates = false)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        ArgumentNullException.ThrowIfNull(other);
        var union = manifests.WithManifests(Enumerable.Union(manifests, other)).With(new NarrowedBy([]));
        if (allowDuplicates)
            return union;

        // what one of the two sets repeats in itself was allowed when it was loaded
        var known = manifests.Duplicates("").Concat(other.Duplicates("")).Select(p => p.Location).ToHashSet();
        var problems = union.Duplicates("call Union(other, allowDuplicates: true)").Where(p => !known.Contains(p.Location)).ToList();
        return problems.Count == 0 ? union : throw new ManifestReadException(problems);
    }

    internal static IReadOnlyList<Narrowing> Narrowings(this ManifestSet manifests) => manifests.Setting<NarrowedBy>()?.Steps ?? [];

    private static ManifestSet Narrow(ManifestSet manifests, Func<Manifest, bool> predicate, string description)
    {
        var narrowed = manifests.WithManifests(Enumerable.Where(manifests, predicate));
        return narrowed.With(new NarrowedBy([.. manifests.Narrowings(), new Narrowing(description, manifests.Count, narrowed.Count)]));
    }

    private sealed record NarrowedBy(IReadOnlyList<Narrowing> Steps);
}
