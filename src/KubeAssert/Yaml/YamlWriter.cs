using System.Globalization;
using System.Text;

namespace KubeAssert.Yaml;

/// <summary>Nodes as YAML in blocks, with quotes where Kubernetes' reader would take a string for something else.</summary>
internal static class YamlWriter
{
    private const int LongestKey = 500;

    public static string Write(Node node)
    {
        var text = new StringBuilder();
        WriteValue(node, text, 0, isInLine: false);
        return text.ToString();
    }

    /// <summary>Writes what follows a key, a dash or nothing, with the line break that ends it.</summary>
    private static void WriteValue(Node node, StringBuilder text, int indent, bool isInLine)
    {
        if (node is MapNode { Entries.Count: > 0 } map)
        {
            foreach (var entry in map.Entries)
            {
                Indent(text, isInLine ? 0 : indent);
                isInLine = false;
                WriteKey(entry.Key, text, indent);
                WriteBehindKey(entry.Value, text, indent);
            }
        }
        else if (node is ListNode { Items.Count: > 0 } list)
        {
            foreach (var item in list.Items)
            {
                Indent(text, isInLine ? 0 : indent);
                isInLine = false;
                text.Append("- ");
                WriteValue(item, text, indent + 2, isInLine: true);
            }
        }
        else
        {
            WriteScalar(node, text, indent);
        }
    }

    private static void WriteKey(string key, StringBuilder text, int indent)
    {
        var written = Quoted(key);
        if (written.Length > LongestKey)
            text.Append("? ").Append(written).Append('\n').Append(' ', indent).Append(':');
        else
            text.Append(written).Append(':');
    }

    private static void WriteBehindKey(Node value, StringBuilder text, int indent)
    {
        if (value is MapNode { Entries.Count: > 0 })
        {
            text.Append('\n');
            WriteValue(value, text, indent + 2, isInLine: false);
        }
        else if (value is ListNode { Items.Count: > 0 })
        {
            text.Append('\n');
            WriteValue(value, text, indent, isInLine: false);
        }
        else
        {
            text.Append(' ');
            WriteScalar(value, text, indent + 2);
        }
    }

    private static void WriteScalar(Node node, StringBuilder text, int indent)
    {
        var written = node.Kind switch
        {
            NodeKind.Map => "{}",
            NodeKind.List => "[]",
            NodeKind.String when IsBlock(node.Text!) => null,
            NodeKind.String => Quoted(node.Text!),
            NodeKind.Integer or NodeKind.Float or NodeKind.Boolean => NodeJson.Write(node),
            _ => "null",
        };
        if (written is not null)
            text.Append(written).Append('\n');
        else
            WriteBlock(node.Text!, text, indent);
    }

    /// <summary>Whether a string reads best as a block and comes out of one unchanged.</summary>
    private static bool IsBlock(string text) =>
        text.Contains('\n', StringComparison.Ordinal) && text[0] is not (' ' or '\t' or '\n')
        && !text.EndsWith("\n\n", StringComparison.Ordinal)
        && text.All(c => c is '\n' or '\t' or (>= ' ' and <= '~') or (>= '\u00A0' and < '\u2028') or (> '\u2029' and < '\uD800') or (>= '\uE000' and <= '\uFEFE'))
        && !text.Split('\n').Any(line => line.Length > 0 && line.AsSpan().Trim().Length == 0);

    private static void WriteBlock(string value, StringBuilder text, int indent)
    {
        text.Append(value[^1] == '\n' ? "|\n" : "|-\n");
        foreach (var line in value.TrimEnd('\n').Split('\n'))
        {
            Indent(text, line.Length == 0 ? 0 : indent == 0 ? 2 : indent);
            text.Append(line).Append('\n');
        }
    }

    /// <summary>A string on one line: as it is where it can be nothing else, else in quotes.</summary>
    private static string Quoted(string text)
    {
        if (IsPlain(text))
            return text;
        if (text.All(c => c is >= ' ' and <= '~'))
            return text.Contains('\'', StringComparison.Ordinal) && text.AsSpan().IndexOfAny('"', '\\') < 0 ? $"\"{text}\"" : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

        var quoted = new StringBuilder("\"");
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                quoted.Append(c).Append(text[++i]);
            else if (c is '"' or '\\')
                quoted.Append('\\').Append(c);
            else if (c == '\n')
                quoted.Append("\\n");
            else if (c == '\t')
                quoted.Append("\\t");
            else if (c is (>= ' ' and <= '~') or (>= '\u00A1' and < '\u2028') or (> '\u2029' and < '\uD800') or (>= '\uE000' and <= '\uFEFE'))
                quoted.Append(c);
            else
                quoted.Append("\\u").Append(((int)(char.IsSurrogate(c) ? '\uFFFD' : c)).ToString("X4", CultureInfo.InvariantCulture));
        }

        return quoted.Append('"').ToString();
    }

    private static bool IsPlain(string text) =>
        text.Length > 0 && (char.IsAsciiLetterOrDigit(text[0]) || text[0] is '/' or '_' or '.' or '$')
        && ScalarText.KindOf(text) == NodeKind.String && text is not ("---" or "...")
        && !IsDate(text) && text[^1] is not (' ' or ':')
        && text.All(c => c is >= ' ' and <= '~')
        && !text.Contains(": ", StringComparison.Ordinal) && !text.Contains(" #", StringComparison.Ordinal);

    /// <summary>Kubernetes reads dates as strings, other readers don't.</summary>
    private static bool IsDate(string text) => text.Length > 4 && text[4] == '-' && char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[3]);

    private static void Indent(StringBuilder text, int indent) => text.Append(' ', indent);
}
