using System.Globalization;

namespace KubeAssert.Theories;

/// <summary>Things with names that a person reads and that stay the same while the thing stays: no two alike.</summary>
internal sealed class NamedThings<T>
    where T : class
{
    private readonly Dictionary<string, Lazy<T>> _byName = new(StringComparer.Ordinal);

    public NamedThings(IReadOnlyList<T> things)
        : this(Distinct(things).Zip(things, (name, thing) => (name, new Lazy<T>(thing))))
    {
    }

    private NamedThings(IEnumerable<(string Name, Lazy<T> Thing)> things)
    {
        foreach (var (name, thing) in things)
            _byName.Add(name, thing);
        Names = [.. _byName.Keys];
    }

    /// <summary>The names in the order of the things.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Things that are made when they are first asked for.</summary>
    public static NamedThings<T> Later(IEnumerable<string> names, Func<string, T> make) =>
        new(names.Select(name => (name, new Lazy<T>(() => make(name), LazyThreadSafetyMode.PublicationOnly))));

    /// <summary>All things of several sources, each source's under its name.</summary>
    public static NamedThings<T> OfEach(IEnumerable<(string Source, NamedThings<T> Things)> sources) =>
        new(sources.SelectMany(source => source.Things._byName.Select(thing => ($"{source.Source}, {thing.Key}", thing.Value))));

    public T? Find(string name) => _byName.GetValueOrDefault(name)?.Value;

    /// <summary>The thing, if it has been made.</summary>
    public T? FindMade(string name) => _byName.GetValueOrDefault(name) is { IsValueCreated: true } made ? made.Value : null;

    /// <summary>The shortest name that no other has: with the namespace, then with the line, then with a number where the file alone does not tell.</summary>
    private static string[] Distinct(IReadOnlyList<T> things)
    {
        var names = new string[things.Count];
        Func<T, string>[] forms = [ThingName.Plain, ThingName.WithNamespace, ThingName.WithLine];
        var open = Enumerable.Range(0, things.Count).ToList();
        foreach (var form in forms)
        {
            foreach (var i in open)
                names[i] = form(things[i]);
            open = open.GroupBy(i => names[i], StringComparer.Ordinal).Where(same => same.Count() > 1).SelectMany(same => same).ToList();
        }

        foreach (var same in open.GroupBy(i => names[i], StringComparer.Ordinal).Select(g => g.ToList()))
        {
            for (var n = 1; n < same.Count; n++)
                names[same[n]] += string.Create(CultureInfo.InvariantCulture, $" #{n + 1}");
        }

        return names;
    }
}
