namespace KubeAssert.Cel;

/// <summary>A rule under <c>x-kubernetes-validations</c>, compiled against the type of its place.</summary>
internal sealed class RuleExpression
{
    private RuleExpression(Node source) => Source = source;

    /// <summary>Where the rule is written.</summary>
    public Node Source { get; }

    public string Text => (Source["rule"].AsString() ?? "").Trim();

    /// <summary>The expression; null when it is blank or unsound.</summary>
    public CelExpression? Rule { get; private init; }

    /// <summary>What the API server says against the expression.</summary>
    public string? Problem { get; private init; }

    public CelExpression? Message { get; private init; }

    /// <summary>What the API server says against the message's expression.</summary>
    public string? MessageProblem { get; private init; }

    /// <summary>Whether the rule looks at the object as it was, and so is about changes only.</summary>
    public bool UsesOldSelf => Rule?.Names.Contains("oldSelf") == true;

    public bool IsOldSelfOptional => Source["optionalOldSelf"].AsBoolean() == true;

    /// <summary>What a violation is told: the message as written, else the rule.</summary>
    public string DefaultMessage => Source["message"].AsString() is { Length: > 0 } message ? message.Trim() : "failed rule: " + Text;

    public static RuleExpression Compile(Node source, SchemaType type)
    {
        var text = source["rule"].AsString() ?? "";
        if (string.IsNullOrWhiteSpace(text))
            return new RuleExpression(source);
        var oldSelf = source["optionalOldSelf"].AsBoolean() == true ? CelType.OptionalOf(type.CelType) : type.CelType;
        var environment = new TypeEnvironment(
            new Dictionary<string, CelType>(StringComparer.Ordinal) { ["self"] = type.CelType, ["oldSelf"] = oldSelf }, type);
        var rule = CelExpression.Compile(text, environment, out var problem);
        if (rule is not null && rule.ResultType.Kind != TypeKind.Bool)
            (rule, problem) = (null, "cel expression must evaluate to a bool");
        if (rule is null || source["messageExpression"].AsString() is not { Length: > 0 } messageText)
            return new RuleExpression(source) { Rule = rule, Problem = problem };

        var message = CelExpression.Compile(messageText, environment, out var messageProblem);
        if (message is null)
            messageProblem = "messageExpression " + messageProblem!.Replace("program instantiation", "instantiation", StringComparison.Ordinal);
        else if (message.ResultType.Kind != TypeKind.String)
            (message, messageProblem) = (null, "messageExpression must evaluate to a string");
        return new RuleExpression(source) { Rule = rule, Message = message, MessageProblem = messageProblem };
    }
}
