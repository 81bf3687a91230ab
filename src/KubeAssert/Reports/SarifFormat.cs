using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KubeAssert.Reports;

/// <summary>SARIF 2.1.0. Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.</summary>
internal static class SarifFormat
{
    public const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    private const string Root = "%SRCROOT%";

    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(ReportData data)
    {
        var indexes = data.Rules.Select((rule, index) => (rule.Id, index)).ToDictionary(r => r.Id, r => r.index, StringComparer.Ordinal);
        var log = new JsonObject
        {
            ["$schema"] = Schema,
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject
                {
                    ["driver"] = new JsonObject
                    {
                        ["name"] = "KubeAssert",
                        ["semanticVersion"] = Product.Version,
                        ["rules"] = Array(data.Rules.Select(Rule)),
                    },
                },
                ["originalUriBaseIds"] = new JsonObject { [Root] = new JsonObject { ["description"] = Message("The root of the repository.") } },
                ["columnKind"] = "utf16CodeUnits",
                ["results"] = Array(data.Items.Select(item => Result(item, indexes[item.RuleId]))),
            }),
        };
        return log.ToJsonString(Written) + "\n";
    }

    private static JsonObject Rule(ReportRule rule)
    {
        var json = new JsonObject
        {
            ["id"] = rule.Id,
            ["name"] = PascalCase(rule.Id),
            ["shortDescription"] = Message(Sentence(rule.Title)),
            ["fullDescription"] = Message(Sentence(rule.Reason.Length == 0 ? rule.Title : $"{rule.Title}, because {rule.Reason}")),
            ["defaultConfiguration"] = new JsonObject { ["level"] = Level(rule.Severity) },
            ["help"] = Message(Help(rule)),
        };
        if (rule.Documentation is not null)
            json["helpUri"] = rule.Documentation;
        return json;
    }

    private static JsonObject Result(ReportItem item, int rule)
    {
        var json = new JsonObject
        {
            ["ruleId"] = item.RuleId,
            ["ruleIndex"] = rule,
            ["level"] = Level(item.Severity),
            ["message"] = Message(ItemText.Sentence(item)),
        };
        if (Location(item) is { } location)
            json["locations"] = new JsonArray(location);
        json["partialFingerprints"] = new JsonObject { ["kubeassert/v1"] = item.Fingerprint };
        if (item.Exemption is not null)
            json["suppressions"] = new JsonArray(new JsonObject { ["kind"] = "external", ["status"] = "accepted", ["justification"] = item.Exemption });
        return json;
    }

    private static JsonObject? Location(ReportItem item)
    {
        var json = new JsonObject();
        if (item.Place.File.Length > 0)
        {
            var artifact = new JsonObject { ["uri"] = RepositoryPath.ToUri(item.Place.File, out var isRelative) };
            if (isRelative)
                artifact["uriBaseId"] = Root;
            var physical = new JsonObject { ["artifactLocation"] = artifact };
            if (Region(item.Place) is { } region)
                physical["region"] = region;
            json["physicalLocation"] = physical;
        }

        if (item.Object.Length > 0)
        {
            var full = item.Path.Length > 0 ? $"{item.FullObject}/{item.Path}" : item.FullObject;
            json["logicalLocations"] = new JsonArray(new JsonObject { ["name"] = item.Object, ["fullyQualifiedName"] = full, ["kind"] = "object" });
        }

        return json.Count == 0 ? null : json;
    }

    private static JsonObject? Region(ReportPlace place)
    {
        if (place.Line < 1)
            return null;
        var region = new JsonObject { ["startLine"] = place.Line };
        if (place.Column > 0)
            region["startColumn"] = place.Column;
        if (place.EndLine > 0)
        {
            region["endLine"] = place.EndLine;
            region["endColumn"] = place.EndColumn;
        }

        return region;
    }

    private static string Help(ReportRule rule)
    {
        var text = new StringBuilder(Sentence(rule.Title));
        if (rule.Reason.Length > 0)
            text.Append(" Why: ").Append(Sentence(rule.Reason));
        if (rule.Fix is not null)
            text.Append(" Fix: ").Append(Sentence(rule.Fix));
        return text.ToString();
    }

    private static string Sentence(string text) => text.Length == 0 ? "." : char.ToUpperInvariant(text[0]) + text[1..] + (text[^1] is '.' or '!' or '?' ? "" : ".");

    private static string PascalCase(string id) =>
        string.Concat(id.Split('-', '/', '.').Where(w => w.Length > 0).Select(w => char.ToUpperInvariant(w[0]) + w[1..]));

    private static string Level(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };

    private static JsonObject Message(string text) => new() { ["text"] = text };

    private static JsonArray Array(IEnumerable<JsonNode?> items) => new([.. items]);
}
