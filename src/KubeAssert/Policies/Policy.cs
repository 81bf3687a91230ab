using System.Runtime.CompilerServices;
using KubeAssert.Findings;
using KubeAssert.Model;
using KubeAssert.PolicyRules;
using KubeAssert.Texts;

namespace KubeAssert;

/// <summary>A named list of rules with settings: severities, exemptions. Immutable; every change gives a new policy.</summary>
public partial class Policy
{
    private readonly PolicySettings _settings;

    internal Policy(PolicySettings settings) => _settings = settings;

    private protected Policy(Policy other) => _settings = other._settings;

    /// <summary>The policy's name, as failures and reports print it.</summary>
    public string Name => _settings.Name;

    /// <summary>The rules, in the order in which they were added.</summary>
    public IReadOnlyList<Rule> Rules => _settings.Rules;

    /// <summary>The exemptions made in code or in a policy file; those that manifests carry as annotations are found at evaluation.</summary>
    public IReadOnlyList<Exemption> Exemptions => _settings.Exemptions;

    internal PolicySettings Settings => _settings;

    /// <summary>A policy of the given rules.</summary>
    /// <exception cref="ArgumentException">Two rules have the same id.</exception>
    public static Policy Of(string name, params Rule[] rules) => new(new PolicySettings(name, Distinct(rules)));

    /// <summary>With more rules.</summary>
    /// <exception cref="ArgumentException">A rule of that id is there already; see <see cref="Override"/>.</exception>
    public Policy Add(params Rule[] rules) => new(_settings with { Rules = Distinct([.. Rules, .. rules]) });

    /// <summary>Without the rules of these ids.</summary>
    /// <exception cref="ArgumentException">There is no rule of that id.</exception>
    public Policy Remove(params string[] ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        foreach (var id in ids)
            _ = Find(id);
        return new(_settings with { Rules = Rules.Where(r => !ids.Contains(r.Id, StringComparer.Ordinal)).ToList() });
    }

    /// <summary>With rules in place of those of the same id.</summary>
    /// <exception cref="ArgumentException">There is no rule of that id.</exception>
    public Policy Override(params Rule[] rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        foreach (var rule in rules)
            _ = Find(rule.Id);
        return new(_settings with { Rules = Rules.Select(r => Array.Find(rules, o => o.Id == r.Id) ?? r).ToList() });
    }

    /// <summary>With another severity for one rule.</summary>
    /// <exception cref="ArgumentException">There is no rule of that id.</exception>
    public Policy WithSeverity(string id, Severity severity) => Override(Find(id).Severity(severity));

    /// <summary>With one rule told something else: <c>policy.With("minimum-replicas", new ReplicaParameters { AtLeast = 3 })</c>.</summary>
    /// <exception cref="ArgumentException">There is no rule of that id, or it has no such parameters.</exception>
    public Policy With<TParameters>(string id, TParameters parameters)
        where TParameters : class =>
        Override(Find(id).With(parameters));

    /// <summary>All rules and exemptions of both; where both have a rule, the other's counts.</summary>
    public Policy Combine(Policy other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var kept = Rules.Where(r => other.Rules.All(o => o.Id != r.Id));
        return new(_settings with
        {
            Name = $"{Name} and {other.Name}",
            Rules = [.. kept, .. other.Rules],
            Exemptions = [.. Exemptions, .. other.Exemptions],
            AllowsStaleExemptions = _settings.AllowsStaleExemptions || other._settings.AllowsStaleExemptions,
            Baseline = _settings.Baseline ?? other._settings.Baseline,
        });
    }

    /// <summary>Under another name.</summary>
    public Policy Named(string name) => new(_settings with { Name = name });

    /// <summary>
    /// Begins an exemption: <c>policy.Except("run-as-non-root").For("Deployment/legacy", container: "init").Because("vendor image").Until("2027-03-01")</c>.
    /// </summary>
    /// <exception cref="ArgumentException">There is no rule of that id.</exception>
    /// <param name="ruleId">The rule's id, or the id of a finding that it reports.</param>
    /// <param name="file">Where the call stands: filled in by the compiler, so that an exemption that has expired or excuses nothing is found.</param>
    /// <param name="line">Where the call stands.</param>
    public ExemptionOf Except(string ruleId, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        new(this, Rules.Any(r => r.Info.Reports(ruleId)) ? ruleId : Find(ruleId).Id, SourcePlace.Of(file, line));

    /// <summary>Does not report exemptions that match nothing any more.</summary>
    public Policy AllowStaleExemptions() => new(_settings with { AllowsStaleExemptions = true });

    /// <summary>Checks a set.</summary>
    /// <param name="manifests">What to check.</param>
    /// <param name="time">Tells the day on which exemptions end.</param>
    public PolicyResult Evaluate(ManifestSet manifests, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        return PolicyEvaluation.Run(this, manifests, time ?? TimeProvider.System);
    }

    /// <inheritdoc />
    public override string ToString() => Name;

    internal Policy Excusing(Exemption exemption) => new(_settings with { Exemptions = [.. Exemptions, exemption] });

    private Rule Find(string id) => Rules.FirstOrDefault(r => r.Id == id) ?? throw new ArgumentException(Unknown(id), nameof(id));

    private string Unknown(string id)
    {
        const int few = 10;
        var ids = Rules.Select(r => r.Id).ToList();
        var nearest = Nearest.Name(id, ids) ?? ids.MinBy(known => Nearest.Distance(id, known));
        var known = ids.Count <= few ? $"it has {string.Join(", ", ids)}" : $"it has {ids.Count} rules, see Policy.Rules";
        return nearest is null || (ids.Count <= few && Nearest.Name(id, ids) is null)
            ? $"Policy '{Name}' has no rule '{id}'; {known}."
            : $"Policy '{Name}' has no rule '{id}'; did you mean {nearest}? {char.ToUpperInvariant(known[0])}{known[1..]}.";
    }

    private static List<Rule> Distinct(IReadOnlyCollection<Rule> rules)
    {
        var twice = rules.GroupBy(r => r.Id, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        return twice is null
            ? rules.ToList()
            : throw new ArgumentException($"The rule '{twice.Key}' is there twice; use Override to replace one.", nameof(rules));
    }
}
