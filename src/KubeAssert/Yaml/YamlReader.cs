using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace KubeAssert.Yaml;

/// <summary>Reads a YAML text into nodes, as Kubernetes reads it.</summary>
internal static class YamlReader
{
    /// <summary>Reads every document of the text; documents that hold nothing are left out.</summary>
    public static IReadOnlyList<YamlDocument> Read(string text, string name, ICollection<ReadProblem> problems)
    {
        var source = new Source(name);
        var documents = new List<YamlDocument>();
        try
        {
            var parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
            parser.Consume<StreamStart>();
            while (parser.TryConsume<DocumentStart>(out _))
            {
                var node = new Reading(parser, source).ReadNode();
                parser.Consume<DocumentEnd>();
                if (node.HasValue)
                    documents.Add(new YamlDocument(node, Origin: null));
            }
        }
        catch (YamlException e)
        {
            problems.Add(new ReadProblem(new Location(name, (int)e.Start.Line, (int)e.Start.Column), e.Message, "correct the YAML there"));
        }

        return documents;
    }

    private sealed class Reading(Parser parser, Source source)
    {
        private readonly Dictionary<string, Node> _anchors = new(StringComparer.Ordinal);
        private int _depth;

        public Node ReadNode()
        {
            if (++_depth > 512)
                throw new YamlException(parser.Current!.Start, parser.Current.End, "nested deeper than 512 levels");
            var anchor = parser.Current is NodeEvent { Anchor: { IsEmpty: false } name } ? name.Value : null;
            var node = ReadContent();
            if (anchor is not null)
                _anchors[anchor] = node;
            _depth--;
            return node;
        }

        private Node ReadContent()
        {
            switch (parser.Current)
            {
                case Scalar scalar:
                    parser.MoveNext();
                    var plain = scalar.Style == ScalarStyle.Plain;
                    var kind = plain ? ScalarText.KindOf(scalar.Value) : NodeKind.String;
                    if (kind == NodeKind.Float && ScalarText.IsNotFinite(scalar.Value))
                        throw new YamlException(scalar.Start, scalar.End, "infinity and not-a-number do not exist in JSON");
                    return new ScalarNode(kind, scalar.Value, plain, (int)scalar.Start.Line, (int)scalar.Start.Column, source);

                case SequenceStart start:
                    parser.MoveNext();
                    var items = new List<Node>();
                    while (!parser.TryConsume<SequenceEnd>(out _))
                        items.Add(ReadNode());
                    return new ListNode([.. items], (int)start.Start.Line, (int)start.Start.Column, source);

                case MappingStart start:
                    parser.MoveNext();
                    var entries = new List<MapEntry>();
                    var keys = new HashSet<string>(StringComparer.Ordinal);
                    while (!parser.TryConsume<MappingEnd>(out _))
                        ReadEntry(entries, keys);
                    return new MapNode([.. entries], (int)start.Start.Line, (int)start.Start.Column, source);

                case AnchorAlias alias:
                    parser.MoveNext();
                    return _anchors.TryGetValue(alias.Value.Value, out var node) ? Copy(node)
                        : throw new YamlException(alias.Start, alias.End, $"unknown anchor '{alias.Value}'");

                default:
                    throw new YamlException(parser.Current!.Start, parser.Current.End, "unexpected content");
            }
        }

        private void ReadEntry(List<MapEntry> entries, HashSet<string> keys)
        {
            var at = parser.Current!;
            var key = ReadNode() as ScalarNode ?? throw new YamlException(at.Start, at.End, "invalid map key");
            var value = ReadNode();
            if (key is { IsPlain: true, Text: "<<" })
            {
                foreach (var map in value is ListNode list ? list.Items : [value])
                {
                    if (!map.IsMap)
                        throw new YamlException(at.Start, at.End, "map merge requires map or sequence of maps as the value");
                    foreach (var entry in map.Entries)
                        Add(new MapEntry(entry.Key, entry.KeyLine, entry.KeyColumn, Copy(entry.Value)));
                }

                return;
            }

            var name = key.Kind switch
            {
                NodeKind.Null => throw new YamlException(at.Start, at.End, "null is no map key"),
                NodeKind.Boolean => key.AsBoolean() == true ? "true" : "false",
                NodeKind.Integer => key.ToString(),
                NodeKind.Float => ((float)key.AsNumber()!.Value).ToString(System.Globalization.CultureInfo.InvariantCulture),
                _ => key.Text!,
            };
            Add(new MapEntry(name, (int)at.Start.Line, (int)at.Start.Column, value));

            void Add(MapEntry entry)
            {
                if (!keys.Add(entry.Key))
                    throw new YamlException(at.Start, at.End, $"key \"{entry.Key}\" already set in map");
                entries.Add(entry);
            }
        }

        private Node Copy(Node node) => node switch
        {
            MapNode map => new MapNode([.. map.Entries.Select(e => new MapEntry(e.Key, e.KeyLine, e.KeyColumn, Copy(e.Value)))], map.Line, map.Column, source),
            ListNode list => new ListNode([.. list.Items.Select(Copy)], list.Line, list.Column, source),
            ScalarNode scalar => new ScalarNode(scalar.Kind, scalar.Text ?? "", scalar.IsPlain, scalar.Line, scalar.Column, source),
            _ => node,
        };
    }
}

/// <summary>One document of a YAML text.</summary>
/// <param name="Root">What it holds.</param>
/// <param name="Origin">The template it came from, by Helm's <c># Source:</c> comment.</param>
internal sealed record YamlDocument(Node Root, string? Origin);
