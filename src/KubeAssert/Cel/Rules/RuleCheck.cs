using System.Globalization;

namespace KubeAssert.Cel;

/// <summary>Evaluates the rules of a schema for an object that is being created, at every place they stand for.</summary>
/// <remarks>Source: k8s.io/apiextensions-apiserver, pkg/apiserver/schema/cel: Validator.Validate.</remarks>
internal sealed class RuleCheck
{
    private const long Budget = 10_000_000;
    private const int MaxMessageBytes = 5 * 1024;

    private readonly List<RuleViolation> _violations = [];
    private long _left = Budget;

    private RuleCheck()
    {
    }

    public static IReadOnlyList<RuleViolation> Run(Node value, RuleTree rules)
    {
        var check = new RuleCheck();
        check.Visit(value, rules, "");
        return check._violations;
    }

    // false once the budget is spent: nothing more is evaluated then
    private bool Visit(Node value, RuleTree tree, string path)
    {
        if (!value.HasValue)
            return true;
        if (tree.Rules.Count > 0 && !Evaluate(value, tree, path))
            return false;
        foreach (var more in tree.AllOf)
        {
            if (!Visit(value, more, path))
                return false;
        }

        if (value.IsList && tree.Items is { } items)
        {
            for (var i = 0; i < value.Items.Count; i++)
            {
                if (!Visit(value.Items[i], items, $"{path}[{i.ToString(CultureInfo.InvariantCulture)}]"))
                    return false;
            }
        }

        foreach (var entry in value.Entries)
        {
            if (tree.AdditionalProperties is { } values && !Visit(entry.Value, values, $"{path}[{entry.Key}]"))
                return false;
            if (tree.Properties.TryGetValue(entry.Key, out var property) && !Visit(entry.Value, property, path.Length == 0 ? entry.Key : $"{path}.{entry.Key}"))
                return false;
        }

        return true;
    }

    private bool Evaluate(Node value, RuleTree tree, string path)
    {
        var self = SchemaValue.Of(value, tree.Schema);
        foreach (var rule in tree.Rules)
        {
            if (rule.Rule is not { } expression)
            {
                if (rule.Problem is { } problem)
                    Add(rule, value, path, "rule compile error: " + problem);
                continue;
            }

            // a rule about changes has nothing to say about a new object
            if (rule.UsesOldSelf && !rule.IsOldSelfOptional)
                continue;
            var result = expression.Evaluate(Variable, Math.Min(Evaluation.CallLimit, _left));
            _left -= result.Cost;
            if (result.IsOutOfBudget)
            {
                Add(rule, value, path, $"'{((ErrorValue)result.Value).Message}': no further validation rules will be run due to call cost exceeds limit for rule: {rule.DefaultMessage}");
                return false;
            }

            if (result.Value is ErrorValue error)
            {
                if (error.IsNotEvaluated)
                    _violations.Add(new RuleViolation(rule, value, path, error.Message) { IsNotChecked = true });
                else
                    Add(rule, value, path, $"{error.Message} evaluating rule: {rule.DefaultMessage.Replace("failed rule: ", "", StringComparison.Ordinal)}");
            }
            else if (result.Value != BoolValue.True)
            {
                Add(rule, value, WithFieldPath(rule, path), MessageOf(rule));
            }
        }

        return true;

        CelValue? Variable(string name) => name switch
        {
            "self" => self,
            "oldSelf" => OptionalValue.None,
            _ => null,
        };

        string MessageOf(RuleExpression rule)
        {
            if (rule.Message is not { } message)
                return rule.DefaultMessage;
            var result = message.Evaluate(Variable, Math.Max(0, Math.Min(Evaluation.CallLimit, _left)));
            _left -= result.Cost;
            return result.Value is StringValue text && text.Value.Trim() is { Length: > 0 } trimmed && !trimmed.Contains('\n', StringComparison.Ordinal)
                && System.Text.Encoding.UTF8.GetByteCount(trimmed) <= MaxMessageBytes
                    ? trimmed
                    : rule.DefaultMessage;
        }
    }

    private void Add(RuleExpression rule, Node value, string path, string message) => _violations.Add(new RuleViolation(rule, value, path, message));

    // the path is written with a leading dot, or with a key in brackets and quotes
    private static string WithFieldPath(RuleExpression rule, string path)
    {
        if (rule.Source["fieldPath"].AsString() is not { Length: > 0 } fieldPath)
            return path;
        var suffix = fieldPath.Replace("['", "[", StringComparison.Ordinal).Replace("']", "]", StringComparison.Ordinal).TrimStart('.');
        return path.Length == 0 ? suffix : $"{path}.{suffix}";
    }
}
