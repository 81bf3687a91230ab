using KubeAssert.Model;

namespace KubeAssert.References;

/// <summary>Collects the references of a set and resolves each at once. The readers, one for each theme, call it.</summary>
internal sealed class GraphBuilder
{
    private const string ExpectsAnnotation = "kubeassert.dev/expects";

    private readonly List<Reference> _references = [];
    private readonly Expectations _expected;
    private readonly RuntimeProducers _producers;
    private (Manifest? Of, Expectations Expected) _annotated = (null, Expectations.None);

    public GraphBuilder(ManifestSet manifests)
    {
        Manifests = manifests;
        Objects = new ObjectIndex(manifests);
        Pods = new PodIndex(ViewIndex.Of(manifests).PodTemplates);
        Services = new LabelIndex<Service>(manifests.Services());
        _expected = manifests.Setting<Expectations>() ?? Expectations.None;
        _producers = new RuntimeProducers(manifests, manifests.Setting<CustomWorkloads>());
    }

    public ManifestSet Manifests { get; }

    public ObjectIndex Objects { get; }

    public PodIndex Pods { get; }

    /// <summary>What objects of the set make at run time.</summary>
    public RuntimeProducers Producers => _producers;

    public LabelIndex<Service> Services { get; }

    public IReadOnlyList<Reference> References => _references;

    /// <summary>Adds a reference to an object by its name, if a name is written.</summary>
    /// <param name="kind">A constant of <see cref="ReferenceKind"/>.</param>
    /// <param name="node">The name.</param>
    /// <param name="group">The target's API group; null for whichever.</param>
    /// <param name="namespace">The target's namespace; null for kinds in none.</param>
    /// <param name="elsewhere">Why it exists elsewhere should the set not have it.</param>
    /// <param name="name">The name, where the node says more than that.</param>
    /// <returns>The object, where the set has it.</returns>
    public Manifest? Object(
        string kind, Manifest source, Node node, string? group, string targetKind, string? @namespace, bool isOptional = false, string? elsewhere = null,
        string? name = null)
    {
        name ??= node.Text;
        if (name is not { Length: > 0 })
            return null;

        var target = new ReferenceTarget { Kind = targetKind, Group = group, Namespace = @namespace, Name = name };
        var found = Objects.Find(group, targetKind, @namespace, name);
        if (found is not null)
        {
            Add(new() { Kind = kind, Source = source, Node = node, Target = target, Targets = [found] });
            return found;
        }

        var inNamespace = @namespace is null || @namespace == Manifests.DefaultNamespace ? "" : $" in namespace {@namespace}";
        Add(new()
        {
            Kind = kind,
            Source = source,
            Node = node,
            Target = target,
            IsOptional = isOptional,
            Elsewhere = MadeBy(target) ?? elsewhere ?? ExistsElsewhere.Why(target, source, Objects, Manifests.NamespaceOf(source)),
            Message = $"names {targetKind}/{name}{inNamespace}, which is not among {Count}",
            Fix = $"add {targetKind}/{name}, or declare it with Expecting(\"{targetKind}/{name}\")",
            Nearest = () => NearestObject(group, targetKind, @namespace, name),
        });
        return null;
    }

    /// <summary>Adds a reference to a part of an object that the set has: a key, a port, a volume.</summary>
    /// <param name="node">What names the part.</param>
    /// <param name="parts">The parts there are, each with its place; the name is looked for among them.</param>
    /// <param name="elsewhere">Why the part exists elsewhere should the object not have it.</param>
    /// <param name="unnamed">Parts that have no name to be looked for, by their numbers.</param>
    /// <param name="byNumber">What stands before the number where one may be written in place of the name; null where none may.</param>
    public void Part(
        string kind, Manifest source, Node node, Manifest owner, string partKind, string name, IReadOnlyList<(string Name, Node Node)> parts,
        string verb, bool isOptional = false, string? elsewhere = null, string? ownerText = null, IReadOnlyList<string>? unnamed = null, string? byNumber = null)
    {
        var has = false;
        foreach (var part in parts)
            has |= part.Name == name;

        var target = new ReferenceTarget
        {
            Kind = owner.Kind, Group = owner.Group, Namespace = Manifests.NamespaceOf(owner), Name = owner.Name, Part = name, PartKind = partKind,
        };
        var whole = ownerText ?? owner.ToString();
        Add(new()
        {
            Kind = kind,
            Source = source,
            Node = node,
            Target = target,
            Targets = has ? [owner] : [],
            IsOptional = isOptional,
            Elsewhere = elsewhere,
            Message = has ? null : $"{verb} {partKind} {name} of {whole}, which has {Listed(parts, partKind, unnamed)}",
            Fix = parts.Count > 0 || unnamed is not { Count: > 0 } ? $"add {partKind} {name} to {whole}{Declared(owner, partKind, name)}" : Naming(partKind, name, whole, unnamed, byNumber),
            Nearest = () => NearestPart(partKind, name, whole, parts),
        });
    }

