namespace KubeAssert.PolicyRules;

/// <summary>What a rule can be told, and how it is made anew from it.</summary>
/// <param name="Current">What it was told: a record.</param>
/// <param name="Make">Makes the rule from another record of the same type.</param>
internal sealed record RuleParameters(object Current, Func<object, Rule> Make);
