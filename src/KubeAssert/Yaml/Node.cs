using KubeAssert.Yaml;

namespace KubeAssert;

/// <summary>What a <see cref="Node"/> holds, in the terms of JSON, which is what the API server makes of every manifest.</summary>
public enum NodeKind
{
    /// <summary>Nothing is written there.</summary>
    Missing,

    /// <summary>An explicit null, or a key with nothing behind it.</summary>
    Null,

    /// <summary>A boolean; <c>yes</c>, <c>on</c> and <c>y</c> are booleans too.</summary>
    Boolean,

    /// <summary>A number without a fraction that fits 64 bits.</summary>
    Integer,

    /// <summary>Any other number.</summary>
    Float,

    /// <summary>A string.</summary>
    String,

    /// <summary>A list.</summary>
    List,

    /// <summary>A map with string keys.</summary>
    Map,
}

/// <summary>
/// A value inside a manifest that knows where it was written. Immutable and safe to share between threads.
/// Indexing never throws and never returns null: what is not written is a node that does not <see cref="Exists"/>,
/// and still knows the path that was asked for and the nearest place that is written.
/// </summary>
public abstract class Node
{
    private const int KindBits = 4;
    private const int PlainBit = 1 << KindBits;
    private const int ColumnShift = KindBits + 1;

    /// <summary>The map or list around this node; at a document's root the text it came from.</summary>
    private object? _owner;

    /// <summary>Kind, whether it is plain, and column in one number: a set has as many nodes as its texts have words.</summary>
    private readonly uint _packed;

    private protected Node(NodeKind kind, int line, int column, bool isPlain = false)
    {
        Line = line;
        _packed = ((uint)column << ColumnShift) | (isPlain ? (uint)PlainBit : 0) | (uint)kind;
    }

    /// <summary>What this node holds.</summary>
    public NodeKind Kind => (NodeKind)(_packed & (PlainBit - 1));

    /// <summary>The map or list that holds this node, or null at a document's root.</summary>
    public Node? Parent
    {
        get => _owner as Node;
        internal set => _owner = value;
    }

    /// <summary>The place where this value was written; for a missing node the nearest map or list around it.</summary>
    public Location Location => new(Source.Name, Line, Column);

    /// <summary>The path from the document's root as the API server writes it: <c>spec.containers[0].image</c>.</summary>
    public string Path => NodePath.Of(this);

    /// <summary>Whether anything is written here, an explicit null included.</summary>
    public bool Exists => Kind != NodeKind.Missing;

    /// <summary>Whether a value other than null is written here.</summary>
    public bool HasValue => Kind > NodeKind.Null;

    /// <summary>Whether this is a map.</summary>
    public bool IsMap => Kind == NodeKind.Map;

    /// <summary>Whether this is a list.</summary>
    public bool IsList => Kind == NodeKind.List;

    /// <summary>Whether this is a string.</summary>
    public bool IsString => Kind == NodeKind.String;

    /// <summary>The value behind <paramref name="key"/> if this is a map that has it, else a missing node.</summary>
    public virtual Node this[string key] => new MissingNode(this, key);

    /// <summary>The item at <paramref name="index"/>, counted from 0, if this is a list that long, else a missing node.</summary>
    public virtual Node this[int index] => new MissingNode(this, index);

    /// <summary>The items of a list; empty for everything else.</summary>
    public virtual IReadOnlyList<Node> Items => [];

    /// <summary>The entries of a map in the order in which they were written; empty for everything else.</summary>
    public virtual IReadOnlyList<MapEntry> Entries => [];

    /// <summary>A scalar as it was written, without quotes; null for maps, lists, nulls and missing nodes.</summary>
    public virtual string? Text => null;

    /// <summary>The value of a string; null for everything else.</summary>
    public string? AsString() => Kind == NodeKind.String ? Text : null;

    /// <summary>The value of an integer; null for everything else, and for integers beyond 64 signed bits.</summary>
    public virtual long? AsInteger() => null;

    /// <summary>The value of an integer or of another number; null for everything else.</summary>
    public virtual double? AsNumber() => null;

    /// <summary>The value of a boolean; null for everything else.</summary>
    public virtual bool? AsBoolean() => null;

