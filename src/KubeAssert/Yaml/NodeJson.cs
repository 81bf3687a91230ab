using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace KubeAssert.Yaml;

/// <summary>Nodes as JSON, as the API server reads them.</summary>
internal static class NodeJson
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = int.MaxValue };

    public static string Write(Node node)
    {
        if (!node.Exists)
            return "<missing>";

        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Compact))
            Write(node, writer);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    public static void Write(Node node, Utf8JsonWriter writer)
    {
        switch (node.Kind)
        {
            case NodeKind.Map:
                writer.WriteStartObject();
                foreach (var entry in node.Entries)
                {
                    writer.WritePropertyName(entry.Key);
                    Write(entry.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case NodeKind.List:
                writer.WriteStartArray();
                foreach (var item in node.Items)
                    Write(item, writer);
                writer.WriteEndArray();
                break;
            case NodeKind.String:
                writer.WriteStringValue(node.Text);
                break;
            case NodeKind.Boolean:
                writer.WriteBooleanValue(node.AsBoolean() == true);
                break;
            case NodeKind.Integer when node.AsInteger() is { } integer:
                writer.WriteNumberValue(integer);
                break;
            case NodeKind.Integer when NumberText.Of(node.Text).Unsigned is { } unsigned:
                writer.WriteNumberValue(unsigned);
                break;
            case NodeKind.Integer or NodeKind.Float:
                writer.WriteNumberValue(node.AsNumber() ?? 0);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }
}
