using System.Globalization;

namespace KubeAssert.Reports;

/// <summary>Keeps a picture readable: objects that are named and name alike become one, and of what is left the most telling are shown.</summary>
internal static class PictureLimit
{
    private const int FoldsFrom = 40;
    private const int Most = 120;

    public static Picture Limited(this Picture picture)
    {
        var folded = picture.Nodes.Count > FoldsFrom ? Folded(picture) : picture;
        return folded.Nodes.Count > Most ? Cut(folded) : folded;
    }

    private static Picture Folded(Picture picture)
    {
        var around = picture.Nodes.Select(_ => new SortedSet<int>()).ToList();
        foreach (var edge in picture.Edges)
        {
            around[edge.From].Add(edge.To + 1);
            around[edge.To].Add(-edge.From - 1);
        }

        var groups = picture.Nodes
            .Select((node, index) => (node, index))
            .GroupBy(n => (n.node.Namespace, n.node.Kind, n.node.State, n.node.Worst, string.Join(',', around[n.index])))
            .Select(g => g.ToList())
            .SelectMany(g => g.Count >= 3 ? [g] : g.Select(n => new[] { n }.ToList()))
            .OrderBy(g => g[0].index)
            .ToList();
        var nodes = groups.Select(g => g.Count == 1 ? g[0].node : g[0].node with
        {
            Name = string.Create(CultureInfo.InvariantCulture, $"{g[0].node.Name} and {g.Count - 1} more"),
            Count = g.Count,
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
        edges.Select(e => e with { From = to(e.From), To = to(e.To) }).DistinctBy(e => (e.From, e.To)).ToList();
}
