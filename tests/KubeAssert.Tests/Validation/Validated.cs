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

    public static IReadOnlyList<Finding> Findings(string yaml) => FindingsOf(yaml, KubernetesVersion.Newest);

    public static IReadOnlyList<Finding> FindingsOf(string yaml, KubernetesVersion version)
    {
        var manifest = Manifests.ParseUnchecked(yaml, "test.yaml")[0];
        var problems = new Problems(manifest, version);
        KindValidation.Check(manifest, problems);
        return problems.Findings;
    }

    public static IReadOnlyList<string> Lines(string yaml, Action<MapNode, Problems> check) => Lines(Findings(yaml, check));

    public static IReadOnlyList<string> Lines(string yaml) => Lines(Findings(yaml));

    public static IReadOnlyList<string> Paths(string yaml) => Findings(yaml).Select(f => f.Path).Distinct().ToList();

    private static List<string> Lines(IReadOnlyList<Finding> findings) => findings.Select(f => $"{f.Path}: {f.Message} [{f.RuleId}]").ToList();
}
