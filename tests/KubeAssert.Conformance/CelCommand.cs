using System.Globalization;
using System.Text.Json;
using KubeAssert.Cel;
using KubeAssert.Yaml;

namespace KubeAssert.Conformance;

/// <summary>Compares values and errors of CEL expressions with those of a real kube-apiserver, recorded one a line.</summary>
internal static class CelCommand
{
    private const string Failed = "evaluation error";
    private const string Unsound = "compile error";

    // how the expressions were put into a messageExpression, which must be a string
    private static readonly (string As, Func<string, string> Wrap)[] Renderings =
    [
        ("string", e => e),
        ("bool", e => $"({e}) ? 'true' : 'false'"),
        ("scalar", e => $"string({e})"),
        ("list", e => $"'%s'.format([{e}])"),
    ];

    public static int Run(string[] args)
    {
        var options = new Options(args);
        var lines = Lines.Of(options.Path).ToList().Where(l => l.Length > 0).ToList();
        var world = YamlReader.Read(lines[^1], options.Path, []).Single().Root;
        var schema = ObjectSchema.Read(YamlReader.Read($"{{\"type\": \"object\", \"properties\": {world["schema"]}}}", "schema", []).Single().Root);
        var type = SchemaType.Of(schema, isResource: false, "selfType")!;
        var environment = new TypeEnvironment(new Dictionary<string, CelType>(StringComparer.Ordinal) { ["self"] = type.CelType }, type);
        var self = SchemaValue.Of(world["self"], schema);

        var agreed = 0;
        foreach (var line in lines.SkipLast(1))
        {
            using var record = JsonDocument.Parse(line);
            var expression = record.RootElement.GetProperty("expression").GetString()!;
            var result = record.RootElement.GetProperty("result").GetString()!;
            var rendering = record.RootElement.TryGetProperty("as", out var given) ? given.GetString() : null;
            var theirs = result == "value" ? "= " + record.RootElement.GetProperty("value").GetString() : result.StartsWith(Failed, StringComparison.Ordinal) ? Failed : Unsound;
            var ours = Render(expression, rendering, environment, type, self, out var why);
            if (ours == theirs)
                agreed++;
            else
                Console.WriteLine($"{expression}\n    server: {theirs}\n    here:   {ours}{(why is null ? "" : " (" + why.ReplaceLineEndings(" ") + ")")}");
        }

        var agreement = 100.0 * agreed / (lines.Count - 1);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"agreement {agreement:F2}% ({agreed}/{lines.Count - 1})"));
        return options["at-least"] is { } least && agreement < double.Parse(least, CultureInfo.InvariantCulture) ? 1 : 0;
    }

    private static string Render(string expression, string? rendering, TypeEnvironment environment, SchemaType type, CelValue self, out string? why)
    {
        why = null;
        foreach (var (name, wrap) in Renderings)
        {
            if (rendering is not null && rendering != name)
                continue;
            var compiled = CelExpression.Compile(wrap(expression), environment, out var problem);
            if (compiled is null || compiled.ResultType.Kind != TypeKind.String || compiled.EstimateMaxCost(type) > ValidationCosts.PerExpression)
            {
                why ??= problem ?? (compiled!.ResultType.Kind != TypeKind.String ? "no string" : "costs too much");
                continue;
            }

            var value = compiled.Evaluate(v => v == "self" ? self : null).Value;
            why = (value as ErrorValue)?.Message;
            return value is StringValue text && text.Value.Trim() is { Length: > 0 } trimmed && !trimmed.Contains('\n', StringComparison.Ordinal)
                ? "= " + trimmed
                : Failed;
        }

        return Unsound;
    }
}
