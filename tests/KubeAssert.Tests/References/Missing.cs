namespace KubeAssert.Tests.References;

/// <summary>Texts for tests of references, and what is missing in them.</summary>
internal static class Missing
{
    /// <summary>What is missing in a text, each as place, object, path, message, nearest and fix.</summary>
    public static string In(string yaml) => In(Manifests.Parse(yaml, "shop.yaml"));

    public static string In(ManifestSet set) => string.Join('\n', set.References().Missing.Select(reference =>
    {
        var finding = reference.ToFinding();
        return $"{finding.Location} {finding.Manifest} {finding.Path} {finding.Message} | {finding.Nearest ?? "-"} | {finding.Fix} [{finding.RuleId}]";
    }));

    public static string Deployment(string name, string podSpec, string labels = "{app: web}", string @namespace = "default") => $$"""
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: {{name}}, namespace: {{@namespace}}}
        spec:
          selector: {matchLabels: {{labels}}}
          template:
            metadata:
              labels: {{labels}}
            spec: {{podSpec}}

        """;

    public static string Object(string apiVersion, string kind, string name, string rest = "", string @namespace = "default") =>
        $"---\napiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: {name}, namespace: {@namespace}}}\n{rest}\n";

    public static string ClusterObject(string apiVersion, string kind, string name, string rest = "") =>
        $"---\napiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: {name}}}\n{rest}\n";
}
