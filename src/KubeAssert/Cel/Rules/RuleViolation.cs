namespace KubeAssert.Cel;

/// <summary>What a rule says about a value.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Place">The value.</param>
/// <param name="Path">The field as the API server names it.</param>
/// <param name="Message">What is wrong.</param>
internal sealed record RuleViolation(RuleExpression Rule, Node Place, string Path, string Message)
{
    /// <summary>Whether the rule could not be evaluated here, so that nothing is known.</summary>
    public bool IsNotChecked { get; init; }
}
