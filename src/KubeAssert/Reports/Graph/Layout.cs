namespace KubeAssert.Reports;

/// <summary>
/// Where a picture's boxes stand: layers from left to right in the direction of the references, one band for each namespace. A line that spans
/// several layers keeps a lane of its own between the boxes.
/// </summary>
internal sealed class Layout
{
    public const int BoxWidth = 176;
    public const int BoxHeight = 40;

    private const int Gap = 14;
    private const int LayerGap = 42;
    private const int Margin = 16;
    private const int HeaderHeight = 30;

    private readonly int _boxes;
    private readonly List<double> _x;
    private readonly List<double> _y;
    private readonly Dictionary<PictureEdge, List<int>> _lanes = new(ReferenceEqualityComparer.Instance);

    private Layout(int boxes)
    {
        _boxes = boxes;
        _x = [.. new double[boxes]];
        _y = [.. new double[boxes]];
    }

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
            var inside = band.ToHashSet();
            var edges = picture.Edges.Where(e => inside.Contains(e.From) && inside.Contains(e.To)).ToList();
            var layers = Layers.Of(band.ToList(), edges.Select(e => (e.From, e.To)).ToList());
            var steps = layout.Lanes(layers, edges);
            Layers.Order(layers, steps);
            var height = layout.Place(layers, steps, top + HeaderHeight);
            layout.Width = Math.Max(layout.Width, (2 * Margin) + (layers.Count * BoxWidth) + ((layers.Count - 1) * LayerGap));
            layout.Bands.Add(new Band(band.Key, top, height + HeaderHeight + Margin));
            top += height + HeaderHeight + (2 * Margin);
        }

        layout.Height = Math.Max(0, top - Margin);
        return layout;
    }

    /// <summary>The upper left corner of a node's box.</summary>
    public (double X, double Y) BoxOf(int node) => (_x[node], _y[node]);

    /// <summary>The lanes that a line takes through the layers between its ends: left end and height of each.</summary>
    public IEnumerable<(double X, double Y)> LanesOf(PictureEdge edge) =>
        _lanes.TryGetValue(edge, out var lanes) ? lanes.Select(lane => (_x[lane], _y[lane])) : [];

    private double HeightOf(int node) => node < _boxes ? BoxHeight : 0;

    private double CentreOf(int node) => _y[node] + (HeightOf(node) / 2);

    /// <summary>Gives each line that spans layers a lane in those between; what comes out are lines from layer to layer.</summary>
    private List<(int From, int To)> Lanes(List<List<int>> layers, List<PictureEdge> edges)
    {
        var rank = layers.SelectMany((layer, index) => layer.Select(node => (node, index))).ToDictionary(n => n.node, n => n.index);
        var steps = new List<(int, int)>();
        foreach (var edge in edges)
        {
            var (from, to) = (edge.From, edge.To);
            var at = from;
            for (var layer = rank[from] + 1; layer < rank[to]; layer++)
            {
                var lane = _x.Count;
                _x.Add(0);
                _y.Add(0);
                layers[layer].Add(lane);
                if (!_lanes.TryGetValue(edge, out var lanes))
                    _lanes[edge] = lanes = [];
                lanes.Add(lane);
                steps.Add((at, lane));
                at = lane;
            }

            steps.Add((at, to));
        }

        return steps;
    }

    /// <summary>Sets the places of one band and says how high it is.</summary>
    private double Place(List<List<int>> layers, List<(int From, int To)> steps, double top)
    {
        var tallest = layers.Max(l => l.Sum(n => HeightOf(n) + Gap));
        for (var i = 0; i < layers.Count; i++)
        {
            var y = top + ((tallest - layers[i].Sum(n => HeightOf(n) + Gap)) / 2);
            foreach (var node in layers[i])
            {
                _x[node] = Margin + (i * (BoxWidth + LayerGap));
                _y[node] = y;
                y += HeightOf(node) + Gap;
            }
        }

        // then each as near to the middle of its neighbours as the others in its layer leave room
        var neighbours = steps.SelectMany(e => new[] { e, (From: e.To, To: e.From) }).ToLookup(p => p.From, p => p.To);
        for (var sweep = 0; sweep < 6; sweep++)
        {
            foreach (var layer in sweep % 2 == 0 ? layers : Enumerable.Reverse(layers))
            {
                var least = top;
                var rest = layer.Sum(n => HeightOf(n) + Gap);
                foreach (var node in layer)
                {
                    var wanted = neighbours[node].Select(CentreOf).DefaultIfEmpty(CentreOf(node)).Average() - (HeightOf(node) / 2);
                    _y[node] = Math.Clamp(wanted, least, Math.Max(least, top + tallest - rest));
                    least = _y[node] + HeightOf(node) + Gap;
                    rest -= HeightOf(node) + Gap;
                }
            }
        }

        return tallest;
    }
}

/// <summary>The band of one namespace, as wide as the picture.</summary>
internal sealed record Band(string Namespace, double Y, double Height);
