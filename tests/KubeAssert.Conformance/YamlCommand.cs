using System.Globalization;
using System.Text.Json;
using KubeAssert.Yaml;

namespace KubeAssert.Conformance;

/// <summary>Reads YAML texts and compares with the JSON that an API server made of them, or with its refusal.</summary>
internal static class YamlCommand
{
    /// <summary>
    /// Each line of the file holds <c>yaml</c> and either <c>json</c> or <c>error</c>. The texts were posted as a map inside an
    /// object, and are read as one; with <c>--as-is</c> each is a text of its own. Wording of errors is not compared.
    /// </summary>
    public static int Run(string[] args)
    {
        var options = new Options(args);
        var asIs = args.Contains("--as-is", StringComparer.Ordinal);
        var (agreed, total) = (0, 0);
        foreach (var line in Lines.Of(options.Path))
        {
            using var recorded = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 100_000 });
            var yaml = recorded.RootElement.GetProperty("yaml").GetString()!;
            var expected = recorded.RootElement.TryGetProperty("json", out var json) ? json : (JsonElement?)null;
            var problems = new List<ReadProblem>();
            var node = asIs ? ReadAlone(yaml, problems) : ReadInside(yaml, problems);

            total++;
            if (expected is null ? node is null : node is not null && AreSame(node, expected.Value))
            {
                agreed++;
                continue;
            }

            Console.WriteLine($"{JsonSerializer.Serialize(yaml)}\n  Kubernetes: {expected?.GetRawText() ?? recorded.RootElement.GetProperty("error").GetString()}\n  KubeAssert: {node?.ToString() ?? string.Join("; ", problems)}");
        }

        var percent = total == 0 ? 100 : 100.0 * agreed / total;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"agreement {percent:0.00}% ({agreed}/{total})"));
        return options["at-least"] is { } least && percent < double.Parse(least, CultureInfo.InvariantCulture) ? 1 : 0;
    }

    private static Node? ReadInside(string yaml, List<ReadProblem> problems)
    {
        var indented = string.Join('\n', yaml.Split('\n').Select(l => "    " + l));
        var root = ReadAlone("spec:\n  extra:\n" + indented + "\n", problems);
        var extra = root?["spec"]["extra"];
        return extra is { IsMap: true } ? extra : null;
    }

    private static Node? ReadAlone(string yaml, List<ReadProblem> problems)
    {
        var documents = new YamlReader(YamlDialect.Server).Read(yaml.AsSpan(), "text", problems);
        return problems.Count == 0 ? documents.Count > 0 ? documents[0].Root : new ScalarNode(NodeKind.Null, "", isPlain: true, 1, 1) : null;
    }

    private static bool AreSame(Node node, JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => node.IsMap && node.Entries.Count == json.EnumerateObject().Count()
            && json.EnumerateObject().All(p => node[p.Name] is { Exists: true } value && AreSame(value, p.Value)),
        JsonValueKind.Array => node.IsList && node.Items.Count == json.GetArrayLength()
            && node.Items.Zip(json.EnumerateArray()).All(pair => AreSame(pair.First, pair.Second)),
        JsonValueKind.String => node.AsString() == json.GetString(),
        JsonValueKind.Number => node.AsNumber() is { } number && number.Equals(json.GetDouble() + 0.0),
        JsonValueKind.True or JsonValueKind.False => node.AsBoolean() == json.GetBoolean(),
        _ => node.Kind == NodeKind.Null,
    };
}
