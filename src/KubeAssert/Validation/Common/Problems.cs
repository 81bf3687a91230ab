using System.Globalization;
using KubeAssert.Yaml;

namespace KubeAssert.Validation;

/// <summary>Collects what is wrong with one manifest. Nothing is formatted or allocated while all is well.</summary>
internal sealed class Problems(Manifest manifest, KubernetesVersion version)
{
    private List<Finding>? _findings;
    private List<string>? _covered;

    public Manifest Manifest => manifest;

    public KubernetesVersion Version => version;

    /// <summary>Whether the API server of this version does something by default.</summary>
    public bool Has(KubernetesFeature feature) => feature.IsOn(version);

    public IReadOnlyList<Finding> Findings => _findings ?? (IReadOnlyList<Finding>)[];

    public int Count => _findings?.Count ?? 0;

    /// <summary>Says that a finding stands for a missing field although it names another one, as the API server does.</summary>
    public void CoverMissing(string path) => (_covered ??= []).Add(path);

    /// <summary>Whether a finding speaks of a missing field, or of what would stand below it.</summary>
    public bool SpeakOf(string path)
    {
        if (_covered?.Contains(path) == true)
            return true;
        foreach (var finding in Findings)
        {
            if (finding.Path.StartsWith(path, StringComparison.Ordinal) && (finding.Path.Length == path.Length || finding.Path[path.Length] is '.' or '['))
                return true;
        }

        return false;
    }

    /// <summary>Adds a finding at a node, missing nodes included.</summary>
    /// <param name="rule">The rule's id without <c>validation/</c>.</param>
    /// <param name="path">The field as the API server names it, where that is not the node's own path.</param>
    public void Add(string rule, Node node, string message, string? fix = null, string? path = null, Severity severity = Severity.Error) =>
        (_findings ??= []).Add(new Finding
        {
            RuleId = rule.Contains('/', StringComparison.Ordinal) ? rule : "validation/" + rule,
            Severity = severity,
            Manifest = manifest,
            Path = path ?? node.Path,
            Location = node.Location,
            Message = message,
            Fix = fix,
        });

    /// <summary>Adds a finding at the key of a map's entry, where the API server names the map.</summary>
    public void AddAtKey(string rule, Node map, MapEntry entry, string message, string? fix = null, string? path = null) =>
        (_findings ??= []).Add(new Finding
        {
            RuleId = "validation/" + rule,
            Manifest = manifest,
            Path = path ?? map.Path,
            Location = entry.KeyLocation,
            Message = message,
            Fix = fix,
        });

    /// <summary>Puts another beginning to the paths of findings, where the API server names another field than the one at fault.</summary>
    /// <param name="from">The first finding to change: the <see cref="Count"/> from before the check.</param>
    /// <param name="actual">How the paths begin now.</param>
    /// <param name="named">How the API server begins them.</param>
    public void Relocate(int from, string actual, string named)
    {
        for (var i = from; i < Count; i++)
        {
            if (_findings![i].Path.StartsWith(actual, StringComparison.Ordinal))
                _findings[i] = _findings[i] with { Path = named + _findings[i].Path[actual.Length..] };
        }
    }

    /// <summary>A string must have a form, an empty one included; what is not written counts as empty.</summary>
    /// <returns>Whether it has.</returns>
    public bool HasForm(Node node, NameForm form, string? path = null)
    {
        var text = node.AsString() ?? "";
        if (form.Matches(text))
            return true;

        Add("invalid-name", node, form.Problem(text), form.Fix(text), path);
        return false;
    }

    /// <summary>A string, where one is written and not empty, must have a form.</summary>
    public void HasFormIfGiven(Node node, NameForm form, string? path = null)
    {
        if (node.AsString() is { Length: > 0 })
            HasForm(node, form, path);
    }

    /// <summary>A field must be written and not be empty, and have a form.</summary>
    public bool RequireForm(Node parent, string key, NameForm form) => Require(parent, key) && HasForm(parent[key], form);

