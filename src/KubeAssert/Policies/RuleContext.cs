namespace KubeAssert;

/// <summary>What a rule may look at while it checks: the whole set and its reference graph.</summary>
public sealed class RuleContext
{
    private readonly RuleInfo _rule;
    private readonly Lazy<Dictionary<Node, Manifest>> _owners;

    internal RuleContext(ManifestSet manifests)
        : this(manifests, NoRule, new Lazy<Dictionary<Node, Manifest>>(() => OwnersIn(manifests)))
    {
    }

    private RuleContext(ManifestSet manifests, RuleInfo rule, Lazy<Dictionary<Node, Manifest>> owners)
    {
        Manifests = manifests;
        _rule = rule;
        _owners = owners;
    }

    private static RuleInfo NoRule { get; } = new() { Id = "", Title = "" };

    /// <summary>All manifests under test.</summary>
    public ManifestSet Manifests { get; }

    /// <summary>Who names or selects whom among them; built once per set.</summary>
    public ReferenceGraph References => Manifests.References();

    /// <summary>A finding of this rule at a node, missing nodes included.</summary>
    /// <param name="node">The place; its manifest is looked up.</param>
    /// <param name="message">What was found, as the continuation of a sentence; one line, no full stop.</param>
    /// <param name="fix">What to do, in the imperative; the rule's own fix when null.</param>
    /// <param name="nearest">What comes nearest to right, with its place.</param>
    /// <param name="path">The field, where that is not the node's own path.</param>
    public Finding Finding(Node node, string message, string? fix = null, string? nearest = null, string? path = null)
    {
        ArgumentNullException.ThrowIfNull(node);
        return new Finding
        {
            RuleId = _rule.Id,
            Severity = _rule.Severity,
            Documentation = _rule.Documentation,
            Manifest = OwnerOf(node),
            Path = path ?? node.Path,
            Location = node.Location,
            Message = message,
            Nearest = nearest,
            Fix = fix ?? _rule.Fix,
        };
    }

    /// <summary>What the graph says about a missing reference, as a finding of this rule.</summary>
    internal Finding Finding(Reference reference)
    {
        var finding = reference.ToFinding();
        return finding with { RuleId = _rule.Id, Severity = _rule.Severity, Documentation = _rule.Documentation, Fix = finding.Fix ?? _rule.Fix };
    }

    /// <summary>The rule that is asked, as its policy has it.</summary>
    internal RuleInfo Rule => _rule;

    internal RuleContext For(RuleInfo rule) => new(Manifests, rule, _owners);

    private Manifest? OwnerOf(Node node)
    {
        // an item of a List has the List above it, so the first owner on the way up is the one
        for (Node? at = node; at is not null; at = at.Parent)
        {
            if (_owners.Value.TryGetValue(at, out var manifest))
                return manifest;
        }

        return null;
    }

    private static Dictionary<Node, Manifest> OwnersIn(ManifestSet manifests)
    {
        var owners = new Dictionary<Node, Manifest>(manifests.Count, ReferenceEqualityComparer.Instance);
        foreach (var manifest in manifests)
            owners[manifest.Root] = manifest;
        return owners;
    }
}
