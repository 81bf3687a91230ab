using KubeAssert.Model;
using KubeAssert.Texts;

namespace KubeAssert.PolicyRules;

/// <summary>Takes settings from nodes, and notes whatever is wrong with them: all of it, each with its place.</summary>
internal sealed class SettingsReader
{
    private const int MostListed = 9;

    public List<ReadProblem> Problems { get; } = [];

    /// <exception cref="PolicyReadException">Something is wrong.</exception>
    public void ThrowIfWrong()
    {
        if (Problems.Count > 0)
            throw new PolicyReadException([.. Problems.OrderBy(p => p.Location.Line).ThenBy(p => p.Location.Column)]);
    }

    public void Refuse(Location place, string message, string fix) => Problems.Add(new ReadProblem(place, message, fix));

    /// <summary>Notes keys that mean nothing.</summary>
    public void AllowKeys(Node map, params string[] known)
    {
        foreach (var entry in map.Entries.Where(e => !known.Contains(e.Key, StringComparer.Ordinal)))
            Unknown(entry.KeyLocation, "key", entry.Key, known);
    }

    /// <summary>Notes a name that means nothing, with the one that may have been meant.</summary>
    public void Unknown(Location place, string what, string name, IReadOnlyCollection<string> known)
    {
        var listed = string.Join(", ", known.Take(MostListed)) + (known.Count > MostListed ? $" and {known.Count - MostListed} more" : "");
        Refuse(place, $"there is no {what} '{name}'", Nearest.Name(name, known) is { } nearest ? $"did you mean {nearest}?" : known.Count == 0 ? "remove it" : $"write one of {listed}");
    }

    /// <summary>A text that has to be there; null where it is not.</summary>
    public string? Required(Node map, string key, string fix)
    {
        if (map[key].Exists)
            return Text(map[key]);
        Refuse(map.Location, $"'{key}' is missing", fix);
        return null;
    }

    /// <summary>The text of a scalar; null where it is something else or nothing.</summary>
    public string? Text(Node node)
    {
        if (!node.Exists)
            return null;
        if (node.Text is { } text && !string.IsNullOrWhiteSpace(text))
            return text;
        Refuse(node.Location, $"'{node.Path}' is {Described(node)}", "write a text");
        return null;
    }

    /// <summary>Texts of a list, or the one text that stands in its place.</summary>
    public IEnumerable<(string Text, Location Place)> Texts(Node node)
    {
        if (!node.HasValue)
            return [];
        if (node.IsMap)
        {
            Refuse(node.Location, $"'{node.Path}' is a map", "write a list");
            return [];
        }

        return (node.IsList ? node.Items : [node]).Select(item => (Text: Text(item), item.Location)).Where(t => t.Text is not null).Select(t => (t.Text!, t.Location)).ToList();
    }

    /// <summary>Entries of a map.</summary>
    public IReadOnlyList<MapEntry> Entries(Node node)
    {
        if (node.HasValue && !node.IsMap)
            Refuse(node.Location, $"'{node.Path}' is {Described(node)}", "write keys and values");
        return node.Entries;
    }

    /// <summary>Items of a list.</summary>
    public IReadOnlyList<Node> Items(Node node)
    {
        if (node.HasValue && !node.IsList)
            Refuse(node.Location, $"'{node.Path}' is {Described(node)}", "write a list, each item behind a '-'");
        return node.Items;
    }

    public bool Flag(Node node)
    {
        if (node.Exists && node.AsBoolean() is null)
            Refuse(node.Location, $"'{node.Path}' is {Described(node)}", "write true or false");
        return node.AsBoolean() == true;
    }

    public static string Described(Node node) => node.Kind switch
    {
        NodeKind.Map => "a map",
        NodeKind.List => "a list",
        NodeKind.Null or NodeKind.Missing => "empty",
        _ when string.IsNullOrWhiteSpace(node.Text) => "empty",
        _ => $"'{node.Text}'",
    };
}
