using System.Globalization;
using System.Reflection;
using System.Text;
using System.Xml.Linq;
using KubeAssert.Findings;
using KubeAssert.PolicyRules.BuiltIn;
using KubeAssert.Tests.Support;
using Packs = KubeAssert.Policies;

namespace KubeAssert.Tests.RuleCatalogue;

/// <summary>The pages of the rules, made from the rules and their examples.</summary>
internal static class RulePage
{
    private static readonly Lazy<XDocument> Documentation = new(() => XDocument.Load(Path.ChangeExtension(typeof(Rule).Assembly.Location, ".xml")));

    private static readonly (string Name, Policy Policy)[] Policies =
        [("Essential", Packs.Essential), ("Reliability", Packs.Reliability), ("Security", Packs.Security), ("Production", Packs.Production)];

    /// <summary>All pages by their file's name.</summary>
    public static Dictionary<string, string> All()
    {
        var pages = BuiltInRules.All.ToDictionary(rule => rule.Id + ".md", Of, StringComparer.Ordinal);
        pages["README.md"] = Index();
        pages["mapping.md"] = Mapping();
        return pages;
    }

    private static string Of(BuiltInRule rule)
    {
        var (info, example) = (rule.Default.Info, RuleExamples.Of(rule.Id));
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {rule.Id}\n\n{info.Title}, because {info.Reason}.\n\n");
        text.Append(CultureInfo.InvariantCulture, $"- Severity: {FindingText.Name(info.Severity)}\n- Looks at: {info.AppliesTo}\n- In code: `{CodeOf(rule)}`\n- In the policies: {PoliciesOf(rule.Id)}\n");
        text.Append(CultureInfo.InvariantCulture, $"- Fix: {info.Fix}\n");
        AppendParameters(text, rule);
        text.Append("\n## Fails\n\n");
        if (example.Written is not null)
            text.Append(CultureInfo.InvariantCulture, $"With `{example.Written}`:\n\n");
        AppendManifests(text, example.Fails);
        AppendFindings(text, example, example.Fails);
        text.Append("\n## Passes\n\n");
        AppendManifests(text, example.Passes);
        text.Append(CultureInfo.InvariantCulture, $"\n## Good to know\n\n{example.Edge}. This {(example.EdgeFails ? "fails" : "passes")}:\n\n");
        AppendManifests(text, example.EdgeManifests);
        if (example.EdgeFails)
            AppendFindings(text, example, example.EdgeManifests);
        return text.ToString();
    }

    private static void AppendParameters(StringBuilder text, BuiltInRule rule)
    {
        if (rule.Parameters is not { } type)
            return;
        text.Append("\n## Parameters\n\n").Append(CultureInfo.InvariantCulture, $"`{type.Name}`; by default: {rule.Default.Info.Parameters}.\n\n| parameter | type | default | meaning |\n| --- | --- | --- | --- |\n");
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is not null))
        {
            var member = Documentation.Value.Descendants("member").First(m => m.Attribute("name")?.Value == $"P:{type.FullName}.{property.Name}");
            text.Append(CultureInfo.InvariantCulture, $"| `{property.Name}` | {NameOf(property.PropertyType)} | {Plain(member.Element("value"))} | {Plain(member.Element("summary"))} |\n");
        }
    }

    private static void AppendManifests(StringBuilder text, string manifests) =>
        text.Append("```yaml\n").Append(manifests.ReplaceLineEndings("\n").TrimEnd()).Append("\n```\n");

    private static void AppendFindings(StringBuilder text, RuleExample example, string manifests)
    {
        text.Append("\n```text\n");
        foreach (var finding in BuiltInRuleTests.Findings(BuiltInRuleTests.RuleOf(example), manifests))
        {
            FindingText.Append(text, finding);
            text.Append('\n');
        }

        text.Append("```\n");
    }

    private static string Index()
    {
        var text = new StringBuilder("# Rules\n\nEvery rule that comes with the package. `Rules` has them one by one, `Policies` in packs: E is `Policies.Essential`, R `Policies.Reliability`, S `Policies.Security`;\n`Policies.Production` has all of these. What kube-linter and kube-score call them is in [mapping.md](mapping.md). The Pod Security Standards are `PodSecurity.Baseline` and\n`PodSecurity.Restricted`, the API server's own verdict is `Validity.On(version)`.\n\nWhat a finding calls `see: docs/rules/ID.md` is a page here.\n");
        foreach (var (theme, rules) in BuiltInRules.Themes)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {theme}\n\n| rule | what holds | severity | packs |\n| --- | --- | --- | --- |\n");
            foreach (var rule in rules)
                text.Append(CultureInfo.InvariantCulture, $"| [{rule.Id}]({rule.Id}.md) | {rule.Default.Info.Title} | {FindingText.Name(rule.Default.Info.Severity)} | {Letters(rule.Id)} |\n");
        }

        return text.ToString();
    }

    private static string Mapping()
    {
        var text = new StringBuilder("# What kube-linter and kube-score call them\n\nAnnotations that ignore one of their checks count for the rules beside it.\n");
        foreach (var (name, checks) in new[] { ("kube-linter", ForeignChecks.KubeLinter), ("kube-score", ForeignChecks.KubeScore) })
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {name}\n\n| theirs | here | where it differs |\n| --- | --- | --- |\n");
            foreach (var (theirs, check) in checks.OrderBy(c => c.Key, StringComparer.Ordinal))
                text.Append(CultureInfo.InvariantCulture, $"| {theirs} | {string.Join(", ", check.Rules.Select(Link))} | {check.Difference} |\n");
        }

        return text.ToString();
    }

    private static string Link(string id) => BuiltInRules.Find(id) is null ? $"`{id}`" : $"[{id}]({id}.md)";

    private static string CodeOf(BuiltInRule rule)
    {
        var name = string.Concat(rule.Id.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        return rule.Parameters is null ? $"Rules.{name}" : $"Rules.{name}(new {rule.Parameters.Name} {{ ... }})";
    }

    private static string PoliciesOf(string id)
    {
        var names = Policies.Where(p => p.Policy.Rules.Any(r => r.Id == id)).Select(p => p.Name).ToList();
        return names.Count == 0 ? "none; add it by its name" : string.Join(", ", names);
    }

    private static string Letters(string id)
    {
        var isEssential = Packs.Essential.Rules.Any(r => r.Id == id);
        return isEssential ? "E R S" : string.Join(' ', Policies.Where(p => p.Name[0] is 'R' or 'S' && p.Policy.Rules.Any(r => r.Id == id)).Select(p => p.Name[0]));
    }

    private static string NameOf(Type type) =>
        type == typeof(string) ? "text" : type == typeof(bool) ? "true or false" : type == typeof(int) || type == typeof(long) ? "number" : type.IsGenericType ? "list of texts" : type.Name;

    private static string Plain(XElement? element) => element is null ? "" : string.Concat(element.Nodes().Select(node => node switch
    {
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement see => see.Attribute("cref")?.Value.Split('.')[^1] ?? see.Value,
        _ => node.ToString(),
    })).Trim();
}
