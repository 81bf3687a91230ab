namespace KubeAssert.Model;

/// <summary>Finds one object by its name, or says which there are and which is nearest.</summary>
internal static class Lookup
{
    private const int MostNamed = 10;

    /// <exception cref="ManifestNotFoundException">There is none of that name, or more than one.</exception>
    public static T ByName<T>(Selection<T> all, string kind, string name, string? @namespace, Func<T, Manifest> manifestOf)
        where T : class
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var found = all.Where(item => manifestOf(item).Name == name && IsIn(all.Manifests, manifestOf(item), @namespace), "named").ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw new ManifestNotFoundException(Missing(all, kind, name, @namespace, manifestOf)),
            _ => throw new ManifestNotFoundException(
                $"The set has {found.Count} objects {kind}/{name}: {string.Join(", ", found.Select(item => Placed(all.Manifests, manifestOf(item))))}. "
                + (@namespace is null ? "Say which namespace is meant." : "Declare it once.")),
        };
    }

    private static bool IsIn(ManifestSet manifests, Manifest manifest, string? @namespace) =>
        @namespace is null || manifests.NamespaceOf(manifest) == @namespace;

    private static string Missing<T>(Selection<T> all, string kind, string name, string? @namespace, Func<T, Manifest> manifestOf)
        where T : class
    {
        var where = @namespace is null ? "" : $" in namespace {@namespace}";
        var message = $"The set has no {kind}/{name}{where}. ";
        if (all.Count == 0)
            return message + (all.WhyEmpty is { } why ? Capital(why) + "." : "");

        var elsewhere = all.FirstOrDefault(item => manifestOf(item).Name == name);
        var nearest = elsewhere ?? Texts.Nearest.Of(name, all, item => manifestOf(item).Name);
        if (nearest is not null)
            message += $"Nearest: {Placed(all.Manifests, manifestOf(nearest))}. ";

        var names = all.Select(item => manifestOf(item).Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var rest = names.Count > MostNamed ? $" and {names.Count - MostNamed} more" : "";
        return message + $"It has {string.Join(", ", names.Take(MostNamed))}{rest}.";
    }

    private static string Placed(ManifestSet manifests, Manifest manifest) =>
        manifests.NamespaceOf(manifest) is { } @namespace && @namespace != manifests.DefaultNamespace
            ? $"{manifest} in namespace {@namespace} ({manifest.Location})"
            : $"{manifest} ({manifest.Location})";

    private static string Capital(string sentence) => char.ToUpperInvariant(sentence[0]) + sentence[1..];
}
