namespace KubeAssert.PolicyRules.BuiltIn;

/// <summary>Every rule of this package has a page, which is generated from it.</summary>
internal static class RulePages
{
    public static Rule Page(this Rule rule) => rule.Documented(new Uri("https://kubeassert.dev/rules/" + rule.Id));
}
