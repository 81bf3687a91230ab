namespace KubeAssert.Tests.RuleCatalogue;

/// <summary>An example for every rule that comes with the package.</summary>
internal static class RuleExamples
{
    private static readonly Dictionary<string, RuleExample> ById =
        new[] { ContainerExamples.All, RightsExamples.All, WorkloadExamples.All, ReferenceExamples.All }.SelectMany(examples => examples).ToDictionary(example => example.Id, StringComparer.Ordinal);

    public static IEnumerable<string> Ids => ById.Keys;

    public static RuleExample Of(string id) => ById[id];
}
