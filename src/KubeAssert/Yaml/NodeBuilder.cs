namespace KubeAssert.Yaml;

/// <summary>
/// Builds the tree of one document after another: resolves scalars, copies what aliases name, merges what <c>&lt;&lt;</c>
/// names, and finds keys that are written twice.
/// </summary>
/// <param name="parser">Yields the events.</param>
/// <param name="scanner">Knows the comment that tells where a document came from.</param>
/// <param name="dialect">Decides whether a key may override one that is merged.</param>
internal sealed class NodeBuilder(YamlParser parser, YamlScanner scanner, YamlDialect dialect)
{
    private readonly Dictionary<string, Anchored> _anchors = new(StringComparer.Ordinal);
    private readonly Buffer<Frame> _frames = new();
    private readonly Buffer<MapEntry> _entries = new();
    private readonly Buffer<Node> _items = new();
    private AliasBudget _budget;
    private int _values;
    private Node? _root;
    private Action<YamlSyntaxException> _report = _ => { };

    /// <summary>Another text begins.</summary>
    public void Begin() => _values = 0;

    /// <summary>The next document; null when there is none. Keys that are written twice are reported; everything else that is wrong is thrown.</summary>
    public Node? Next(Action<YamlSyntaxException> report, out string? origin)
    {
        _report = report;
        _anchors.Clear();
        _frames.Clear();
        _entries.Clear();
        _items.Clear();
        _budget = default;
        _root = null;
        origin = null;
        if (parser.Next() == YamlEvent.StreamEnd)
            return null;

        while (true)
        {
            switch (parser.Next())
            {
                case YamlEvent.Scalar:
                    origin ??= scanner.Origin;
                    AddScalar();
                    break;
                case YamlEvent.Alias:
                    AddAlias();
                    break;
                case YamlEvent.SequenceStart:
                    origin ??= scanner.Origin;
                    Open(isMap: false);
                    break;
                case YamlEvent.MappingStart:
                    origin ??= scanner.Origin;
                    Open(isMap: true);
                    break;
                case YamlEvent.SequenceEnd:
                case YamlEvent.MappingEnd:
                    Close();
                    break;
                default:
                    scanner.Origin = null;
                    return _root;
            }
        }
    }

    private void Open(bool isMap)
    {
        _budget.Spend(parser.Line, parser.Column);
        if (_frames.Count == Limits.Depth)
            throw YamlScanner.TooDeep(parser.Line, parser.Column);
        if (IsKeyExpected)
            throw BadKey(parser.Line, parser.Column, isMap ? "a mapping" : "a list");
        Anchored? anchored = null;
        if (parser.Anchor is { } anchor)
            _anchors[anchor] = anchored = new Anchored();
        _frames.Add(new Frame { IsMap = isMap, From = isMap ? _entries.Count : _items.Count, Line = parser.Line, Column = parser.Column, Anchored = anchored });
    }

    private void Close()
    {
        var frame = _frames.Last;
        Node node = frame.IsMap
            ? new MapNode(_entries.TakeFrom(frame.From), frame.Line + 1, frame.Column + 1)
            : new ListNode(_items.TakeFrom(frame.From), frame.Line + 1, frame.Column + 1);
        _frames.RemoveLast();
        if (frame.Anchored is { } anchored)
            anchored.Node = node;
        Add(node);
    }

    private bool IsKeyExpected => _frames.Count > 0 && _frames.Last is { IsMap: true, HasKey: false };

    private void AddScalar()
    {
        var text = parser.Text;
        if (IsKeyExpected)
        {
            if (text == "<<" && (parser.IsPlain || parser.Tag == TaggedScalar.Merge))
            {
                Anchor(NodeKind.String, text);
                SetKey(text, isMerge: true);
                return;
            }

            _budget.Spend(parser.Line, parser.Column);
            var (keyKind, keyText) = Resolve(text);
            Anchor(keyKind, keyText);
            SetKey(keyKind, keyText);
            return;
        }

        _budget.Spend(parser.Line, parser.Column);
        var (kind, value) = Resolve(text);
        if (kind == NodeKind.Float && ScalarText.IsNotFinite(value))
            throw new YamlSyntaxException(parser.Line, parser.Column, $"{value} is not a number in JSON, to which Kubernetes converts every manifest", "quote it if it is meant as text");
        var node = new ScalarNode(kind, value, parser.IsPlain && parser.Tag is null, parser.Line + 1, parser.Column + 1);
        if (parser.Anchor is { } anchor)
            _anchors[anchor] = new Anchored { Node = node };
        Add(node);
    }

