using System.Runtime.InteropServices;

namespace KubeAssert.References;

/// <summary>What can be selected - pod templates, Services - by namespace and label.</summary>
internal sealed class LabelIndex<T>
    where T : View
{
    private readonly Dictionary<(string Namespace, string Key, string Value), List<T>> _byLabel = [];
    private readonly Dictionary<(string Key, string Value), List<T>> _anywhere = [];
    private readonly Dictionary<string, List<T>> _byNamespace = new(StringComparer.Ordinal);

    public LabelIndex(IReadOnlyList<T> items)
    {
        All = items;
        foreach (var item in items)
        {
            var @namespace = item.Namespace ?? "";
            Add(_byNamespace, @namespace, item);
            foreach (var (key, value) in item.Labels)
            {
                Add(_byLabel, (@namespace, key, value), item);
                Add(_anywhere, (key, value), item);
            }
        }
    }

    public IReadOnlyList<T> All { get; }

    public IReadOnlyList<T> In(string @namespace) => _byNamespace.TryGetValue(@namespace, out var items) ? items : [];

    public IReadOnlyList<T> Select(LabelSelector selector, string @namespace)
    {
        if (selector.IsNothing)
            return [];
        if (selector.IsEverything)
            return In(@namespace);

        List<T>? fewest = null;
        foreach (var requirement in selector.Requirements)
        {
            if (!requirement.IsExact)
                continue;
            if (!_byLabel.TryGetValue((@namespace, requirement.Key, requirement.Values[0]), out var carrying))
                return [];
            if (fewest is null || carrying.Count < fewest.Count)
                fewest = carrying;
        }

        return (fewest ?? In(@namespace)).Where(item => selector.Matches(item.Labels)).ToList();
    }

    /// <summary>One that a selector would choose in whatever namespace, or null.</summary>
    public T? Anywhere(LabelSelector selector)
    {
        if (selector.IsNothing)
            return null;

        List<T>? fewest = null;
        foreach (var requirement in selector.Requirements)
        {
            if (!requirement.IsExact)
                continue;
            if (!_anywhere.TryGetValue((requirement.Key, requirement.Values[0]), out var carrying))
                return null;
            if (fewest is null || carrying.Count < fewest.Count)
                fewest = carrying;
        }

        return ((IReadOnlyList<T>?)fewest ?? All).FirstOrDefault(item => selector.Matches(item.Labels));
    }

    private static void Add<TKey>(Dictionary<TKey, List<T>> index, TKey key, T item)
        where TKey : notnull
    {
        ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(index, key, out _);
        (list ??= []).Add(item);
    }
}
