using System.Collections;
using System.Runtime.CompilerServices;
using KubeAssert.Model;

namespace KubeAssert;

/// <summary>
/// Some of what is in a set - services, containers, pod templates - that remembers the set and what was filtered away, so that an
/// assertion over nothing can say why there is nothing. Immutable and safe to share between threads.
/// </summary>
/// <typeparam name="T">A <see cref="View"/>, or <see cref="Manifest"/>.</typeparam>
public sealed class Selection<T> : IReadOnlyList<T>
    where T : class
{
    private readonly IReadOnlyList<T> _items;

    internal Selection(ManifestSet manifests, string noun, IReadOnlyList<T> items, IReadOnlyList<Narrowing>? narrowings = null)
    {
        Manifests = manifests;
        Noun = noun;
        _items = items;
        Narrowings = narrowings ?? [];
    }

    /// <summary>The set it was taken from.</summary>
    public ManifestSet Manifests { get; }

    /// <summary>What the items are, in the plural: <c>services</c>.</summary>
    public string Noun { get; }

    /// <summary>The steps by which it became smaller, in their order.</summary>
    public IReadOnlyList<Narrowing> Narrowings { get; }

    /// <summary>What it is, with all that was asked for: <c>services in namespace shop with labels app=web</c>.</summary>
    public string Description => string.Join(' ', Narrowings.Select(step => step.Description).Prepend(Noun));

    /// <inheritdoc />
    public int Count => _items.Count;

    /// <inheritdoc />
    public T this[int index] => _items[index];

    /// <summary>
    /// Why there is nothing, as a sentence without its full stop: <c>none of the 9 manifests has services</c>, or
    /// <c>none of 3 services is left: 1 of 3 in namespace shop, 0 of 1 with labels app=web</c>; null when there is something.
    /// </summary>
    public string? WhyEmpty
    {
        get
        {
            if (Count > 0)
                return null;

            var setSteps = Manifests.Narrowings();
            var inSet = setSteps.Count == 0 ? "" : $" (the set itself was narrowed: {string.Join(", ", setSteps)})";
            return Narrowings.Count == 0 || Narrowings[0].Before == 0
                ? $"there are no {Noun} among the {Manifests.Count} manifests{inSet}"
                : $"none of {Narrowings[0].Before} {Noun} is left: {string.Join(", ", Narrowings)}{inSet}";
        }
    }

    /// <summary>Those that meet a condition.</summary>
    /// <param name="predicate">The condition.</param>
    /// <param name="description">What messages call it, following the noun: <c>of type NodePort</c>; the condition's own source text when left out.</param>
    public Selection<T> Where(Func<T, bool> predicate, [CallerArgumentExpression(nameof(predicate))] string description = "")
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return Narrow(_items.Where(predicate).ToList(), Narrowing.Where(description));
    }

    /// <summary>Those in a namespace; objects that name none are in the set's default namespace.</summary>
    public Selection<T> InNamespace(string @namespace)
    {
        ArgumentException.ThrowIfNullOrEmpty(@namespace);
        return Narrow(_items.Where(item => Trait.NamespaceOf(Manifests, item) == @namespace).ToList(), Narrowing.InNamespace(@namespace));
    }

    /// <summary>Those whose labels a selector chooses, in the syntax of <c>kubectl -l</c>. Pod templates and containers count by the labels of their pods.</summary>
    /// <exception cref="FormatException">The selector can't be read.</exception>
    public Selection<T> WithLabels(string selector) => WithLabels(LabelSelector.Parse(selector));

    /// <summary>Those whose labels a selector chooses. Pod templates and containers count by the labels of their pods.</summary>
    public Selection<T> WithLabels(LabelSelector selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return Narrow(_items.Where(item => selector.Matches(Trait.LabelsOf(item))).ToList(), Narrowing.WithLabels(selector));
    }

    /// <inheritdoc />
    public IEnumerator<T> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>What it is and how many: <c>2 services in namespace shop</c>.</summary>
    public override string ToString() => $"{Count} {Description}";

    private Selection<T> Narrow(List<T> left, string description) =>
        new(Manifests, Noun, left, [.. Narrowings, new Narrowing(description, Count, left.Count)]);
}
