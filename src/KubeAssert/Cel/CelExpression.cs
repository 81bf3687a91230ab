namespace KubeAssert.Cel;

/// <summary>An expression that was read and checked. Immutable; may be evaluated from many threads at once.</summary>
internal sealed class CelExpression
{
    private readonly Step _plan;
    private readonly Expr _expression;

    private CelExpression(string text, Expr expression, Step plan)
    {
        Text = text;
        _expression = expression;
        _plan = plan;
        Names = NamesOf(expression);
    }

    public string Text { get; }

    public CelType ResultType => _expression.Type;

    /// <summary>The variables that the expression mentions.</summary>
    public IReadOnlySet<string> Names { get; }

    /// <param name="text">The expression.</param>
    /// <param name="environment">What it may name.</param>
    /// <param name="problem">What is wrong with it, as the API server would print it.</param>
    /// <returns>Null when something is wrong.</returns>
    public static CelExpression? Compile(string text, TypeEnvironment environment, out string? problem)
    {
        var source = new CelSource(text);
        var problems = new List<CelProblem>();
        var expression = Parser.Parse(source, problems);
        if (expression is not null)
        {
            Checker.Check(expression, environment, problems);
            if (problems.Count == 0)
                LiteralChecks.Check(expression, problems);
        }

        if (expression is null || problems.Count > 0)
        {
            problem = "compilation failed: " + source.Describe(problems);
            return null;
        }

        try
        {
            problem = null;
            return new CelExpression(text, expression, Planner.Plan(expression));
        }
        catch (PlanException e)
        {
            problem = "program instantiation failed: " + e.Message;
            return null;
        }
    }

    /// <summary>The most that the expression can cost, by what the types say about sizes.</summary>
    public ulong EstimateMaxCost(SchemaType? root) => CostEstimator.Estimate(_expression, root);

    /// <param name="variables">The value of each variable; null for one that has none.</param>
    /// <param name="limit">What the evaluation may cost.</param>
    public CelResult Evaluate(Func<string, CelValue?> variables, long limit = Evaluation.CallLimit)
    {
        var evaluation = new Evaluation(variables, limit);
        try
        {
            return new CelResult(_plan.Run(evaluation), evaluation.Cost);
        }
        catch (CostExceededException e)
        {
            return new CelResult(new ErrorValue(e.Message), evaluation.Cost) { IsOutOfBudget = true };
        }
    }

    private static HashSet<string> NamesOf(Expr expression)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        Visit(expression);
        return names;

        void Visit(Expr at)
        {
            switch (at)
            {
                case IdentExpr { Constant: null } ident:
                    names.Add(ident.Name.TrimStart('.'));
                    break;
                case SelectExpr select:
                    Visit(select.QualifiedName ?? select.Operand);
                    break;
                case CallExpr call:
                    if (call.Target is { } target)
                        Visit(target);
                    foreach (var argument in call.Arguments)
                        Visit(argument);
                    break;
                case ListExpr list:
                    foreach (var element in list.Elements)
                        Visit(element);
                    break;
                case MapExpr map:
                    foreach (var entry in map.Entries)
                    {
                        Visit(entry.Key);
                        Visit(entry.Value);
                    }

                    break;
                case StructExpr made:
                    foreach (var field in made.Fields)
                        Visit(field.Value);
                    break;
                case ComprehensionExpr fold:
                    foreach (var part in (Expr[])[fold.Range, fold.Initial, fold.Condition, fold.Step, fold.Result])
                        Visit(part);
                    break;
            }
        }
    }
}

/// <summary>What an evaluation came to, and what it cost.</summary>
internal sealed record CelResult(CelValue Value, long Cost)
{
    /// <summary>Whether the evaluation was given up because it cost too much.</summary>
    public bool IsOutOfBudget { get; init; }
}
