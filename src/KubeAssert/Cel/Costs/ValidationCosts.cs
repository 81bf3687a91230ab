namespace KubeAssert.Cel;

/// <summary>What the rules of a CustomResourceDefinition may cost, by estimate when it is made.</summary>
internal static class ValidationCosts
{
    /// <summary>One rule, or one message expression, for all the places where it may run.</summary>
    public const ulong PerExpression = 10_000_000;

    /// <summary>All rules of one version together.</summary>
    public const ulong PerVersion = 100_000_000;
}
