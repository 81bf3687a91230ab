using KubeAssert.Cel;
using KubeAssert.OpenApi;

namespace KubeAssert.Validation;

/// <summary>The <c>x-kubernetes-validations</c> of a CustomResourceDefinition, for an object that meets the rest of its schema.</summary>
internal static class CustomRules
{
    /// <param name="stored">The object with its defaults.</param>
    public static void Check(MapNode stored, CustomKind kind, Problems problems)
    {
        foreach (var violation in RuleCheck.Run(stored, RuleTree.Of(kind.Schema.Node)))
        {
            var rule = violation.Rule;
            if (violation.IsNotChecked)
                problems.Add("schema/rule-not-checked", violation.Place, $"not checked against the rule {OneLine(rule.Text)}: {OneLine(violation.Message)}", "check it on a cluster", violation.Path, Severity.Info);
            else
                problems.Add("schema/rule", violation.Place, OneLine(violation.Message), $"meet the rule {OneLine(rule.Text)}", violation.Path);
        }
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
