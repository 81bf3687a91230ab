using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using KubeAssert.Findings;
using KubeAssert.Model;
using KubeAssert.Texts;
using KubeAssert.Yaml;

namespace KubeAssert.Assertions;

/// <summary>Values of fields in messages, and what is said of fields that are not there.</summary>
internal static class FieldFault
{
    private const int LongestShown = 120;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static bool Equals(Node node, object? value) => value switch
    {
        null => node.Kind == NodeKind.Null,
        bool expected => node.AsBoolean() == expected,
        string text => node.Kind is NodeKind.Map or NodeKind.List ? Same(node, text) : node.Text == text || FieldAmount.IsSame(node, text),
        ulong and > long.MaxValue => node.Text == Show(value),
        sbyte or byte or short or ushort or int or uint or long => node.AsInteger() == Convert.ToInt64(value, CultureInfo.InvariantCulture),
        Enum or DateTime or DateTimeOffset or TimeSpan or Guid => throw NoValue(value),
        IFormattable and IConvertible => node.AsNumber() is { } actual && actual.Equals(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        _ => throw NoValue(value),
    };

    /// <summary>A value as it may be written: a string that YAML would take for something else, or that has several lines, in quotes.</summary>
    public static string Show(Manifest manifest, Node node) =>
        node.IsString && NeedsQuotes(node.Text!) && !ShownValue.Hides(node) ? Quoted(node.Text!) : ShownValue.Of(node);

    public static string Show(object? value) => value switch
    {
        null => "null",
        string text => NeedsQuotes(text) ? Quoted(text) : text,
        bool truth => truth ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>The deepest place on the way to a path that is written, what it has, and the key that is nearest.</summary>
    public static Finding Missing(Manifest manifest, Node root, string path)
    {
        var at = root;
        var rest = path;
        for (var end = path.LastIndexOfAny(['.', '[']); end > 0; end = path.LastIndexOfAny(['.', '['], end - 1))
        {
            if (root.Select(path[..end].TrimEnd('.')) is [var above, ..])
            {
                at = above;
                rest = path[end..].TrimStart('.');
                break;
            }
        }

        var wanted = rest.Split('.', '[')[0].TrimEnd(']');
        var keys = at.Entries.Select(e => e.Key).ToList();
        var nearest = Nearest.Name(wanted, keys);
        var written = nearest is null ? default : at.Entries.First(e => e.Key == nearest);
        return Fault.At(
            manifest,
            at,
            keys.Count > 0 ? $"has {Fault.List(keys)}" : at.IsList ? $"has {at.Items.Count} items, none of them {rest}" : "has nothing there",
            nearest is null ? null : $"{nearest} ({written.KeyLocation})",
            $"set {rest}{Fault.OrExpect(nearest)}",
            NodePath.Of(root) is { Length: > 0 } above2 ? $"{above2}.{path}" : path);
    }

    private static bool Same(Node node, string yaml) => PartialYaml.Read(yaml) is var expected && node.ToString() == expected.ToString();

    private static ArgumentException NoValue(object value) =>
        new($"{value.GetType().Name} is no value of a field: give a string, a boolean, a number or null, or the YAML of a map or list.", nameof(value));

    private static bool NeedsQuotes(string text) =>
        text.Length == 0 || text.Contains('\n', StringComparison.Ordinal) || text is "true" or "false" or "null"
        || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static string Quoted(string text) => Short(JsonSerializer.Serialize(text, Readable));

    private static string Short(string text) => text.Length <= LongestShown ? text : string.Concat(text.AsSpan(0, LongestShown), "...");
}
