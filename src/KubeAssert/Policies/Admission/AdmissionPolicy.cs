using KubeAssert.Cel;

namespace KubeAssert.Admission;

/// <summary>A ValidatingAdmissionPolicy, compiled.</summary>
/// <remarks>Source: k8s.io/apiserver, pkg/admission/plugin/policy/validating: validator.Validate.</remarks>
internal sealed class AdmissionPolicy
{
    private const int MaxMessageBytes = 5 * 1024;

    private readonly List<(string Name, CelExpression Expression)> _conditions = [];
    private readonly List<(string Name, CelExpression Expression)> _variables = [];
    private readonly List<(Node Source, CelExpression Expression, CelExpression? Message)> _validations = [];

    private AdmissionPolicy(Manifest source)
    {
        Source = source;
        var spec = source["spec"];
        Constraints = spec["matchConstraints"];
        ParamKind = spec["paramKind"] is { HasValue: true } kind ? (kind["apiVersion"].AsString() ?? "", kind["kind"].AsString() ?? "") : null;
        IsLenient = spec["failurePolicy"].AsString() == "Ignore";
    }

    public Manifest Source { get; }

    public string Name => Source.Name;

    public Node Constraints { get; }

    /// <summary>The kind of the policy's parameters; null when it takes none.</summary>
    public (string ApiVersion, string Kind)? ParamKind { get; }

    /// <summary>Whether a failing expression admits the object.</summary>
    public bool IsLenient { get; }

    /// <summary>What is wrong with the policy's expressions, each with its place. A policy with problems is evaluated no further.</summary>
    public List<(Node Place, string Message)> Problems { get; } = [];

    public static AdmissionPolicy Of(Manifest source)
    {
        var policy = new AdmissionPolicy(source);
        policy.Compile(source["spec"]);
        return policy;
    }

    /// <summary>What the policy says to a request: nothing when it admits it.</summary>
    public IEnumerable<AdmissionVerdict> Judge(AdmissionRequest request, CelValue parameters)
    {
        var fields = new Dictionary<string, Func<CelValue>>(StringComparer.Ordinal);
        var variables = new LazyObject(fields);
        foreach (var (name, expression) in _variables)
        {
            fields[name] = () => expression.Evaluate(Variable).Value switch
            {
                ErrorValue error => new ErrorValue($"composited variable \"{name}\" fails to evaluate: {error.Message}") { IsNotEvaluated = error.IsNotEvaluated },
                var value => value,
            };
        }

        if (Match(Variable) is { } stop)
            return stop;
        return _validations.Select(v => Judge(v.Source, v.Expression, v.Message, Variable)).OfType<AdmissionVerdict>();

        CelValue? Variable(string name) => name switch
        {
            "object" => request.Object,
            "oldObject" => NullValue.Instance,
            "request" => request.Request,
            "namespaceObject" => request.Namespace,
            "params" => parameters,
            "variables" => variables,
            "authorizer" or "authorizer.requestResource" => AdmissionRequest.Unknown("the authorizer can't be asked without a cluster"),
            _ => null,
        };
    }

    // null: the policy applies; else the verdicts that are all it has to say
    private List<AdmissionVerdict>? Match(Func<string, CelValue?> variables)
    {
        var errors = new List<string>();
        ErrorValue? unknown = null;
        foreach (var (name, expression) in _conditions)
        {
            switch (expression.Evaluate(variables).Value)
            {
                case BoolValue { Value: false }:
                    return [];
                case ErrorValue { IsNotEvaluated: true } error:
                    unknown = error;
                    break;
                case ErrorValue error:
                    errors.Add($"expression '{expression.Text}' resulted in error: {error.Message}");
                    break;
            }
        }

        if (unknown is not null)
            return [new AdmissionVerdict(Source["spec"]["matchConditions"], unknown.Message) { IsNotChecked = true }];
        if (errors.Count == 0)
            return null;
        return IsLenient ? [] : [new AdmissionVerdict(Source["spec"]["matchConditions"], errors.Count == 1 ? errors[0] : $"[{string.Join(", ", errors)}]")];
    }

    private AdmissionVerdict? Judge(Node source, CelExpression expression, CelExpression? message, Func<string, CelValue?> variables)
    {
        switch (expression.Evaluate(variables).Value)
        {
            case BoolValue { Value: true }:
                return null;
            case ErrorValue { IsNotEvaluated: true } unknown:
                return new AdmissionVerdict(source, unknown.Message) { IsNotChecked = true };
            case ErrorValue when IsLenient:
                return null;
            case ErrorValue error:
                return new AdmissionVerdict(source, $"expression '{expression.Text}' resulted in error: {error.Message}");
            default:
                return new AdmissionVerdict(source, MessageOf(source, expression, message, variables));
        }
    }

    private static string MessageOf(Node source, CelExpression expression, CelExpression? message, Func<string, CelValue?> variables)
    {
        if (message?.Evaluate(variables).Value is StringValue text && text.Value.Trim() is { Length: > 0 } trimmed
            && !trimmed.Contains('\n', StringComparison.Ordinal) && System.Text.Encoding.UTF8.GetByteCount(trimmed) <= MaxMessageBytes)
        {
            return trimmed;
        }

        return source["message"].AsString()?.Trim() is { Length: > 0 } written ? written : "failed expression: " + expression.Text.Trim();
    }

    private void Compile(Node spec)
    {
        var hasParams = ParamKind is not null;
        var types = new Dictionary<string, CelType>(StringComparer.Ordinal);
        foreach (var condition in spec["matchConditions"].Items)
        {
            if (Compile(condition["expression"], AdmissionTypes.Environment(hasParams, hasAuthorizer: true), TypeKind.Bool) is { } expression)
                _conditions.Add((condition["name"].AsString() ?? "", expression));
        }

        foreach (var variable in spec["variables"].Items)
        {
            if (variable["name"].AsString() is not { } name || Compile(variable["expression"], AdmissionTypes.Environment(hasParams, hasAuthorizer: true, types), null) is not { } expression)
                continue;
            _variables.Add((name, expression));
            types[name] = expression.ResultType;
        }

        var environment = AdmissionTypes.Environment(hasParams, hasAuthorizer: true, types);
        var forMessages = AdmissionTypes.Environment(hasParams, hasAuthorizer: false, types);
        foreach (var validation in spec["validations"].Items)
        {
            var message = validation["messageExpression"].AsString() is { Length: > 0 } ? Compile(validation["messageExpression"], forMessages, TypeKind.String) : null;
            if (Compile(validation["expression"], environment, TypeKind.Bool) is { } expression)
                _validations.Add((validation, expression, message));
        }
    }

    private CelExpression? Compile(Node place, TypeEnvironment environment, TypeKind? wanted)
    {
        var expression = CelExpression.Compile(place.AsString() ?? "", environment, out var problem);
        if (expression is not null && wanted is { } kind && expression.ResultType.Kind != kind)
            problem = $"must evaluate to {(kind == TypeKind.Bool ? "bool" : "string")} but got {expression.ResultType}";
        if (problem is null)
            return expression;
        Problems.Add((place, problem.ReplaceLineEndings(" ")));
        return null;
    }
}

/// <summary>What a policy says against an object.</summary>
/// <param name="Source">The validation that says it.</param>
/// <param name="Message">What is wrong.</param>
internal sealed record AdmissionVerdict(Node Source, string Message)
{
    /// <summary>Whether nothing is known, because the expression needs a cluster.</summary>
    public bool IsNotChecked { get; init; }
}
