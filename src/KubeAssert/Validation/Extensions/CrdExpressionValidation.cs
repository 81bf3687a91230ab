using System.Globalization;
using KubeAssert.Cel;

namespace KubeAssert.Validation;

/// <summary>The expressions of a CustomResourceDefinition's rules: sound, not too costly, and about changes only where these can be told.</summary>
/// <remarks>Source: k8s.io/apiextensions-apiserver, pkg/apis/apiextensions/validation: ValidateCustomResourceDefinitionOpenAPISchema, CELSchemaContext.</remarks>
internal static class CrdExpressionValidation
{
    public static void Check(SchemaSite site)
    {
        var total = 0UL;
        Visit(site, RuleTree.Of(site.Root), 1, canTellChanges: true, ref total);
        if (total > ValidationCosts.PerVersion)
            site.Add("crd-rule", site.Root, $"its rules may cost {Times(total, ValidationCosts.PerVersion)} what is allowed together", "bound lists, maps and strings with maxItems, maxProperties and maxLength");
    }

    /// <param name="places">At how many places the rules may have to run; null when nothing bounds it.</param>
    private static void Visit(SchemaSite site, RuleTree tree, ulong? places, bool canTellChanges, ref ulong total)
    {
        foreach (var rule in tree.Rules)
            CheckRule(site, tree, rule, places, canTellChanges, ref total);

        var below = places is { } known && ElementsOf(tree.Schema) is { } elements ? SizeRange.Product(known, elements) : (ulong?)null;
        foreach (var property in tree.Properties.Values)
            Visit(site, property, below, canTellChanges, ref total);
        if (tree.AdditionalProperties is { } values)
            Visit(site, values, below, canTellChanges, ref total);
        if (tree.Items is { } items)
            Visit(site, items, below, canTellChanges && tree.Schema.ListType == "map", ref total);
    }

    private static void CheckRule(SchemaSite site, RuleTree tree, RuleExpression rule, ulong? places, bool canTellChanges, ref ulong total)
    {
        var source = rule.Source;
        if (rule.Problem is { } problem)
            site.Add("crd-rule", source["rule"], OneLine(problem), "correct the expression");
        if (rule.MessageProblem is { } messageProblem)
            site.Add("crd-rule", source["messageExpression"], OneLine(messageProblem), "correct the expression");
        if (rule.Rule is not { } expression)
            return;

        var cost = SizeRange.Product(expression.EstimateMaxCost(tree.Type), places ?? tree.Type!.MaxCardinality);
        total = SizeRange.Sum(total, cost);
        if (cost > ValidationCosts.PerExpression)
            site.Add("crd-rule", source["rule"], $"may cost {Times(cost, ValidationCosts.PerExpression)} what is allowed", "bound lists, maps and strings with maxItems, maxProperties and maxLength, or simplify it");
        if (rule.Message is { } message)
        {
            var messageCost = message.EstimateMaxCost(tree.Type);
            total = SizeRange.Sum(total, messageCost);
            if (messageCost > ValidationCosts.PerExpression)
                site.Add("crd-rule", source["messageExpression"], $"may cost {Times(messageCost, ValidationCosts.PerExpression)} what is allowed", "bound the lists, maps and strings that it mentions");
        }

        if (rule.UsesOldSelf && !canTellChanges)
            site.Add("crd-rule", source["rule"], "uses oldSelf inside a list whose items can't be told from each other", "set x-kubernetes-list-type: map, or do without oldSelf");
        if (!rule.UsesOldSelf && source["optionalOldSelf"].HasValue)
            site.Add("crd-rule", source["optionalOldSelf"], "is set, but the rule does not use oldSelf", "remove it");
    }

    private static ulong? ElementsOf(ObjectSchema schema) => schema.Type switch
    {
        "object" when schema.AdditionalProperties is not null => Bound(schema.MaxProperties),
        "array" => Bound(schema.MaxItems),
        _ => 1,
    };

    private static ulong? Bound(long? max) => max is { } value ? (ulong)Math.Max(0, value) : null;

    private static string Times(ulong cost, ulong limit)
    {
        var factor = (double)cost / limit;
        return factor > 100 ? "more than 100 times" : string.Create(CultureInfo.InvariantCulture, $"{factor:0.0} times");
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
