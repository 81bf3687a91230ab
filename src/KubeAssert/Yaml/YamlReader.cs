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
                var node = ReadNode(parser, source);
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

    private static Node ReadNode(Parser parser, Source source)
    {
        switch (parser.Current)
        {
            case Scalar scalar:
                parser.MoveNext();
                var plain = scalar.Style == ScalarStyle.Plain;
                return new ScalarNode(plain ? ScalarText.KindOf(scalar.Value) : NodeKind.String, scalar.Value, plain, (int)scalar.Start.Line, (int)scalar.Start.Column, source);

            case SequenceStart start:
                parser.MoveNext();
                var items = new List<Node>();
                while (!parser.TryConsume<SequenceEnd>(out _))
                    items.Add(ReadNode(parser, source));
                return new ListNode([.. items], (int)start.Start.Line, (int)start.Start.Column, source);

            case MappingStart start:
                parser.MoveNext();
                var entries = new List<MapEntry>();
                while (!parser.TryConsume<MappingEnd>(out _))
                {
                    var key = parser.Consume<Scalar>();
                    entries.Add(new MapEntry(key.Value, (int)key.Start.Line, (int)key.Start.Column, ReadNode(parser, source)));
                }

                return new MapNode([.. entries], (int)start.Start.Line, (int)start.Start.Column, source);

            default:
                throw new YamlException(parser.Current!.Start, parser.Current.End, "aliases are not read yet");
        }
    }
}

/// <summary>One document of a YAML text.</summary>
/// <param name="Root">What it holds.</param>
/// <param name="Origin">The template it came from, by Helm's <c># Source:</c> comment.</param>
internal sealed record YamlDocument(Node Root, string? Origin);
