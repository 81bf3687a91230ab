namespace KubeAssert;

/// <summary>What a reference names: an object, a part of one, or the objects that a selector chooses.</summary>
public sealed record ReferenceTarget
{
    /// <summary>The kind: <c>ConfigMap</c>; <c>Pod</c> for what a selector of pods chooses.</summary>
    public required string Kind { get; init; }

    /// <summary>The API group; null where the reference does not say.</summary>
    public string? Group { get; init; }

    /// <summary>The namespace; null for kinds that are in none.</summary>
    public string? Namespace { get; init; }

    /// <summary>The object's name; empty for a selector.</summary>
    public string Name { get; init; } = "";

    /// <summary>The key, port or volume inside the object; null for the object as a whole.</summary>
    public string? Part { get; init; }

    /// <summary>What <see cref="Part"/> is: <c>key</c>, <c>port</c>, <c>volume</c>.</summary>
    public string? PartKind { get; init; }

    /// <summary>The selector; null where the reference names an object.</summary>
    public LabelSelector? Selector { get; init; }

    /// <summary>The target as messages print it: <c>ConfigMap/web</c>, <c>key level of ConfigMap/web</c>, <c>Pod with app=web</c>.</summary>
    public override string ToString()
    {
        var whole = Selector is null ? $"{Kind}/{Name}" : $"{Kind} with {Selector}";
        return Part is null ? whole : $"{PartKind} {Part} of {whole}";
    }
}
