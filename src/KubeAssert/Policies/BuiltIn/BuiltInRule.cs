namespace KubeAssert.PolicyRules.BuiltIn;

/// <summary>A rule that comes with the package, and how it is made with other parameters.</summary>
/// <param name="Default">The rule as it is when nothing is said.</param>
/// <param name="Parameters">The record of its parameters; null where it has none.</param>
/// <param name="Create">Makes the rule with a record of that type; null where it has none.</param>
internal sealed record BuiltInRule(Rule Default, Type? Parameters = null, Func<object, Rule>? Create = null)
{
    public string Id => Default.Id;

    public static BuiltInRule Of<T>(Func<T?, Rule> create)
        where T : class => new(create(null), typeof(T), parameters => create((T)parameters));
}
