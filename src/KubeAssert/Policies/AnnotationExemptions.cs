using KubeAssert.PolicyRules.BuiltIn;

namespace KubeAssert.PolicyRules;

/// <summary>
/// Exemptions that manifests carry: <c>kubeassert.dev/ignore.run-as-non-root: "vendor image"</c>, and those that kube-linter and kube-score
/// understand.
/// </summary>
internal sealed class AnnotationExemptions
{
    /// <summary>What stands before a rule's id; a slash in the id is a dot here, as a key has one slash at most.</summary>
    public const string Prefix = "kubeassert.dev/ignore.";

    public const string WithoutReasonId = "policy/exemption-without-reason";

    private const string LinterPrefix = "ignore-check.kube-linter.io/";
    private const string LinterAll = "kube-linter.io/ignore-all";
    private const string ScoreKey = "kube-score/ignore";

    private readonly Dictionary<(Manifest, string), Exemption> _exemptions = [];
    private readonly HashSet<string> _ids;

    private AnnotationExemptions(IReadOnlyList<Rule> rules) =>
        _ids = rules.SelectMany(r => IdsOf(r.Info)).ToHashSet(StringComparer.Ordinal);

    /// <summary>Those by this project's own annotations: whoever wrote one for nothing can remove it.</summary>
    public List<Exemption> Own { get; } = [];

    /// <summary>Annotations that do not say why.</summary>
    public List<Finding> WithoutReason { get; } = [];

    public static AnnotationExemptions In(ManifestSet manifests, IReadOnlyList<Rule> rules)
    {
        var found = new AnnotationExemptions(rules);
        foreach (var manifest in manifests)
        {
            var target = manifests.NamespaceOf(manifest) is { } place ? $"{place}/{manifest}" : manifest.ToString();
            foreach (var entry in manifest["metadata"]["annotations"].Entries)
                found.Read(entry, manifest, target, rules);

            // kube-score heeds the annotations of a pod template, too
            foreach (var entry in manifest["spec"]["template"]["metadata"]["annotations"].Entries.Where(e => e.Key == ScoreKey))
                found.ReadScore(entry, manifest, target);
        }

        return found;
    }

    public IEnumerable<Exemption> Covering(Finding finding, Rule rule)
    {
        if (finding.Manifest is not { } manifest)
            yield break;
        if (_exemptions.TryGetValue((manifest, finding.RuleId), out var own))
            yield return own;
        if (rule.Id != finding.RuleId && _exemptions.TryGetValue((manifest, rule.Id), out var whole))
            yield return whole;
    }

    private void Read(MapEntry entry, Manifest manifest, string target, IReadOnlyList<Rule> rules)
    {
        if (entry.Key.StartsWith(Prefix, StringComparison.Ordinal))
        {
            if (IdOf(entry.Key[Prefix.Length..], rules) is { } id && HasReason(entry, manifest, id)
                && Add(id, entry, manifest, target, entry.Value.Text!) is { } exemption)
            {
                Own.Add(exemption);
            }
        }
        else if (entry.Key.StartsWith(LinterPrefix, StringComparison.Ordinal))
        {
            if (ForeignChecks.KubeLinter.TryGetValue(entry.Key[LinterPrefix.Length..], out var check))
                ReadLinter(entry, manifest, target, check.Rules);
        }
        else if (entry.Key == LinterAll)
        {
            ReadLinter(entry, manifest, target, ForeignChecks.KubeLinter.Values.SelectMany(c => c.Rules).Distinct(StringComparer.Ordinal));
        }
        else if (entry.Key == ScoreKey)
        {
            ReadScore(entry, manifest, target);
        }
    }

    private void ReadLinter(MapEntry entry, Manifest manifest, string target, IEnumerable<string> ids)
    {
        var here = ids.Where(_ids.Contains).ToList();
        if (here.Count == 0 || !HasReason(entry, manifest, here[0]))
            return;
        foreach (var id in here)
            Add(id, entry, manifest, target, entry.Value.Text!);
    }

    private void ReadScore(MapEntry entry, Manifest manifest, string target)
    {
        foreach (var name in (entry.Value.Text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!ForeignChecks.KubeScore.TryGetValue(name, out var check))
                continue;
            foreach (var id in check.Rules.Where(_ids.Contains))
                Add(id, entry, manifest, target, $"{ScoreKey} names {name} and gives no reason");
        }
    }

    /// <summary>The id that a key means: as it stands, or with a slash in place of a dot.</summary>
    private string? IdOf(string key, IReadOnlyList<Rule> rules)
    {
        if (_ids.Contains(key))
            return key;
        for (var dot = key.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = key.IndexOf('.', dot + 1))
        {
            var id = $"{key[..dot]}/{key[(dot + 1)..]}";
            if (_ids.Contains(id) || rules.Any(r => r.Info.Reports(id)))
                return id;
        }

        return null;
    }

    private bool HasReason(MapEntry entry, Manifest manifest, string id)
    {
        if (!string.IsNullOrWhiteSpace(entry.Value.Text))
            return true;
        WithoutReason.Add(new Finding
        {
            RuleId = WithoutReasonId,
            Manifest = manifest,
            Path = entry.Value.Path,
            Location = entry.KeyLocation,
            Message = $"{entry.Key} gives no reason, so it excuses nothing from {id}",
            Fix = "say why, in the annotation's value",
        });
        return false;
    }

    private Exemption? Add(string id, MapEntry entry, Manifest manifest, string target, string reason)
    {
        var exemption = new Exemption { RuleId = id, Target = target, Reason = reason, Location = entry.KeyLocation };
        return _exemptions.TryAdd((manifest, id), exemption) ? exemption : null;
    }

    private static IEnumerable<string> IdsOf(RuleInfo rule) => rule.Parts.SelectMany(IdsOf).Prepend(rule.Id);
}
