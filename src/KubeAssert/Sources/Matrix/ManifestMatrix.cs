using System.Collections;
using System.Collections.Concurrent;

namespace KubeAssert;

/// <summary>
/// Sets of manifests, one for each combination of values, for theories: enumerating it gives one row with one string each, the
/// combination's name, which xunit, NUnit and MSTest show and filter by; the name leads to the set.
/// </summary>
/// <remarks>A set is made when it is first asked for, so that what fails is the test that uses it. Safe to share between threads.</remarks>
public sealed class ManifestMatrix : IEnumerable<object[]>
{
    private readonly Func<MatrixCombination, ManifestSet> _make;
    private readonly Dictionary<string, MatrixCombination> _combinations = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<ManifestSet>> _sets = new(StringComparer.Ordinal);

    internal ManifestMatrix(Func<MatrixCombination, ManifestSet> make, IEnumerable<MatrixCombination> combinations)
    {
        _make = make;
        foreach (var combination in combinations)
            _combinations.Add(combination.Name, combination);
        Names = _combinations.Values.Select(c => c.Name).ToList();
    }

    /// <summary>The names of all combinations, the last axis changing fastest: <c>values: prod.yaml, kubernetes: 1.34</c>.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The set of a combination.</summary>
    /// <param name="name">The combination's name.</param>
    /// <exception cref="KeyNotFoundException">No combination has that name; the message lists those there are.</exception>
    public ManifestSet this[string name]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(name);
            if (!_combinations.TryGetValue(name, out var combination))
                throw new KeyNotFoundException($"The matrix has no combination '{name}'; it has:\n  {string.Join("\n  ", Names)}");
            var set = _sets.GetOrAdd(name, _ => new Lazy<ManifestSet>(() => _make(combination)));
            try
            {
                return set.Value;
            }
            catch
            {
                _sets.TryRemove(KeyValuePair.Create(name, set));
                throw;
            }
        }
    }

    /// <summary>The same matrix without some combinations: those that nobody ships.</summary>
    public ManifestMatrix Without(Func<MatrixCombination, bool> isLeftOut)
    {
        ArgumentNullException.ThrowIfNull(isLeftOut);
        return new ManifestMatrix(_make, _combinations.Values.Where(c => !isLeftOut(c)));
    }

    /// <summary>One row for each combination, with its name.</summary>
    public IEnumerator<object[]> GetEnumerator() => Names.Select(name => new object[] { name }).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
