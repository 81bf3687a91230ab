namespace KubeAssert.OpenApi;

/// <summary>The names under which the API serves kinds.</summary>
internal static class KindNames
{
    private static readonly Lazy<Dictionary<string, string>> Groups = new(() => VersionSchemas.Of(KubernetesVersion.Newest).Kinds
        .GroupBy(kind => Plural(kind.Kind), StringComparer.Ordinal)
        .ToDictionary(kinds => kinds.Key, kinds => kinds.Select(kind => kind.Group).Min(StringComparer.Ordinal)!, StringComparer.Ordinal));

    /// <summary>The group of a built-in resource by its plural name, the core group first; null for a resource that is not built in.</summary>
    public static string? GroupOf(string plural) => Groups.Value.GetValueOrDefault(plural);

    /// <summary>The plural name of a manifest's kind: the one that its definition in the set gives, else that of a built-in kind.</summary>
    public static string PluralOf(Manifest manifest, Manifest? definition) =>
        definition?["spec"]["names"]["plural"].AsString() ?? Plural(manifest.Kind);

    /// <summary>The plural name: <c>NetworkPolicy</c> is served as <c>networkpolicies</c>.</summary>
    public static string Plural(string kind)
    {
        var name = kind.ToLowerInvariant();
        if (name == "endpoints")
            return name;
        if (name.EndsWith('s') || name.EndsWith('x') || name.EndsWith("ch", StringComparison.Ordinal))
            return name + "es";
        return name.EndsWith('y') && name.Length > 1 && name[^2] is not ('a' or 'e' or 'o') ? name[..^1] + "ies" : name + "s";
    }
}
