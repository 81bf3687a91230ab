using KubeAssert.Validation;

namespace KubeAssert.Tests.Validation;

/// <summary>What validation says about one manifest, as <c>path: message [rule]</c>.</summary>
internal static class Validated
{
    public static IReadOnlyList<Finding> Findings(string yaml, Action<MapNode, Problems> check)
    {
        var manifest = Manifests.ParseUnchecked(yaml, "test.yaml")[0];
        var problems = new Problems(manifest, KubernetesVersion.Newest);
        check(manifest.Root, problems);
        return problems.Findings;
    }

    public static IReadOnlyList<string> Lines(string yaml, Action<MapNode, Problems> check) =>
        Findings(yaml, check).Select(f => $"{f.Path}: {f.Message} [{f.RuleId}]").ToList();

    public static IReadOnlyList<string> Lines(string yaml)
    {
        var manifest = Manifests.ParseUnchecked(yaml, "test.yaml")[0];
        return Lines(yaml, (_, problems) => KindValidation.Check(manifest, problems));
    }

    public static IReadOnlyList<string> Paths(string yaml) => Lines(yaml).Select(l => l[..l.IndexOf(": ", StringComparison.Ordinal)]).Distinct().ToList();
}
