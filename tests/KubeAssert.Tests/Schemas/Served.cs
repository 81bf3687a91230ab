using KubeAssert.Validation;

namespace KubeAssert.Tests.Schemas;

/// <summary>What the API server of a version is said to say about a text, one line for each finding.</summary>
internal static class Served
{
    public static IReadOnlyList<Finding> Findings(string yaml, KubernetesVersion? version = null, KubeAssert.Schemas? schemas = null) =>
        ManifestValidation.Check(new ManifestSet(Manifests.ParseUnchecked(yaml, "web.yaml")), version ?? KubernetesVersion.V1_36, schemas).ToList();

    public static IReadOnlyList<string> Lines(string yaml, KubernetesVersion? version = null, KubeAssert.Schemas? schemas = null) =>
        Findings(yaml, version, schemas).Select(Line).ToList();

    public static string Line(Finding finding) =>
        $"{finding.Location} {finding.RuleId} {finding.Path}: {finding.Message} -> {finding.Fix}";
}
