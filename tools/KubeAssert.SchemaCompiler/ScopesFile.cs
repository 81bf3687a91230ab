namespace KubeAssert.SchemaCompiler;

/// <summary>Kinds whose objects are in no namespace: the resource <c>api.scopes</c>. Kinds that are known once are kept: old versions have them.</summary>
internal static class ScopesFile
{
    public static void Update(string path, GoSource source)
    {
        var known = new SortedSet<string>(File.Exists(path) ? File.ReadLines(path) : [], StringComparer.Ordinal);
        known.UnionWith(source.Types.Where(t => t.IsClusterScoped).Select(t => $"{t.Package.Group}/{t.Name}"));
        File.WriteAllLines(path, known);
    }
}
