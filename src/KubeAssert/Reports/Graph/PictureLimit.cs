using System.Globalization;

namespace KubeAssert.Reports;

/// <summary>Keeps a picture readable: objects that are named and name alike become one, and of what is left the most telling are shown.</summary>
internal static class PictureLimit
{
    private const int FoldsFrom = 40;
    private const int Most = 120;

    public static Picture Limited(this Picture picture)
    {
        if (picture.Nodes.Count <= FoldsFrom)
            return picture;
        var folded = Folded(picture, Neighbours(picture));
        for (var rounds = 3; rounds >= 0 && folded.Nodes.Count > Most; rounds--)
            folded = Folded(picture, Roles(picture, rounds));
        return folded.Nodes.Count > Most ? Cut(folded) : folded;
    }

    /// <summary>Alike is what is named by the same objects and names the same.</summary>
    private static List<string> Neighbours(Picture picture)
    {
        var around = picture.Nodes.Select(_ => new SortedSet<int>()).ToList();
        foreach (var edge in picture.Edges)
        {
            around[edge.From].Add(edge.To + 1);
            around[edge.To].Add(-edge.From - 1);
        }

        return picture.Nodes.Select((n, i) => $"{n.Namespace}\n{n.Kind}\n{n.State}\n{string.Join(',', around[i])}").ToList();
    }

    /// <summary>Alike is what plays the same role: the same kind, named by and naming the same roles, so many steps around.</summary>
    private static List<string> Roles(Picture picture, int rounds)
    {
        var roles = Numbered(picture.Nodes.Select(n => $"{n.Namespace}\n{n.Kind}\n{n.State}"));
        for (var round = 0; round < rounds; round++)
        {
            var around = picture.Nodes.Select(_ => new SortedSet<int>()).ToList();
            foreach (var edge in picture.Edges)
            {
                around[edge.From].Add(roles[edge.To] + 1);
                around[edge.To].Add(-roles[edge.From] - 1);
            }

            roles = Numbered(roles.Select((role, i) => $"{role}:{string.Join(',', around[i])}"));
        }

        return roles.Select(r => r.ToString(CultureInfo.InvariantCulture)).ToList();
    }

    private static List<int> Numbered(IEnumerable<string> names)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        return names.Select(name => numbers.TryGetValue(name, out var known) ? known : numbers[name] = numbers.Count).ToList();
    }

    private static Picture Folded(Picture picture, List<string> alike)
    {
        var groups = picture.Nodes
            .Select((node, index) => (node, index))
            .GroupBy(n => alike[n.index], StringComparer.Ordinal)
            .Select(g => g.ToList())
            .SelectMany(g => g.Count >= 3 ? [g] : g.Select(n => new[] { n }.ToList()))
            .OrderBy(g => g[0].index)
            .ToList();
        var nodes = groups.Select(g => g.Count == 1 ? g[0].node : g[0].node with
        {
            Count = g.Count,
            Worst = g.Max(n => n.node.Worst),
            Object = g.MaxBy(n => n.node.Worst ?? (Severity)(-1)).node.Object,
        }).ToList();
        var place = new int[picture.Nodes.Count];
        for (var i = 0; i < groups.Count; i++)
        {
            foreach (var (_, index) in groups[i])
                place[index] = i;
        }

        return picture with { Nodes = nodes, Edges = Moved(picture.Edges, i => place[i]) };
    }

    private static Picture Cut(Picture picture)
    {
        var weight = picture.Nodes.Select(n => n.State == ReferenceState.Missing ? 1000 : n.Worst is { } worst ? 100 * ((int)worst + 1) : 0).ToArray();
        foreach (var edge in picture.Edges)
        {
            var more = edge.State == ReferenceState.Missing ? 500 : 1;
            weight[edge.From] += more;
            weight[edge.To] += more;
        }

        var kept = Enumerable.Range(0, picture.Nodes.Count).OrderByDescending(i => weight[i]).ThenBy(i => i).Take(Most).Order().ToList();
        var place = kept.Select((old, now) => (old, now)).ToDictionary(p => p.old, p => p.now);
        return picture with
        {
            Nodes = kept.Select(i => picture.Nodes[i]).ToList(),
            Edges = Moved(picture.Edges.Where(e => place.ContainsKey(e.From) && place.ContainsKey(e.To)), i => place[i]),
            Hidden = picture.Hidden + picture.Nodes.Where((_, i) => !place.ContainsKey(i)).Sum(n => n.Count),
        };
    }

    private static List<PictureEdge> Moved(IEnumerable<PictureEdge> edges, Func<int, int> to) =>
        edges.Select(e => e with { From = to(e.From), To = to(e.To) }).Where(e => e.From != e.To).DistinctBy(e => (e.From, e.To)).ToList();
}
