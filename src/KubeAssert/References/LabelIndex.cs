using System.Runtime.InteropServices;

namespace KubeAssert.References;

/// <summary>What can be selected - pod templates, Services - by namespace and label.</summary>
internal sealed class LabelIndex<T>
    where T : View
{
    /// <summary>As many are compared one by one.</summary>
    private const int Few = 64;

    private const int MostOfOne = 64;

    private readonly Dictionary<(string Namespace, string Key, string Value), List<T>> _byLabel = [];
    private readonly Dictionary<(string Key, string Value), List<T>> _anywhere = [];
    private readonly Lazy<Values> _values;
    private readonly Dictionary<string, List<T>> _byNamespace = new(StringComparer.Ordinal);

    public LabelIndex(IReadOnlyList<T> items)
    {
        All = items;
        _values = new(() => new Values(_byLabel, items));
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

    /// <summary>
    /// Those that share a label with a selector, nearly share one, or carry its value under another key, in the order of the set. In a namespace
    /// of very many it is a part of them, so that the time for one selector has a bound.
    /// </summary>
    public IEnumerable<T> Near(LabelSelector selector, string @namespace)
    {
        var all = In(@namespace);
        return all.Count <= Few ? all : NearAmongMany(selector, @namespace, all);
    }

    private IEnumerable<T> NearAmongMany(LabelSelector selector, string @namespace, IReadOnlyList<T> all)
    {
        var near = new HashSet<T>(ReferenceEqualityComparer.Instance);
        foreach (var requirement in selector.Requirements)
        {
            if (!requirement.IsExact)
            {
                near.UnionWith(all.Take(MostOfOne));
                continue;
            }

            var value = requirement.Values[0];
            if (_values.Value.OfKey.TryGetValue((@namespace, requirement.Key), out var values))
            {
                foreach (var other in values.Value.To(value))
                    near.UnionWith(_byLabel[(@namespace, requirement.Key, other)].Take(MostOfOne));
            }

            if (_values.Value.Carriers.TryGetValue((@namespace, value), out var carriers))
                near.UnionWith(carriers.Take(MostOfOne));
        }

        return near.OrderBy(item => _values.Value.Order[item]);
    }

    private static void Add<TKey>(Dictionary<TKey, List<T>> index, TKey key, T item)
        where TKey : notnull
    {
        ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(index, key, out _);
        (list ??= []).Add(item);
    }

    /// <summary>What is asked only where something is missing.</summary>
    private sealed class Values
    {
        public Values(Dictionary<(string Namespace, string Key, string Value), List<T>> byLabel, IReadOnlyList<T> items)
        {
            var ofKey = new Dictionary<(string Namespace, string Key), List<string>>();
            foreach (var ((@namespace, key, value), carrying) in byLabel)
            {
                ref var values = ref CollectionsMarshal.GetValueRefOrAddDefault(ofKey, (@namespace, key), out _);
                (values ??= []).Add(value);
                ref var carriers = ref CollectionsMarshal.GetValueRefOrAddDefault(Carriers, (@namespace, value), out _);
                (carriers ??= []).AddRange(carrying);
            }

            OfKey = ofKey.ToDictionary(entry => entry.Key, entry => new Lazy<NearValues>(() => new NearValues(entry.Value)));
            for (var i = 0; i < items.Count; i++)
                Order[items[i]] = i;
        }

        public Dictionary<(string Namespace, string Key), Lazy<NearValues>> OfKey { get; }

        public Dictionary<(string Namespace, string Value), List<T>> Carriers { get; } = [];

        public Dictionary<T, int> Order { get; } = new(ReferenceEqualityComparer.Instance);
    }
}
