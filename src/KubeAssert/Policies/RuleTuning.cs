using KubeAssert.PolicyRules;

namespace KubeAssert;

/// <content>Rules with parameters.</content>
public sealed partial class Rule
{
    /// <summary>
    /// A rule that can be told something: <c>Rule.WithParameters(new ReplicaParameters(), p =&gt; Rule.For&lt;Workload&gt;("minimum-replicas")...)</c>. A policy sets it by
    /// <see cref="Policy.With{TParameters}(string, TParameters)"/>, a policy file by its <c>parameters</c>.
    /// </summary>
    /// <param name="defaults">The defaults: a record whose properties are booleans, numbers, texts, quantities, enumerations, lists of them, or maps of texts.</param>
    /// <param name="rule">Makes the rule; of the same id whatever it is told.</param>
    public static Rule WithParameters<TParameters>(TParameters defaults, Func<TParameters, Rule> rule)
        where TParameters : class
    {
        ArgumentNullException.ThrowIfNull(defaults);
        ArgumentNullException.ThrowIfNull(rule);
        return Made(new RuleParameters(defaults, p => rule((TParameters)p)));
    }

    /// <summary>The same rule told something else; what else was changed of it - its severity, its reason - stays.</summary>
    /// <exception cref="ArgumentException">The rule has no such parameters.</exception>
    public Rule With<TParameters>(TParameters parameters)
        where TParameters : class
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return Told(parameters);
    }

    /// <summary>The record that the rule was told; null when it can be told nothing.</summary>
    internal object? Parameters => Tuning?.Current;

    internal Rule Told(object parameters)
    {
        if (Tuning is not { } tuning)
            throw new ArgumentException($"The rule '{Id}' has no parameters.", nameof(parameters));
        if (!tuning.Current.GetType().IsInstanceOfType(parameters))
            throw new ArgumentException($"The rule '{Id}' takes {tuning.Current.GetType().Name}, not {parameters.GetType().Name}.", nameof(parameters));

        var before = Made(tuning).Info;
        var after = Made(tuning with { Current = parameters });
        return new Rule(
            after.Info with
            {
                Title = Info.Title == before.Title ? after.Info.Title : Info.Title,
                Reason = Info.Reason == before.Reason ? after.Info.Reason : Info.Reason,
                Severity = Info.Severity == before.Severity ? after.Info.Severity : Info.Severity,
                Fix = Info.Fix == before.Fix ? after.Info.Fix : Info.Fix,
                Documentation = Info.Documentation == before.Documentation ? after.Info.Documentation : Info.Documentation,
            },
            after.Body,
            after.Tuning);
    }

    private static Rule Made(RuleParameters parameters)
    {
        var made = parameters.Make(parameters.Current);
        var text = made.Info.Parameters.Length > 0 ? made.Info.Parameters : ParameterText.Of(parameters.Current);
        return new Rule(made.Info with { Parameters = text }, made.Body, parameters);
    }
}