    /// <summary>
    /// All nodes that a path leads to: keys separated by dots, <c>[0]</c> for one item, <c>[*]</c> for all items or values,
    /// <c>[name=web]</c> for the items whose <c>name</c> is <c>web</c>, <c>[app.kubernetes.io/name]</c> for a key with dots,
    /// and <c>..</c> for any depth. Missing places are left out.
    /// </summary>
    /// <exception cref="FormatException">The path can't be read; the message says where.</exception>
    public IReadOnlyList<Node> Select(string path) => NodePath.Select(this, path);

    /// <summary>The value as compact JSON, as the API server would read it.</summary>
    public override string ToString() => NodeJson.Write(this);

    internal int Line { get; }

    internal int Column => (int)(_packed >> ColumnShift);

    private protected bool IsWrittenPlain => (_packed & PlainBit) != 0;

    internal Source Source
    {
        get
        {
            var owner = _owner;
            while (owner is Node node)
                owner = node._owner;
            return owner as Source ?? throw new InvalidOperationException("A node was used before its document was complete.");
        }
    }

    /// <summary>Makes this node the root of a document of the given text.</summary>
    internal void BelongTo(Source source) => _owner = source;
}

/// <summary>A key of a map and the value behind it.</summary>
public readonly struct MapEntry
{
    internal MapEntry(string key, int keyLine, int keyColumn, Node value)
    {
        Key = key;
        KeyLine = keyLine;
        KeyColumn = keyColumn;
        Value = value;
    }

    /// <summary>The key.</summary>
    public string Key { get; }

    /// <summary>The value.</summary>
    public Node Value { get; }

    /// <summary>The place where the key was written.</summary>
    public Location KeyLocation => new(Value.Source.Name, KeyLine, KeyColumn);

    internal int KeyLine { get; }

    internal int KeyColumn { get; }
}

/// <summary>A map.</summary>
public sealed class MapNode : Node
{
    private const int Many = 24;

    private readonly MapEntry[] _entries;
    private Dictionary<string, int>? _index;

    internal MapNode(MapEntry[] entries, int line, int column, Source? source = null)
        : base(NodeKind.Map, line, column)
    {
        _entries = entries;
        if (source is not null)
            BelongTo(source);
        foreach (var entry in entries)
            entry.Value.Parent = this;
    }

    /// <inheritdoc />
    public override IReadOnlyList<MapEntry> Entries => _entries;

    /// <inheritdoc />
    public override Node this[string key] => Find(key) ?? new MissingNode(this, key);

    /// <summary>Whether the key is written, with whatever value.</summary>
    public bool ContainsKey(string key) => Find(key) is not null;

    internal ReadOnlySpan<MapEntry> Span => _entries;

    internal Node? Find(string key)
    {
        if (_entries.Length > Many)
            return Index.TryGetValue(key, out var at) ? _entries[at].Value : null;

        foreach (ref readonly var entry in _entries.AsSpan())
        {
            if (entry.Key == key)
                return entry.Value;
        }

        return null;
    }

    private Dictionary<string, int> Index
    {
        get
        {
            if (_index is { } known)
                return known;
            var index = new Dictionary<string, int>(_entries.Length, StringComparer.Ordinal);
            for (var i = 0; i < _entries.Length; i++)
                index[_entries[i].Key] = i;
            return _index = index;
        }
    }
}

/// <summary>A list.</summary>
public sealed class ListNode : Node
{
    private readonly Node[] _items;

    internal ListNode(Node[] items, int line, int column, Source? source = null)
        : base(NodeKind.List, line, column)
    {
        _items = items;
        if (source is not null)
            BelongTo(source);
        foreach (var item in items)
            item.Parent = this;
    }

    /// <inheritdoc />
    public override IReadOnlyList<Node> Items => _items;

    /// <inheritdoc />
    public override Node this[int index] => (uint)index < (uint)_items.Length ? _items[index] : new MissingNode(this, index);

    internal ReadOnlySpan<Node> Span => _items;
}

/// <summary>What is not written: the path that was asked for, at the place of the nearest node that is.</summary>
internal sealed class MissingNode : Node
{
    public MissingNode(Node parent, string key)
        : base(NodeKind.Missing, parent.Line, parent.Column)
    {
        Parent = parent;
        Key = key;
    }

    public MissingNode(Node parent, int index)
        : base(NodeKind.Missing, parent.Line, parent.Column)
    {
        Parent = parent;
        Index = index;
    }

    public string? Key { get; }

    public int Index { get; }
}