    private void Anchor(NodeKind kind, string text)
    {
        if (parser.Anchor is { } anchor)
            _anchors[anchor] = new Anchored { Node = new ScalarNode(kind, text, parser.IsPlain, parser.Line + 1, parser.Column + 1) };
    }

    private (NodeKind Kind, string Text) Resolve(string text)
    {
        if (parser.Tag is not { } tag)
            return (parser.IsPlain ? ScalarText.KindOf(text) : NodeKind.String, text);
        return TaggedScalar.Resolve(tag, text)
            ?? throw new YamlSyntaxException(parser.Line, parser.Column, "the tag does not fit its value", "remove the tag, correct the value, or quote the value if it is meant to begin with '!'");
    }

    private void SetKey(NodeKind kind, string text) =>
        SetKey(KeyText.Of(kind, text) ?? throw BadKey(parser.Line, parser.Column, kind == NodeKind.Null ? "null" : "a number beyond 64 bits"), isMerge: false);

    private void SetKey(string key, bool isMerge)
    {
        ref var frame = ref _frames.Last;
        frame.HasKey = true;
        frame.IsMerge = isMerge;
        frame.Key = key;
        frame.KeyLine = parser.Line + 1;
        frame.KeyColumn = parser.Column + 1;
    }

    private void AddAlias()
    {
        _budget.Spend(parser.Line, parser.Column);
        if (!_anchors.TryGetValue(parser.Text, out var anchored))
            throw UnknownAlias();
        if (anchored.Node is not { } target)
            throw new YamlSyntaxException(parser.Line, parser.Column, "the alias refers to an anchor that contains it", "write the value out");

        if (IsKeyExpected)
        {
            if (target is not ScalarNode scalar)
                throw BadKey(parser.Line, parser.Column, target.IsMap ? "a mapping" : "a list");
            _budget.SpendForAlias(parser.Line, parser.Column);
            SetKey(scalar.Kind, scalar.Text ?? "");
            return;
        }

        Add(Copy(target, _frames.Count));
    }

    /// <summary>A value that begins with '*' by mistake may be a password: neither it nor other anchors are quoted.</summary>
    private YamlSyntaxException UnknownAlias() =>
        new(parser.Line, parser.Column, "the alias refers to an anchor that is not defined before it", "define the anchor above, or quote the value if it is meant to begin with '*'");

    /// <summary>What an alias stands for, at the places where it was written.</summary>
    private Node Copy(Node node, int depth)
    {
        _budget.SpendForAlias(parser.Line, parser.Column);
        if (depth > Limits.Depth)
            throw YamlScanner.TooDeep(parser.Line, parser.Column);
        switch (node)
        {
            case MapNode map:
                var entries = new MapEntry[map.Span.Length];
                for (var i = 0; i < entries.Length; i++)
                {
                    ref readonly var entry = ref map.Span[i];
                    _budget.SpendForAlias(parser.Line, parser.Column);
                    entries[i] = new MapEntry(entry.Key, entry.KeyLine, entry.KeyColumn, Copy(entry.Value, depth + 1));
                }

                return new MapNode(entries, map.Line, map.Column);
            case ListNode list:
                var items = new Node[list.Items.Count];
                for (var i = 0; i < items.Length; i++)
                    items[i] = Copy(list.Items[i], depth + 1);
                return new ListNode(items, list.Line, list.Column);
            default:
                _budget.SpendText(node.Text?.Length ?? 0, parser.Line, parser.Column);
                return ((ScalarNode)node).Copy();
        }
    }

    private void Add(Node node)
    {
        if (++_values > Limits.Values)
            throw TooMany(parser.Line, parser.Column);
        if (_frames.Count == 0)
        {
            _root = node;
            return;
        }

        ref var frame = ref _frames.Last;
        if (!frame.IsMap)
        {
            _items.Add(node);
            return;
        }

        frame.HasKey = false;
        if (frame.IsMerge)
            Merge(ref frame, node);
        else
            AddEntry(ref frame, new MapEntry(frame.Key, frame.KeyLine, frame.KeyColumn, node), isMerged: false);
    }

