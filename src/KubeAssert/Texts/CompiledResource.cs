namespace KubeAssert.Texts;

/// <summary>The text resources that <c>tools/KubeAssert.SchemaCompiler</c> writes to <c>Schemas/Compiled</c>, a fact a line.</summary>
internal static class CompiledResource
{
    public static IEnumerable<string> Lines(string name)
    {
        var resource = "KubeAssert.Schemas.Compiled." + name;
        using var stream = typeof(CompiledResource).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {resource}: it was not built from the whole project.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
