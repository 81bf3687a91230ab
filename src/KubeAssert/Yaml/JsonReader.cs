using System.Text;
using System.Text.Json;

namespace KubeAssert.Yaml;

/// <summary>
/// Reads JSON by its own rules, as kubectl does: <c>\/</c>, pairs of <c>\u</c> escapes and long keys are fine there and not in
/// YAML. A number with a point or an exponent is never an integer, unlike in YAML.
/// </summary>
internal sealed class JsonReader
{
    private readonly byte[] _bytes;
    private readonly TextPool _pool;
    private readonly Source _source;
    private readonly List<ReadProblem> _problems;
    private int _counted;
    private int _values;
    private int _line = 1;
    private int _column = 1;

    private JsonReader(byte[] bytes, Source source, TextPool pool, List<ReadProblem> problems)
    {
        _bytes = bytes;
        _source = source;
        _pool = pool;
        _problems = problems;
    }

    /// <summary>Reads one object after another; false if the text is no JSON, with the reason among the problems.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, Source source, TextPool pool, List<YamlDocument> documents, List<ReadProblem> problems)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, bytes);
        var reading = new JsonReader(bytes, source, pool, problems);
        var at = 0;
        while (true)
        {
            while (at < bytes.Length && bytes[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
                at++;
            if (at == bytes.Length)
                return true;

            var reader = new Utf8JsonReader(bytes.AsSpan(at), isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = Limits.Depth }));
            try
            {
                if (!reader.Read())
                    throw new JsonException();
                var root = reading.Value(ref reader, at);
                if (root.HasValue)
                {
                    root.BelongTo(source);
                    documents.Add(new YamlDocument(root, Origin: null));
                }
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                reading.Report((int)reader.TokenStartIndex + at, reader.CurrentDepth >= Limits.Depth ? $"maps and lists are nested deeper than {Limits.Depth} levels" : "the JSON can't be read from here on", "correct the JSON there");
                return false;
            }

            catch (YamlSyntaxException e)
            {
                problems.Add(new ReadProblem(new Location(source.Name, e.Line + 1, e.Column + 1), e.Message, e.Fix));
                return true;
            }

            at += (int)reader.BytesConsumed;
        }
    }

    /// <summary>One value with all that is in it; what is open stands on a stack of its own.</summary>
    private Node Value(ref Utf8JsonReader reader, int offset)
    {
        var open = new Stack<Frame>();
        while (true)
        {
            var (line, column) = PlaceOf((int)reader.TokenStartIndex + offset);
            Node? node = null;
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                case JsonTokenType.StartArray:
                    open.Push(new Frame(line, column));
                    break;
                case JsonTokenType.PropertyName:
                    open.Peek().Begin(Text(ref reader), line, column);
                    break;
                case JsonTokenType.EndObject:
                    node = open.Pop().ToMap();
                    break;
                case JsonTokenType.EndArray:
                    node = open.Pop().ToList();
                    break;
                case JsonTokenType.String:
                    node = new ScalarNode(NodeKind.String, Text(ref reader), isPlain: false, line, column);
                    break;
                case JsonTokenType.Number:
                    var number = Encoding.ASCII.GetString(reader.ValueSpan);
                    node = new ScalarNode(KindOf(number), number, isPlain: true, line, column);
                    break;
                case JsonTokenType.True or JsonTokenType.False:
                    node = new ScalarNode(NodeKind.Boolean, reader.TokenType == JsonTokenType.True ? "true" : "false", isPlain: true, line, column);
                    break;
                default:
                    node = new ScalarNode(NodeKind.Null, "null", isPlain: true, line, column);
                    break;
            }

            if (node is not null)
            {
                if (++_values > Limits.Values)
                    throw NodeBuilder.TooMany(line - 1, column - 1);
                if (open.Count == 0)
                    return node;
                if (open.Peek().Add(node) is { } twin && _problems.Count < Limits.Problems)
                    _problems.Add(new ReadProblem(new Location(_source.Name, twin.Line, twin.Column), $"the key '{twin.Key}' is set twice in this mapping, first in line {twin.FirstLine}", "remove one of the two"));
            }

            if (!reader.Read())
                throw new JsonException();
        }
    }

    private string Text(ref Utf8JsonReader reader) => _pool.Get(reader.GetString());

    private static NodeKind KindOf(string number)
    {
        if (number.AsSpan().IndexOfAny(".eE") < 0 && NumberText.Of(number) is { IsWrittenAsInteger: true })
            return NodeKind.Integer;
        return double.IsFinite(double.Parse(number, System.Globalization.CultureInfo.InvariantCulture)) ? NodeKind.Float : throw new JsonException();
    }

    private void Report(int position, string message, string fix)
    {
        var (line, column) = PlaceOf(position);
        _problems.Add(new ReadProblem(new Location(_source.Name, line, column), message, fix));
    }

    /// <summary>Line and column of a byte; asked for in the order of the text.</summary>
    private (int Line, int Column) PlaceOf(int position)
    {
        for (; _counted < position; _counted++)
        {
            var octet = _bytes[_counted];
            if (octet == '\n')
            {
                _line++;
                _column = 1;
            }
            else if ((octet & 0xC0) != 0x80)
            {
                _column += octet >= 0xF0 ? 2 : 1;
            }
        }

        return (_line, _column);
    }

    /// <summary>A map or list that is not closed yet.</summary>
    private sealed class Frame(int line, int column)
    {
        private readonly List<MapEntry> _entries = [];
        private readonly List<Node> _items = [];
        private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);
        private (string Key, int Line, int Column)? _key;

        public void Begin(string key, int keyLine, int keyColumn) => _key = (key, keyLine, keyColumn);

        /// <summary>Takes an item, or the value of the key that was begun; says so if the map has that key already.</summary>
        public (string Key, int Line, int Column, int FirstLine)? Add(Node node)
        {
            if (_key is not { } key)
            {
                _items.Add(node);
                return null;
            }

            if (!_lines.TryAdd(key.Key, key.Line))
                return (key.Key, key.Line, key.Column, _lines[key.Key]);
            _entries.Add(new MapEntry(key.Key, key.Line, key.Column, node));
            return null;
        }

        public MapNode ToMap() => new([.. _entries], line, column);

        public ListNode ToList() => new([.. _items], line, column);
    }
}