    /// <summary>Adds a reference by a selector to pods.</summary>
    public IReadOnlyList<PodTemplate> SelectPods(string kind, Manifest source, Node node, LabelSelector selector, string? @namespace)
    {
        var space = @namespace ?? "";
        var found = Pods.Select(selector, space);
        var target = new ReferenceTarget { Kind = "Pod", Group = "", Namespace = @namespace, Selector = selector };
        var targets = found.Select(template => template.Manifest).ToList();
        string? elsewhere = null;
        if (targets.Count == 0)
        {
            targets = _producers.OfPods(selector, @namespace).ToList();
            elsewhere = Pods.All.Count == 0 ? ExistsElsewhere.NoPods
                : Pods.In(space).Count == 0 && Pods.Anywhere(selector) is null ? ExistsElsewhere.OtherNamespace
                : null;
        }

        Add(new()
        {
            Kind = kind,
            Source = source,
            Node = node,
            Target = target,
            Targets = targets,
            Elsewhere = elsewhere,
            Message = targets.Count > 0 ? null
                : $"selects {selector}; no pod template among {Count} carries {(selector.Requirements.Count == 1 ? "that label" : "these labels")}{InNamespaceIfMatchedElsewhere(selector, space)}",
            Fix = $"give the pods {selector}, or select what they carry, or declare them with Expecting(\"Pod with {selector}\")",
            Nearest = () => Pods.Nearest(selector, space),
        });
        return found;
    }

    /// <summary>Adds a reference to a key of what a controller creates, where its keys are known.</summary>
    public void CreatedKey(string kind, Manifest source, Node key, string targetKind, string? @namespace, string? name)
    {
        var target = new ReferenceTarget { Kind = targetKind, Group = "", Namespace = @namespace, Name = name ?? "", Part = key.Text, PartKind = "key" };
        if (_producers.Created(target) is not { Keys: { } keys } created)
            return;

        var near = Texts.Nearest.Name(key.Text ?? "", keys);
        Add(new()
        {
            Kind = kind,
            Source = source,
            Node = key,
            Target = target,
            Targets = keys.Contains(key.Text, StringComparer.Ordinal) ? [created.Creator] : [],
            Message = $"references key {key.Text} of {targetKind}/{name}, which {created.Creator} creates with {string.Join(", ", keys.Distinct(StringComparer.Ordinal))}",
            Fix = $"use a key that it has{Declared(targetKind, name ?? "", key.Text ?? "")}",
            Nearest = () => near is null ? null : new($"key {near} of {targetKind}/{name}", created.Creator.Location, $"use {near}"),
        });
    }

    private static string Declared(Manifest owner, string partKind, string name) => partKind == "key" ? Declared(owner.Kind, owner.Name, name) : "";

    private static string Declared(string kind, string name, string part) => $", or declare it with Expecting(\"{kind}/{name}[{part}]\")";

    /// <summary>Adds a reference that is already judged.</summary>
    public void Add(ReferenceDraft draft)
    {
        var state = draft.Targets.Count > 0 ? ReferenceState.Resolved
            : draft.IsOptional ? ReferenceState.Optional
            : draft.Elsewhere is not null || IsExpected(draft) ? ReferenceState.External
            : ReferenceState.Missing;
        if (state == ReferenceState.External && draft.Elsewhere is null)
            draft = draft with { Elsewhere = ExistsElsewhere.Declared };
        _references.Add(new Reference(draft, state));
    }

