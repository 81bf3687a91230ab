namespace KubeAssert.Reports;

/// <summary>Where a picture's boxes stand: layers from left to right in the direction of the references, one band for each namespace.</summary>
internal sealed class Layout
{
    public const int BoxWidth = 190;
    public const int BoxHeight = 40;

    private const int Gap = 14;
    private const int LayerGap = 70;
    private const int Margin = 16;
    private const int HeaderHeight = 30;

    private Layout(int count)
    {
        X = new double[count];
        Y = new double[count];
    }

    /// <summary>The left edge of each node's box.</summary>
    public double[] X { get; }

    /// <summary>The upper edge of each node's box.</summary>
    public double[] Y { get; }

    public List<Band> Bands { get; } = [];

    public double Width { get; private set; }

    public double Height { get; private set; }

    public static Layout Of(Picture picture)
    {
        var layout = new Layout(picture.Nodes.Count);
        var top = 0.0;
        var bands = picture.Nodes.Select((node, index) => (node, index)).GroupBy(n => n.node.Namespace, n => n.index, StringComparer.Ordinal)
            .OrderBy(g => g.Key.Length == 0).ThenBy(g => g.Key, StringComparer.Ordinal);
        foreach (var band in bands)
        {
            var layers = Layers(band.ToList(), picture.Edges);
            var height = layout.Place(layers, picture.Edges, top + HeaderHeight);
            var width = (2 * Margin) + (layers.Count * BoxWidth) + ((layers.Count - 1) * LayerGap);
            layout.Bands.Add(new Band(band.Key, 0, top, width, height + HeaderHeight + Margin));
            layout.Width = Math.Max(layout.Width, width);
            top += height + HeaderHeight + (2 * Margin);
        }

        for (var i = 0; i < layout.Bands.Count; i++)
            layout.Bands[i] = layout.Bands[i] with { Width = layout.Width };
        layout.Height = Math.Max(0, top - Margin);
        return layout;
    }

    /// <summary>Each node one layer right of the rightmost that names it; what leads back in a circle is left aside.</summary>
    private static List<List<int>> Layers(List<int> nodes, IReadOnlyList<PictureEdge> edges)
    {
        var inside = nodes.ToHashSet();
        var next = nodes.ToDictionary(n => n, _ => new List<int>());
        var indegree = nodes.ToDictionary(n => n, _ => 0);
        foreach (var edge in edges.Where(e => inside.Contains(e.From) && inside.Contains(e.To) && e.From != e.To))
        {
            next[edge.From].Add(edge.To);
            indegree[edge.To]++;
        }

        var rank = nodes.ToDictionary(n => n, _ => 0);
        var open = new Queue<int>(nodes.Where(n => indegree[n] == 0));
        var left = new LinkedList<int>(nodes.Where(n => indegree[n] > 0));
        var done = new HashSet<int>();
        while (done.Count < nodes.Count)
        {
            if (open.Count == 0)
            {
                // a circle: begin anywhere in it
                while (done.Contains(left.First!.Value))
                    left.RemoveFirst();
                open.Enqueue(left.First!.Value);
            }

            var node = open.Dequeue();
            if (!done.Add(node))
                continue;
            foreach (var to in next[node].Where(t => !done.Contains(t)))
            {
                rank[to] = Math.Max(rank[to], rank[node] + 1);
                if (--indegree[to] == 0)
                    open.Enqueue(to);
            }
        }

        // a node that nothing names stands next to what it names
        foreach (var node in nodes.Where(n => next[n].Count > 0 && !edges.Any(e => e.To == n && inside.Contains(e.From))))
            rank[node] = Math.Max(rank[node], next[node].Min(t => rank[t]) - 1);

        var layers = Enumerable.Range(0, rank.Values.Max() + 1).Select(r => nodes.Where(n => rank[n] == r).ToList()).Where(l => l.Count > 0).ToList();
        Order(layers, edges);
        return layers;
    }

    /// <summary>Moves each node to the middle of its neighbours, a few times from left to right and back, so that few lines cross.</summary>
    private static void Order(List<List<int>> layers, IReadOnlyList<PictureEdge> edges)
    {
        var neighbours = edges.SelectMany(e => new[] { (e.From, e.To), (From: e.To, To: e.From) }).ToLookup(p => p.From, p => p.To);
        var position = new Dictionary<int, double>();
        foreach (var layer in layers)
            Number(layer);
        for (var sweep = 0; sweep < 6; sweep++)
        {
            for (var i = 0; i < layers.Count; i++)
            {
                var at = sweep % 2 == 0 ? i : layers.Count - 1 - i;
                layers[at] = layers[at]
                    .OrderBy(n => neighbours[n].Where(position.ContainsKey).Select(o => position[o]).DefaultIfEmpty(position[n]).Average())
                    .ToList();
                Number(layers[at]);
            }
        }

        void Number(List<int> layer)
        {
            for (var i = 0; i < layer.Count; i++)
                position[layer[i]] = layer.Count == 1 ? 0.5 : i / (double)(layer.Count - 1);
        }
    }

    /// <summary>Sets the places of one band and says how high it is.</summary>
    private double Place(List<List<int>> layers, IReadOnlyList<PictureEdge> edges, double top)
    {
        const double step = BoxHeight + Gap;
        var tallest = layers.Max(l => l.Count) * step;
        for (var i = 0; i < layers.Count; i++)
        {
            var start = top + ((tallest - (layers[i].Count * step)) / 2);
            for (var j = 0; j < layers[i].Count; j++)
            {
                X[layers[i][j]] = Margin + (i * (BoxWidth + LayerGap));
                Y[layers[i][j]] = start + (j * step);
            }
        }

        // then each as near to the middle of its neighbours as the others in its layer leave room
        var inBand = layers.SelectMany(l => l).ToHashSet();
        var neighbours = edges.Where(e => inBand.Contains(e.From) && inBand.Contains(e.To))
            .SelectMany(e => new[] { (e.From, e.To), (From: e.To, To: e.From) }).ToLookup(p => p.From, p => p.To);
        for (var sweep = 0; sweep < 4; sweep++)
        {
            foreach (var layer in layers)
            {
                for (var j = 0; j < layer.Count; j++)
                {
                    var wanted = neighbours[layer[j]].Select(n => Y[n]).DefaultIfEmpty(Y[layer[j]]).Average();
                    var least = j == 0 ? top : Y[layer[j - 1]] + step;
                    var most = top + tallest - ((layer.Count - j) * step);
                    Y[layer[j]] = Math.Clamp(wanted, least, Math.Max(least, most));
                }
            }
        }

        return tallest;
    }
}

/// <summary>The band of one namespace.</summary>
internal sealed record Band(string Namespace, double X, double Y, double Width, double Height);
