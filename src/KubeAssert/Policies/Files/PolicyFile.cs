using System.Globalization;

namespace KubeAssert.PolicyRules;

/// <summary>Reads <c>kubeassert.yaml</c>: what it extends, enables and disables, severities, parameters, exemptions.</summary>
internal sealed class PolicyFile
{
    private readonly SettingsReader _reader = new();
    private readonly KnownRules _known;
    private readonly MapNode _root;

    /// <summary>Whether a pack is not known, so that a rule which is not in the policy may well be in the pack.</summary>
    private bool _lacksPack;

    private PolicyFile(MapNode root, KnownRules known)
    {
        _root = root;
        _known = known;
    }

    /// <exception cref="PolicyReadException">There is no such file, or something in it is wrong; all problems are listed.</exception>
    public static Policy Load(string path, KnownRules known) =>
        new PolicyFile(SettingsFile.Read(path, "correct the path; it may be relative to the test project's folder or any folder above it up to the repository's root"), known).Read();

    /// <exception cref="PolicyReadException">Something in it is wrong; all problems are listed.</exception>
    public static Policy Parse(string yaml, string name, KnownRules known) => new PolicyFile(SettingsFile.Parse(yaml, name), known).Read();

    private Policy Read()
    {
        _reader.AllowKeys(_root, "name", "extends", "enable", "disable", "severity", "parameters", "exemptions", "allowStaleExemptions", "baseline");
        var rules = Chosen(out var packs, out var exemptions);
        SetSeverities(rules);
        SetParameters(rules);
        exemptions.AddRange(_reader.Items(_root["exemptions"]).Select(item => ReadExemption(item, rules)).OfType<Exemption>());
        var name = _reader.Text(_root["name"]) ?? (packs.Count > 0 ? string.Join(" and ", packs.Select(p => p.Name)) : _root.Location.File);
        var settings = new PolicySettings(name, rules)
        {
            Exemptions = exemptions,
            AllowsStaleExemptions = _reader.Flag(_root["allowStaleExemptions"]) || packs.Exists(p => p.Settings.AllowsStaleExemptions),
        };
        var baseline = _reader.Text(_root["baseline"]);
        if (_reader.Problems.Count == 0 && rules.Count == 0)
            _reader.Refuse(_root.Location, "no rule is in this policy", $"extend a pack ({string.Join(", ", _known.PackNames)}), or enable rules");
        _reader.ThrowIfWrong();
        return baseline is null ? new Policy(settings) : new Policy(settings).WithBaseline(baseline);
    }

    private List<Rule> Chosen(out List<Policy> packs, out List<Exemption> exemptions)
    {
        packs = [];
        foreach (var (name, place) in _reader.Texts(_root["extends"]))
        {
            if (_known.Pack(name) is { } pack)
                packs.Add(pack);
            else
                _reader.Unknown(place, "pack", name, _known.PackNames);
            _lacksPack |= _known.Pack(name) is null;
        }

        // where two packs have a rule, the later one's counts, as with Policy.Combine
        var rules = new List<Rule>();
        foreach (var rule in packs.SelectMany(p => p.Rules))
            Put(rules, rule);
        exemptions = packs.SelectMany(p => p.Exemptions).ToList();

        foreach (var (id, place) in _reader.Texts(_root["enable"]))
        {
            if (_known.Rule(id) is not { } rule)
                _reader.Unknown(place, "rule", id, _known.RuleIds);
            else if (!rules.Exists(r => r.Id == id))
                rules.Add(rule);
        }

        foreach (var (id, place) in _reader.Texts(_root["disable"]))
        {
            if (IndexOf(rules, id, place) is { } at)
                rules.RemoveAt(at);
        }

        return rules;
    }

    private static void Put(List<Rule> rules, Rule rule)
    {
        var at = rules.FindIndex(r => r.Id == rule.Id);
        if (at < 0)
            rules.Add(rule);
        else
            rules[at] = rule;
    }

    private void SetSeverities(List<Rule> rules)
    {
        foreach (var entry in _reader.Entries(_root["severity"]))
        {
            if (IndexOf(rules, entry.Key, entry.KeyLocation) is not { } at)
                continue;
            if (EnumWords.Parse(typeof(Severity), entry.Value.Text) is Severity severity)
                rules[at] = rules[at].Severity(severity);
            else
                _reader.Refuse(entry.Value.Location, $"{SettingsReader.Described(entry.Value)} is no severity", "write error, warning or info; a rule is left out by 'disable'");
        }
    }

    private void SetParameters(List<Rule> rules)
    {
        foreach (var entry in _reader.Entries(_root["parameters"]))
        {
            if (IndexOf(rules, entry.Key, entry.KeyLocation) is not { } at)
                continue;
            if (rules[at].Parameters is not { } defaults)
                _reader.Refuse(entry.KeyLocation, $"the rule {entry.Key} has no parameters", "remove them");
            else if (new ParameterReader(_reader).Read(entry.Value, defaults) is { } parameters)
                rules[at] = Told(rules[at], parameters, entry.Value);
        }
    }

    private Rule Told(Rule rule, object parameters, Node place)
    {
        try
        {
            return rule.Told(parameters);
        }
        catch (ArgumentException e)
        {
            _reader.Refuse(place.Location, $"the rule {rule.Id} does not take this: {e.Message.ReplaceLineEndings(" ")}", "correct it");
            return rule;
        }
    }

    private Exemption? ReadExemption(Node item, List<Rule> rules)
    {
        if (!item.IsMap)
        {
            _reader.Refuse(item.Location, $"this exemption is {SettingsReader.Described(item)}", "write rule, for and because");
            return null;
        }

        _reader.AllowKeys(item, "rule", "for", "container", "because", "until");
        var id = _reader.Required(item, "rule", "name the rule");
        if (id is not null && !rules.Exists(r => r.Info.Reports(id)))
        {
            _ = IndexOf(rules, id, item["rule"].Location);
            id = null;
        }

        var target = _reader.Required(item, "for", "name the object, as in Deployment/legacy");
        if (target is not null && !target.Contains('/', StringComparison.Ordinal))
        {
            _reader.Refuse(item["for"].Location, $"'{target}' names no object", "write Kind/name, as in Deployment/legacy");
            target = null;
        }

        var reason = _reader.Required(item, "because", "say why");
        var container = _reader.Text(item["container"]);
        var until = ReadDay(item["until"]);
        return id is null || target is null || reason is null
            ? null
            : new Exemption { RuleId = id, Target = target, Container = container, Reason = reason, Until = until, Location = item.Location };
    }

    private DateOnly? ReadDay(Node node)
    {
        if (_reader.Text(node) is not { } text)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        _reader.Refuse(node.Location, $"'{text}' is no day", "write it as 2027-03-01");
        return null;
    }

    /// <summary>Where a rule is among those of the policy; null, with a problem noted, where it is not.</summary>
    private int? IndexOf(List<Rule> rules, string id, Location place)
    {
        var at = rules.FindIndex(r => r.Id == id);
        if (at >= 0)
            return at;
        if (_known.Rule(id) is null)
            _reader.Unknown(place, "rule", id, [.. rules.Select(r => r.Id).Concat(_known.RuleIds).Distinct(StringComparer.Ordinal)]);
        else if (!_lacksPack)
            _reader.Refuse(place, $"the rule {id} is not in this policy", "enable it, or remove this");
        return null;
    }
}
