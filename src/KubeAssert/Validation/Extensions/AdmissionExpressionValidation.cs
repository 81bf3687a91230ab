using KubeAssert.Cel;

namespace KubeAssert.Validation;

/// <summary>The CEL in webhooks and admission policies must compile, and come to the right type.</summary>
/// <remarks>Source: admissionregistration validation: validateMatchConditionsExpression, validateVariable, validateValidationExpression, validateJSONPatch and the like.</remarks>
internal static class AdmissionExpressionValidation
{
    private static readonly Lazy<TypeEnvironment> Plain = new(() => AdmissionTypes.Environment(hasParameters: false, hasAuthorizer: true));
    private static readonly Lazy<TypeEnvironment> WithParameters = new(() => AdmissionTypes.Environment(hasParameters: true, hasAuthorizer: true));

    /// <summary>Match conditions of a webhook or a policy: they see no variables.</summary>
    public static void CheckConditions(Node parent, bool hasParameters, Problems problems)
    {
        foreach (var condition in parent.List("matchConditions"))
        {
            var expression = condition.String("expression").Trim();
            if (expression.Length > 0)
                Compile(condition["expression"], expression, (hasParameters ? WithParameters : Plain).Value, problems, CelType.Bool);
        }
    }

    /// <summary>Variables, validations and audit annotations of a policy. A variable sees those before it.</summary>
    public static void CheckPolicy(Node spec, Problems problems)
    {
        var hasParameters = spec.Has("paramKind");
        var variables = CheckVariables(spec, hasParameters, problems);
        if (spec.List("validations").IsEmpty && spec.List("auditAnnotations").IsEmpty)
            return;

        var environment = variables is null ? (hasParameters ? WithParameters : Plain).Value : AdmissionTypes.Environment(hasParameters, true, variables);
        foreach (var validation in spec.List("validations"))
        {
            CompileField(validation, "expression", environment, problems, CelType.Bool);
            if (!string.IsNullOrWhiteSpace(validation.String("messageExpression")))
                CompileField(validation, "messageExpression", AdmissionTypes.Environment(hasParameters, false, variables), problems, CelType.String);
        }

        foreach (var annotation in spec.List("auditAnnotations"))
            CompileField(annotation, "valueExpression", environment, problems, CelType.String, CelType.Null);
    }

    /// <summary>Variables and patches of a mutating policy.</summary>
    public static void CheckMutations(Node spec, Problems problems)
    {
        var hasParameters = spec.Has("paramKind");
        var environment = AdmissionTypes.Environment(hasParameters, true, CheckVariables(spec, hasParameters, problems), hasPatches: true);
        foreach (var mutation in spec.List("mutations"))
        {
            switch (mutation.String("patchType"))
            {
                case "ApplyConfiguration":
                    CompileField(mutation["applyConfiguration"], "expression", environment, problems, Patches.Object);
                    break;
                case "JSONPatch":
                    CompileField(mutation["jsonPatch"], "expression", environment, problems, Patches.Operations);
                    break;
            }
        }
    }

    private static Dictionary<string, CelType>? CheckVariables(Node spec, bool hasParameters, Problems problems)
    {
        Dictionary<string, CelType>? types = null;
        foreach (var variable in spec.List("variables"))
        {
            types ??= new Dictionary<string, CelType>(StringComparer.Ordinal);
            var expression = variable.String("expression");
            var type = string.IsNullOrWhiteSpace(expression) ? null : Compile(variable["expression"], expression, AdmissionTypes.Environment(hasParameters, true, types), problems);
            if (variable.String("name") is { Length: > 0 } name)
                types[name] = type ?? CelType.Dyn;
        }

        return types;
    }

    private static void CompileField(Node parent, string key, TypeEnvironment environment, Problems problems, params ReadOnlySpan<CelType> allowed)
    {
        if (!string.IsNullOrWhiteSpace(parent.String(key)))
            Compile(parent[key], parent.String(key), environment, problems, allowed);
    }

    private static CelType? Compile(Node node, string text, TypeEnvironment environment, Problems problems, params ReadOnlySpan<CelType> allowed)
    {
        if (CelExpression.Compile(text, environment, out var problem) is not { } expression)
        {
            problems.Add("cel", node, FirstLine(problem!), "correct the expression");
            return null;
        }

        if (!allowed.IsEmpty && !IsOneOf(expression.ResultType, allowed))
            problems.Add("cel", node, $"comes to {expression.ResultType}; {allowed[0]} is needed", $"write an expression that comes to {allowed[0]}");
        return expression.ResultType;
    }

    private static bool IsOneOf(CelType type, ReadOnlySpan<CelType> allowed)
    {
        foreach (var candidate in allowed)
        {
            if (type.Is(candidate))
                return true;
        }

        return false;
    }

    private static string FirstLine(string problem)
    {
        var end = problem.AsSpan().IndexOfAny('\n', '\r');
        return end < 0 ? problem : problem[..end];
    }
}