    /// <summary>The field must be written and be neither null nor, for strings, lists and maps, empty.</summary>
    /// <returns>Whether it is.</returns>
    public bool Require(Node parent, string key, string? fix = null)
    {
        if (parent.Given(key) is { } given && !IsEmpty(given))
            return true;

        var node = parent[key];
        Add("required", node, node.HasValue ? $"{key} is empty" : $"needs {key}", fix ?? $"set {key}");
        return false;
    }

    public void Forbid(Node node, string because, string? fix = null)
    {
        if (node.HasValue)
            Add("forbidden", node, because, fix ?? "remove it");
    }

    public void InRange(Node node, long least, long most, bool unlessZero = false)
    {
        if (node.Whole() is { } value && (value < least || value > most) && !(unlessZero && value == 0))
        {
            Add(
                "out-of-range",
                node,
                string.Create(CultureInfo.InvariantCulture, $"is {value}; {least} to {most} is allowed"),
                string.Create(CultureInfo.InvariantCulture, $"set a value from {least} to {most}"));
        }
    }

    public void NotNegative(Node node)
    {
        if (node.Whole() is < 0)
            Add("out-of-range", node, $"is {node.Text}; it can't be negative", "set 0 or more");
    }

    /// <summary>A field of an object, where a string is written, must be one of those; an empty one counts as not written.</summary>
    public void OneOf(Node parent, string key, params ReadOnlySpan<string> allowed)
    {
        if (parent.String(key) is not { Length: > 0 } value || allowed.Contains(value))
            return;

        Add("unsupported-value", parent[key], $"is {value}; {string.Join(", ", allowed.ToArray())} are supported", UseOneOf(value, allowed));
    }

    /// <summary>A value that is none of those.</summary>
    /// <param name="path">The field as the API server names it, where that is not the node's own path.</param>
    public void Unsupported(Node node, ReadOnlySpan<string> allowed, string? path = null)
    {
        var value = node.Text ?? "";
        Add("unsupported-value", node, $"is {NameForm.Quoted(value)}; {string.Join(allowed.Length == 2 ? " and " : ", ", allowed.ToArray())} {(allowed.Length == 1 ? "is" : "are")} supported", UseOneOf(value, allowed), path);
    }

    /// <summary>A field of an object, where a string is written and not empty, must have a form.</summary>
    public void HasFormIfGiven(Node parent, string key, NameForm form)
    {
        if (parent.Given(key) is { } node)
            HasFormIfGiven(node, form);
    }

    /// <summary>A string, where one is written, must be one of those; an empty one is none of them.</summary>
    public void Supports(Node? node, params ReadOnlySpan<string> allowed)
    {
        if (node is null || allowed.Contains(node.AsString() ?? ""))
            return;

        Unsupported(node, allowed);
    }

    private static string UseOneOf(string value, ReadOnlySpan<string> allowed)
    {
        if (allowed.Length == 1)
            return $"use {allowed[0]}";
        var all = allowed.ToArray();
        return Texts.Nearest.Name(value, all) is { } near ? $"write {near}" : $"use one of {string.Join(", ", all)}";
    }

    /// <summary>The field must be written and be one of those.</summary>
    public void RequireOneOf(Node parent, string key, params ReadOnlySpan<string> allowed)
    {
        if (parent.String(key).Length == 0)
            Add("required", parent[key], $"needs {key}", $"set one of {string.Join(", ", allowed.ToArray())}");
        else
            Supports(parent.Given(key), allowed);
    }

    /// <summary>A field of an object, where an integer is written, must not be negative.</summary>
    public void NotNegative(Node parent, string key)
    {
        if (parent.Given(key) is { } node)
            NotNegative(node);
    }

    /// <summary>A field of an object, where an integer is written, must be in a range.</summary>
    public void InRange(Node parent, string key, long least, long most, bool unlessZero = false)
    {
        if (parent.Given(key) is { } node)
            InRange(node, least, most, unlessZero);
    }

    /// <summary>Whether the API server's decoder would leave the field at its zero value.</summary>
    public static bool IsEmpty(Node node) => node.Kind switch
    {
        NodeKind.String => node.Text!.Length == 0,
        NodeKind.List => node.Items.Count == 0,
        NodeKind.Map => node.Entries.Count == 0,
        _ => !node.HasValue,
    };
}
