namespace KubeAssert.PolicyRules.BuiltIn;

/// <summary>Ties rules that are made by a method to that method, so that policies and policy files can tell them something else.</summary>
internal static class BuiltInTuning
{
    public static Rule Takes<T>(this Rule rule, T parameters, Func<T?, Rule> make)
        where T : class => new(rule.Info, rule.Body, new RuleParameters(parameters, told => make((T)told)));
}
