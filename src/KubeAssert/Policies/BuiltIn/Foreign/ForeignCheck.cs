namespace KubeAssert.PolicyRules.BuiltIn;

/// <summary>What another linter's check is here.</summary>
/// <param name="Rules">The ids of the rules that find what it finds.</param>
/// <param name="Difference">Where the rules differ from it; empty where they do not.</param>
internal sealed record ForeignCheck(IReadOnlyList<string> Rules, string Difference);
