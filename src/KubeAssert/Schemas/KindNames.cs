namespace KubeAssert.Admission;

/// <summary>The names under which the API serves kinds.</summary>
internal static class KindNames
{
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
