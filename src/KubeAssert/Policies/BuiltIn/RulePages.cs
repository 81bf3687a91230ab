using KubeAssert.Findings;

namespace KubeAssert.PolicyRules.BuiltIn;

/// <summary>Every rule of this package has a page, which is generated from it.</summary>
internal static class RulePages
{
    public static Rule Page(this Rule rule) => rule.Documented(Pages.Of($"rules/{rule.Id}.md"));
}
