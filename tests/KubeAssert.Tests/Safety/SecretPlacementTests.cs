using System.Text;
using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.Safety;

/// <summary>What a Secret holds is in no output, wherever the Secret stands and however it is misspelled.</summary>
public sealed class SecretPlacementTests
{
    private const string Plain = "hunter2-Zq9x-correct-horse";

    private static readonly string Encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(Plain));

    /// <summary>How the values of a Secret may be written, right or wrong: each takes the value.</summary>
    private static readonly string[] Bodies =
    [
        "data: {password: VALUE}", "stringData: {password: VALUE}", "stringData: {password: [VALUE]}", "stringData: {a: {b: VALUE}}",
        "Data: {password: VALUE}", "stringdata: {password: VALUE}", "StringData: {password: VALUE}", "string_data: {password: VALUE}",
        "password: VALUE", "data: VALUE", "stringData: [VALUE]", "spec: {data: {password: VALUE}}", "data: [{password: VALUE}]",
    ];

    /// <summary>What calls itself a Secret.</summary>
    private static readonly string[] Types =
    [
        "apiVersion: v1, kind: Secret", "apiVersion: v1, kind: secret", "apiVersion: apps/v1, kind: Secret", "apiVersion: v1, kind: SECRET",
        "apiVersion: v1, kind: Secrets", "apiVersion: v1, kind: Secert", "apiVersion: v2, kind: Secret",
    ];

    /// <summary>Where a Secret may stand: each takes an object in flow style.</summary>
    private static readonly string[] Surroundings =
    [
        "OBJECT",
        "{apiVersion: v1, kind: List, items: [OBJECT]}",
        "{apiVersion: template.openshift.io/v1, kind: Template, metadata: {name: t}, objects: [OBJECT]}",
        "{apiVersion: example.org/v1, kind: Bundle, metadata: {name: b}, spec: {resources: [{manifest: OBJECT}]}}",
        "{apiVersion: example.org/v1, kind: Bundle, metadata: {name: b}, spec: {template: OBJECT}}",
    ];

    private static List<string> Placements()
    {
        var placements = new List<string>();
        foreach (var value in new[] { Plain, Encoded })
        {
            foreach (var (type, body) in Types.SelectMany(_ => Bodies, (type, body) => (type, body)))
            {
                // a kind that is misspelled is known by what only Secrets have
                if (type.Contains("Secrets", StringComparison.Ordinal) || type.Contains("Secert", StringComparison.Ordinal))
                {
                    if (!body.StartsWith("data", StringComparison.OrdinalIgnoreCase) && !body.StartsWith("stringData", StringComparison.OrdinalIgnoreCase))
                        continue;
                }

                var secret = $"{{{type}, metadata: {{name: s}}, {body.Replace("VALUE", value, StringComparison.Ordinal)}}}";
                foreach (var surrounding in Surroundings)
                    placements.Add(surrounding.Replace("OBJECT", secret, StringComparison.Ordinal));
            }
        }

        foreach (var text in Others())
            placements.Add(text);
        return placements;
    }

    [Fact]
    public void There_are_at_least_five_hundred_placements() => Placements().Count.Should().BeGreaterThan(500);

    [Fact]
    public void No_output_of_a_text_holds_the_value()
    {
        var leaks = new List<string>();
        foreach (var text in Placements())
            leaks.AddRange(Leaks(text, () => Manifests.Parse(text)));

        leaks.Should().BeEmpty();
    }

    [Fact]
    public void No_output_of_a_file_holds_the_value()
    {
        using var folder = new TemporaryFolder();
        var leaks = new List<string>();
        foreach (var (text, i) in Placements().Select((text, i) => (text, i)).Where(p => p.i % 7 == 0))
        {
            var file = folder.Write($"{i}.yaml", text);
            leaks.AddRange(Leaks(text, () => Manifests.Load(file)));
        }

        leaks.Should().BeEmpty();
    }

    private static IEnumerable<string> Leaks(string text, Func<ManifestSet> load) =>
        Pipeline.Run(load)
            .Where(output => output.Output.Contains(Plain, StringComparison.Ordinal) || output.Output.Contains(Encoded, StringComparison.Ordinal))
            .Select(output => $"{output.Stage}: {text}");

    /// <summary>Placements that are no object in flow style.</summary>
    private static IEnumerable<string> Others()
    {
        yield return Plain;
        yield return $"# a token\n{Plain}\n";
        yield return $"apiVersion: v1\nkind: Secret\nmetadata: {{name: s}}\nstringData:\n  password: *{Plain}\n";
        yield return $"apiVersion: v1\nkind: Secret\nmetadata: {{name: s}}\nstringData:\n  password: !!binary {Plain}\n";
        yield return $"apiVersion: v1\nkind: Secret\nmetadata: {{name: s}}\nstringData:\n  password: !!int {Plain}\n";
        yield return $"apiVersion: v1\nkind: Secret\nmetadata: {{name: s}}\nstringData:\n  password: !{Plain} x\n";
        yield return $"apiVersion: v1\nkind: Secret\nmetadata: {{name: s}}\nstringData:\n  password: |{Plain}\n    x\n";
        yield return $"apiVersion: v1\nkind: Secret\nmetadata: {{name: s}}\nstringData:\n  password: \"{Plain}\n";
        yield return $"apiVersion: v1\nkind: Secret\nmetadata: {{name: s}}\nstringData:\n  password: {Plain}: x: y\n";
        yield return $"apiVersion: v1\nkind: SecretList\nmetadata: {{}}\nitems:\n- metadata: {{name: s}}\n  data: {{password: {Encoded}}}\n";
        yield return $"apiVersion: v1\nkind: SecretList\nitems:\n- metadata: {{name: s}}\n  stringData:\n    password: {Plain}\n";
        yield return $"apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\n  data:\n    password: {Encoded}\n";
        yield return $"apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\n  stringData:\n    password: |\n      {Plain}\n      more\n";
        yield return $"apiVersion: v1\nkind: Secret\nmetadata: {{name: s}}\nstringData:\n  password: >-\n    {Plain}\n    more\ntype: [wrong]\n";
        foreach (var key in new[] { "kubectl.kubernetes.io/last-applied-configuration", "kapp.k14s.io/original", "example.org/copy" })
        {
            foreach (var kind in new[] { "ConfigMap", "Secret", "Service" })
            {
                var copy = $$$"""{"apiVersion":"v1","kind":"Secret","data":{"password":"{{{Encoded}}}"},"stringData":{"p":"{{{Plain}}}"}}""";
                yield return $"apiVersion: v1\nkind: {kind}\nmetadata:\n  name: s\n  annotations:\n    {key}: '{copy}'\n";
                yield return $"apiVersion: v1\nkind: {kind}\nmetadata:\n  name: s\n  annotations:\n    {key}: '{copy[..^9]}'\n";
            }
        }

        var embedded = $"kind: Secret\n    stringData:\n      password: {Plain}\n";
        yield return $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: c}}\ndata:\n  manifest.yaml: |\n    {embedded}";
        yield return $"apiVersion: v1\nkind: Pod\nmetadata: {{name: p}}\nspec:\n  containers:\n  - name: c\n    image: x\n    args:\n    - |\n      {embedded.Replace("\n", "\n  ", StringComparison.Ordinal)}";
    }
}
