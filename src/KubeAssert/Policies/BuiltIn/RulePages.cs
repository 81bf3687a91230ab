using System.Reflection;

namespace KubeAssert.PolicyRules.BuiltIn;

/// <summary>
/// Every rule of this package has a page, which is generated from it: <c>docs/rules</c> in the repository, and on the web
/// where the build was told where the repository is published (the property <c>RulePagesUrl</c>).
/// </summary>
internal static class RulePages
{
    private static readonly string Root = typeof(RulePages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(attribute => attribute.Key == "RulePagesUrl")?.Value ?? "docs/rules/";

    public static Rule Page(this Rule rule) => rule.Documented(new Uri($"{Root}{rule.Id}.md", UriKind.RelativeOrAbsolute));
}
