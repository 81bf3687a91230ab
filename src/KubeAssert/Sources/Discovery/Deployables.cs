using System.Collections;
using System.Text;

namespace KubeAssert;

/// <summary>What a repository deploys, in the order of the places.</summary>
public sealed class Deployables : IReadOnlyList<Deployable>
{
    private readonly IReadOnlyList<Deployable> _all;

    internal Deployables(string root, IReadOnlyList<Deployable> all, IReadOnlyList<(string Place, string Reason)> leftOut) =>
        (Root, _all, LeftOut) = (root, all, leftOut);

    /// <summary>The repository's root.</summary>
    public string Root { get; }

    /// <inheritdoc />
    public int Count => _all.Count;

    /// <summary>What is not deployed by itself: places with the reason, such as <c>deploy/base</c>, which an overlay uses.</summary>
    public IReadOnlyList<(string Place, string Reason)> LeftOut { get; }

    /// <inheritdoc />
    public Deployable this[int index] => _all[index];

    /// <summary>The deployable of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message lists all names.</exception>
    public Deployable this[string name] => _all.FirstOrDefault(d => d.Name == name)
        ?? throw new KeyNotFoundException($"No deployable is called '{name}'; there are {string.Join(", ", _all.Select(d => d.Name))}.");

    /// <inheritdoc />
    public IEnumerator<Deployable> GetEnumerator() => _all.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The list to copy from: each deployable with its reason and the expression that loads it, and what was left out.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"{Count} {(Count == 1 ? "deployable" : "deployables")} in {Root}");
        foreach (var deployable in _all)
            text.Append("\n\n  ").Append(deployable.Name).Append("\n    ").Append(deployable.Reason).Append("\n    ").Append(deployable.Code);
        if (LeftOut.Count > 0)
            text.Append("\n\nNot deployed by themselves:");
        foreach (var (place, reason) in LeftOut)
            text.Append("\n  ").Append(place).Append(": ").Append(reason);
        return text.ToString();
    }
}