    private void Merge(ref Frame frame, Node node)
    {
        if (node is MapNode map)
        {
            foreach (ref readonly var entry in map.Span)
                AddEntry(ref frame, entry, isMerged: true);
            return;
        }

        if (node is not ListNode list || list.Items.Any(i => !i.IsMap))
            throw new YamlSyntaxException(node.Line - 1, node.Column - 1, "'<<' merges mappings, and this is not one", "name the anchor of a map: '<<: *name', or quote '<<' if it is meant as a key");
        for (var i = list.Items.Count - 1; i >= 0; i--)
            Merge(ref frame, list.Items[i]);
    }

    private void AddEntry(ref Frame frame, in MapEntry entry, bool isMerged)
    {
        if (FindTwin(ref frame, entry.Key) is not { } twin)
        {
            if (isMerged)
                (frame.Merged ??= new HashSet<string>(StringComparer.Ordinal)).Add(entry.Key);
            _entries.Add(entry);
            return;
        }

        var isOverride = isMerged || frame.Merged?.Contains(entry.Key) == true;
        if (isOverride && dialect == YamlDialect.Client)
        {
            Override(ref frame, twin, entry, isMerged);
            return;
        }

        _report(new YamlSyntaxException(entry.KeyLine - 1, entry.KeyColumn - 1,
            $"the key '{Shortened(entry.Key)}' is set twice in this mapping, first in line {_entries.At(twin).KeyLine}",
            isOverride ? "remove one: the API server lets no key of posted YAML override a merged one" : "remove one of the two"));
    }

    /// <summary>
    /// Whatever comes later wins where one of the two is merged, as in sigs.k8s.io/yaml, by which kubectl, helm and Argo CD
    /// read files before they send JSON.
    /// </summary>
    private void Override(ref Frame frame, int twin, in MapEntry entry, bool isMerged)
    {
        _entries.At(twin) = entry;
        frame.Merged ??= new HashSet<string>(StringComparer.Ordinal);
        if (isMerged)
            frame.Merged.Add(entry.Key);
        else
            frame.Merged.Remove(entry.Key);
    }

    /// <summary>The position of the entry that has the key already.</summary>
    private int? FindTwin(ref Frame frame, string key)
    {
        const int Few = 12;
        var written = _entries.From(frame.From);
        if (written.Length < Few)
        {
            for (var i = 0; i < written.Length; i++)
            {
                if (written[i].Key == key)
                    return frame.From + i;
            }

            return null;
        }

        if (frame.Positions is null)
        {
            frame.Positions = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var i = 0; i < written.Length; i++)
                frame.Positions.Add(written[i].Key, frame.From + i);
        }
        else if (frame.Positions.Count < written.Length)
        {
            frame.Positions.TryAdd(written[^1].Key, frame.From + written.Length - 1);
        }

        return frame.Positions.TryGetValue(key, out var position) ? position : null;
    }

    public static YamlSyntaxException TooMany(int line, int column) =>
        new(line, column, $"the text holds more than {Limits.Values / 1_000_000} million values", "load it in several files");

    private static YamlSyntaxException BadKey(int line, int column, string what) =>
        new(line, column, $"{what} is not a valid key", "write a string as key, and quote it where it looks like something else");

    private static string Shortened(string text) => text.Length <= 60 ? text : text[..57] + "...";

    private sealed class Anchored
    {
        /// <summary>What the anchor marks; null while it is being read.</summary>
        public Node? Node { get; set; }
    }

    private struct Frame
    {
        public bool IsMap;
        public bool HasKey;
        public bool IsMerge;
        public int From;
        public int Line;
        public int Column;
        public string Key;
        public int KeyLine;
        public int KeyColumn;
        public Anchored? Anchored;

        /// <summary>The keys whose value came from a merge; null where there is none.</summary>
        public HashSet<string>? Merged;

        /// <summary>Where the keys of a large mapping stand; null while it is small.</summary>
        public Dictionary<string, int>? Positions;
    }
}
