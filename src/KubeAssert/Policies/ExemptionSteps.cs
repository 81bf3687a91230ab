using KubeAssert.PolicyRules;

namespace KubeAssert;

/// <summary>An exemption in the making that knows its rule.</summary>
public sealed class ExemptionOf
{
    private readonly Policy _policy;
    private readonly string _ruleId;
    private readonly Location _place;

    internal ExemptionOf(Policy policy, string ruleId, Location place)
    {
        _policy = policy;
        _ruleId = ruleId;
        _place = place;
    }

    /// <summary>For an object: <c>Kind/name</c> or <c>namespace/Kind/name</c>, <c>*</c> standing for any text; and, where given, for one of its containers alone.</summary>
    public ExemptionFor For(string target, string? container = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(target);
        return target.Contains('/', StringComparison.Ordinal)
            ? new ExemptionFor(_policy, new Exemption { RuleId = _ruleId, Target = target, Container = container, Reason = "", Location = _place })
            : throw new ArgumentException($"'{target}' names no object; write Kind/name, as in Deployment/legacy.", nameof(target));
    }
}

/// <summary>An exemption in the making that lacks its reason.</summary>
public sealed class ExemptionFor
{
    private readonly Policy _policy;
    private readonly Exemption _draft;

    internal ExemptionFor(Policy policy, Exemption draft)
    {
        _policy = policy;
        _draft = draft;
    }

    /// <summary>With its reason, which is mandatory.</summary>
    public ExemptedPolicy Because(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new ExemptedPolicy(_policy, _draft with { Reason = reason });
    }
}

/// <summary>A policy whose newest exemption may still be given an end.</summary>
public sealed class ExemptedPolicy : Policy
{
    private readonly Policy _before;
    private readonly Exemption _exemption;

    internal ExemptedPolicy(Policy before, Exemption exemption)
        : base(before.Excusing(exemption))
    {
        _before = before;
        _exemption = exemption;
    }

    /// <summary>With the last day on which the exemption holds, as <c>2027-03-01</c>; from the next day on it fails.</summary>
    /// <exception cref="FormatException">The text is no such day.</exception>
    public Policy Until(string day) => _before.Excusing(_exemption with { Until = ExemptionDay.Parse(day) });
}
