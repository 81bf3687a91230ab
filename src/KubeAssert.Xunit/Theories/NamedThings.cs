using System.Globalization;

namespace KubeAssert.Theories;

/// <summary>Things with names that a person reads and that stay the same while the thing stays: no two alike.</summary>
internal sealed class NamedThings<T>
    where T : class
{
    private readonly Dictionary<string, T> _byName = new(StringComparer.Ordinal);

    public NamedThings(IReadOnlyList<T> things)
    {
        var names = Distinct(things);
        for (var i = 0; i < names.Length; i++)
            _byName.Add(names[i], things[i]);
        Names = names;
    }

    /// <summary>The names in the order of the things.</summary>
    public IReadOnlyList<string> Names { get; }

    public T? Find(string name) => _byName.GetValueOrDefault(name);

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
