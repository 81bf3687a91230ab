namespace KubeAssert.Reports;

/// <summary>Sorts nodes into layers, and each layer so that few lines cross.</summary>
internal static class Layers
{
    /// <summary>Each node one layer right of the rightmost that names it; what leads back in a circle is left aside.</summary>
    public static List<List<int>> Of(List<int> nodes, List<(int From, int To)> edges)
    {
        var next = nodes.ToDictionary(n => n, _ => new List<int>());
        var named = nodes.ToDictionary(n => n, _ => 0);
        foreach (var (from, to) in edges)
        {
            next[from].Add(to);
            named[to]++;
        }

        var first = nodes.Where(n => named[n] == 0).ToList();
        var rank = nodes.ToDictionary(n => n, _ => 0);
        var open = new Queue<int>(first);
        var done = new HashSet<int>();
        var circle = 0;
        while (done.Count < nodes.Count)
        {
            if (!open.TryDequeue(out var node))
            {
                // all that is left lies in circles or behind them: begin anywhere
                while (done.Contains(nodes[circle]))
                    circle++;
                node = nodes[circle];
            }

            if (!done.Add(node))
                continue;
            foreach (var to in next[node].Where(t => !done.Contains(t)))
            {
                rank[to] = Math.Max(rank[to], rank[node] + 1);
                if (--named[to] == 0)
                    open.Enqueue(to);
            }
        }

        // a node that nothing names stands next to what it names
        foreach (var node in first.Where(n => next[n].Count > 0))
            rank[node] = Math.Max(rank[node], next[node].Min(t => rank[t]) - 1);
        return nodes.GroupBy(n => rank[n]).OrderBy(g => g.Key).Select(g => g.ToList()).ToList();
    }

    /// <summary>Moves each node to the middle of its neighbours, a few times from left to right and back.</summary>
    public static void Order(List<List<int>> layers, List<(int From, int To)> steps)
    {
        // in a thicket no order helps, and finding the least bad one takes long
        if (steps.Count > 1500)
            return;

        var before = steps.ToLookup(s => s.To, s => s.From);
        var behind = steps.ToLookup(s => s.From, s => s.To);
        var position = new Dictionary<int, double>();
        foreach (var layer in layers)
            Number(layer);
        var (best, fewest) = (Copy(layers), Crossings(layers, behind, position));
        for (var sweep = 0; sweep < 12 && fewest > 0; sweep++)
        {
            var rightwards = sweep % 2 == 0;
            for (var i = 1; i < layers.Count; i++)
            {
                var at = rightwards ? i : layers.Count - 1 - i;
                var towards = rightwards ? before : behind;
                layers[at] = layers[at].OrderBy(n => towards[n].Select(o => position[o]).DefaultIfEmpty(position[n]).Average()).ToList();
                Number(layers[at]);
            }

            if (Crossings(layers, behind, position) is var crossings && crossings < fewest)
                (best, fewest) = (Copy(layers), crossings);
        }

        for (var i = 0; i < layers.Count; i++)
            layers[i] = best[i];

        void Number(List<int> layer)
        {
            for (var i = 0; i < layer.Count; i++)
                position[layer[i]] = i;
        }
    }

    private static List<List<int>> Copy(List<List<int>> layers) => layers.Select(l => l.ToList()).ToList();

    private static int Crossings(List<List<int>> layers, ILookup<int, int> behind, Dictionary<int, double> position)
    {
        var count = 0;
        foreach (var layer in layers)
        {
            var lines = layer.SelectMany((node, i) => behind[node].Select(to => (From: i, To: position[to]))).ToList();
            for (var i = 0; i < lines.Count; i++)
            {
                for (var j = i + 1; j < lines.Count; j++)
                {
                    if ((lines[i].From - lines[j].From) * (lines[i].To - lines[j].To) < 0)
                        count++;
                }
            }
        }

        return count;
    }
}
