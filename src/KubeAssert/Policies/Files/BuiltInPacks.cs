namespace KubeAssert.PolicyRules;

/// <summary>What a policy file may name without being told of it.</summary>
internal static class BuiltInPacks
{
    public static IReadOnlyList<Policy> All { get; } = [PodSecurity.Baseline, PodSecurity.Restricted];

    public static IEnumerable<Rule> Rules => All.SelectMany(p => p.Rules).DistinctBy(r => r.Id);
}