    /// <summary>Who the set is, for messages.</summary>
    public string Count => Manifests.Count == 1 ? "the 1 manifest" : $"the {Manifests.Count} manifests";

    private string? MadeBy(ReferenceTarget target) => _producers.Created(target) is not null ? ExistsElsewhere.Made : null;

    private bool IsExpected(ReferenceDraft draft)
    {
        if (_expected.Covers(draft.Target))
            return true;

        if (!ReferenceEquals(_annotated.Of, draft.Source))
            _annotated = (draft.Source, Annotated(draft.Source));
        return _annotated.Expected.Covers(draft.Target);
    }

    private static Expectations Annotated(Manifest manifest)
    {
        if (manifest["metadata"]["annotations"][ExpectsAnnotation].Text is not { } text)
            return Expectations.None;

        var expectations = new List<Expectation>();
        foreach (var one in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            try
            {
                expectations.Add(Expectation.Parse(one));
            }
            catch (FormatException)
            {
                // what can't be read declares nothing: the reference stays missing
            }
        }

        return new([.. expectations]);
    }

    private ReferenceCandidate? NearestObject(string? group, string kind, string? @namespace, string name)
    {
        var same = Objects.OfKind(kind);
        foreach (var other in same)
        {
            if (other.Name == name && Objects.NamespaceOf(other) == @namespace && group is not null)
                return new($"{other} is in {other.ApiVersion}", other.Location, $"reference {other.ApiVersion} {kind}/{name}");
            if (other.Name == name && Objects.NamespaceOf(other) is { } elsewhere)
                return new($"{other} is in namespace {elsewhere}", other.Location, @namespace is null ? $"name namespace {elsewhere}" : $"put both into one namespace, {@namespace} or {elsewhere}");
        }

        var near = Texts.Nearest.Of(name, same.Where(other => Objects.NamespaceOf(other) == @namespace), other => other.Name);
        return near is null ? null : new(near.ToString(), near.Location, $"name {near.Name}");
    }

    private static ReferenceCandidate? NearestPart(string partKind, string name, string whole, IReadOnlyList<(string Name, Node Node)> parts)
    {
        var near = Texts.Nearest.Name(name, parts.Select(part => part.Name));
        var best = near ?? (parts.Count == 1 ? parts[0].Name : partKind == "key" ? DataKeys.OfSameThing(name, parts.Select(part => part.Name)) : null);
        return best is null ? null : new(
            $"{partKind} {best} of {whole}", parts.First(part => part.Name == best).Node.Location,
            near is null && partKind == "key" ? $"use {best}, or add {partKind} {name} to {whole}" : $"use {best}");
    }

    private static string Naming(string partKind, string name, string whole, IReadOnlyList<string> unnamed, string? byNumber)
    {
        if (unnamed.Count > 1)
            return $"name one of the {partKind}s of {whole} {name}{(byNumber is null ? "" : ", or write its number")}";
        return byNumber is null ? $"name {partKind} {unnamed[0]} of {whole} {name}" : $"write {byNumber}{unnamed[0]}, or name {partKind} {unnamed[0]} of {whole} {name}";
    }

    private static string Listed(IReadOnlyList<(string Name, Node Node)> parts, string partKind, IReadOnlyList<string>? unnamed)
    {
        const int most = 8;
        if (parts.Count == 0)
            return unnamed is { Count: > 0 } ? $"no named {partKind}s, only {string.Join(", ", unnamed.Take(most))}" : $"no {partKind}s";
        var listed = string.Join(", ", parts.Take(most).Select(part => part.Name));
        return parts.Count > most ? $"{listed} and {parts.Count - most} more" : listed;
    }

    private string InNamespaceIfMatchedElsewhere(LabelSelector selector, string @namespace) =>
        Pods.Anywhere(selector) is not null ? $" in namespace {@namespace}" : "";
}
