using KubeAssert.Model;

namespace KubeAssert;

/// <summary>
/// Chooses objects by their labels, with the meaning that Kubernetes gives it: all requirements have to hold; an empty selector
/// chooses everything, an absent one (<see cref="Nothing"/>) chooses nothing. Immutable.
/// </summary>
public sealed class LabelSelector : IEquatable<LabelSelector>
{
    private readonly LabelRequirement[] _requirements;
    private readonly bool _nothing;

    private LabelSelector(LabelRequirement[] requirements, bool nothing = false, bool isValid = true)
    {
        _requirements = requirements;
        _nothing = nothing;
        IsValid = isValid;
    }

    /// <summary>Chooses every object: the empty selector, <c>{}</c>.</summary>
    public static LabelSelector Everything { get; } = new([]);

    /// <summary>Chooses no object: the selector that is not written.</summary>
    public static LabelSelector Nothing { get; } = new([], nothing: true);

    /// <summary>What has to hold.</summary>
    public IReadOnlyList<LabelRequirement> Requirements => _requirements;

    /// <summary>Whether this is the empty selector, which chooses every object.</summary>
    public bool IsEverything => !_nothing && _requirements.Length == 0;

    /// <summary>Whether this chooses no object whatever its labels, because it is not written or because it is not valid.</summary>
    public bool IsNothing => _nothing;

    /// <summary>Whether every requirement could be read; a selector that is not valid chooses nothing.</summary>
    public bool IsValid { get; }

    /// <summary>Reads the syntax of <c>kubectl -l</c>: <c>app=web,tier in (front,back),!legacy,release!=old,cpus&gt;4</c>.</summary>
    /// <exception cref="FormatException">It can't be read; the message says where and why.</exception>
    public static LabelSelector Parse(string selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return Of(LabelSelectorParser.Parse(selector));
    }

    /// <summary>
    /// Reads a field of the type LabelSelector (<c>matchLabels</c>, <c>matchExpressions</c>) or a node selector term
    /// (<c>matchExpressions</c>). A field that is not written or null is <see cref="Nothing"/>, <c>{}</c> is <see cref="Everything"/>.
    /// </summary>
    public static LabelSelector Of(Node field)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (!field.HasValue)
            return Nothing;

        var requirements = new List<LabelRequirement>();
        var isValid = field.IsMap && AddPairs(field["matchLabels"], requirements);
        foreach (var expression in field["matchExpressions"].Items)
        {
            if (Requirement(expression) is { } requirement)
                requirements.Add(requirement);
            else
                isValid = false;
        }

        return new([.. requirements], nothing: !isValid, isValid);
    }

    /// <summary>
    /// Reads a plain map of labels, as <c>spec.selector</c> of a Service or of a ReplicationController is. What is not written is
    /// <see cref="Nothing"/>; so is an empty map, because a Service with one gets no endpoints.
    /// </summary>
    public static LabelSelector OfPairs(Node map)
    {
        ArgumentNullException.ThrowIfNull(map);
        if (map.Entries.Count == 0)
            return Nothing;

        var requirements = new List<LabelRequirement>();
        var isValid = AddPairs(map, requirements);
        return new([.. requirements], nothing: !isValid, isValid);
    }

    /// <summary>A selector that asks for exactly these labels.</summary>
    public static LabelSelector OfPairs(IEnumerable<KeyValuePair<string, string>> labels) =>
        Of(labels.Select(label => new LabelRequirement(label.Key, LabelOperator.In, label.Value)));

    /// <summary>Whether it chooses an object with these labels.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (_nothing)
            return false;

        foreach (var requirement in _requirements)
        {
            if (!requirement.Matches(labels))
                return false;
        }

        return true;
    }

    /// <summary>The requirements that an object with these labels does not meet.</summary>
    public IReadOnlyList<LabelRequirement> MissingIn(IReadOnlyDictionary<string, string> labels) =>
        _requirements.Where(requirement => !requirement.Matches(labels)).ToList();

    /// <summary>The selector as <c>kubectl -l</c> takes it: <c>app=web,tier in (a,b)</c>; <c>everything</c> or <c>nothing</c> where it has no requirement.</summary>
    public override string ToString() =>
        _requirements.Length > 0 ? string.Join(',', (object[])_requirements) : _nothing ? "nothing" : "everything";

    /// <inheritdoc />
    public bool Equals(LabelSelector? other) =>
        other is not null && _nothing == other._nothing && IsValid == other.IsValid
        && new HashSet<LabelRequirement>(_requirements).SetEquals(other._requirements);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as LabelSelector);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = _nothing ? 1 : 0;
        foreach (var requirement in _requirements.Distinct())
            hash ^= requirement.GetHashCode();
        return hash;
    }

    internal static LabelSelector Of(IEnumerable<LabelRequirement> requirements)
    {
        LabelRequirement[] all = [.. requirements];
        return all.Length == 0 ? Everything : new(all);
    }

    private static bool AddPairs(Node map, List<LabelRequirement> requirements)
    {
        if (map.HasValue && !map.IsMap)
            return false;

        var isValid = true;
        foreach (var entry in map.Entries)
        {
            if (entry.Value.IsString || !entry.Value.HasValue)
                requirements.Add(new(entry.Key, LabelOperator.In, entry.Value.Text ?? ""));
            else
                isValid = false;
        }

        return isValid;
    }

    private static LabelRequirement? Requirement(Node expression)
    {
        if (expression["key"].AsString() is not { Length: > 0 } key || !Enum.TryParse<LabelOperator>(expression["operator"].AsString(), out var comparison))
            return null;

        var values = expression["values"].Items.Select(value => value.AsString()).ToList();
        if (values.Contains(null))
            return null;

        var fits = comparison switch
        {
            LabelOperator.In or LabelOperator.NotIn => values.Count > 0,
            LabelOperator.Gt or LabelOperator.Lt => values.Count == 1 && long.TryParse(values[0], out _),
            _ => values.Count == 0,
        };
        return fits ? new(key, comparison, [.. values!]) : null;
    }
}
