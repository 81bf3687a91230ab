namespace KubeAssert.PolicyRules;

/// <summary>Rules and packs that a policy file may name: those handed over first, then what the package has.</summary>
internal sealed class KnownRules
{
    private readonly Dictionary<string, Rule> _rules = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Policy> _packs = new(StringComparer.Ordinal);

    public KnownRules(IReadOnlyList<Policy> packs, IReadOnlyList<Rule> rules)
    {
        foreach (var pack in packs.Concat(BuiltInPacks.All))
            _packs.TryAdd(NameOf(pack.Name), pack);
        foreach (var rule in rules.Concat(packs.SelectMany(p => p.Rules)).Concat(BuiltInPacks.Rules))
            _rules.TryAdd(rule.Id, rule);
    }

    public IReadOnlyCollection<string> RuleIds => _rules.Keys;

    public IReadOnlyCollection<string> PackNames => _packs.Keys;

    public Rule? Rule(string id) => _rules.GetValueOrDefault(id);

    public Policy? Pack(string name) => _packs.GetValueOrDefault(NameOf(name));

    /// <summary>A pack's name as files write it: <c>pod-security-restricted</c>, whatever its case and spaces.</summary>
    private static string NameOf(string name) =>
        string.Join('-', name.ToLowerInvariant().Split([' ', '-', '_', '.'], StringSplitOptions.RemoveEmptyEntries));
}
