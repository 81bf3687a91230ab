using KubeAssert.Loading;
using KubeAssert.Yaml;

namespace KubeAssert.Sources;

/// <summary>Makes manifests of what a renderer printed.</summary>
internal static class RenderedText
{
    /// <summary>Reads YAML documents.</summary>
    /// <param name="name">What messages call the text: <c>kustomize:overlays/prod</c>.</param>
    /// <param name="originOf">What a manifest was rendered from; else what its own <c># Source:</c> says.</param>
    /// <param name="duplicates">Whether objects may be declared again.</param>
    public static ManifestSet Read(string text, string name, Func<Manifest, string?> originOf, Duplicates duplicates, string? defaultNamespace = null)
    {
        var result = Manifests.TryParse(text, name, new LoadOptions { AllowDuplicates = true });
        return Checked(result.Manifests.Select(m => new Manifest(m.Root, originOf(m) ?? m.Origin)), result.Problems, duplicates, defaultNamespace);
    }

    /// <summary>Reads JSON that holds manifests at any depth of lists and maps; what each stands behind is added to its origin.</summary>
    public static ManifestSet ReadJson(string text, string name, string origin, Duplicates duplicates)
    {
        var problems = new List<ReadProblem>();
        var read = new List<YamlDocument>();
        JsonReader.TryRead(text.AsSpan(), new Source(name), new TextPool(), read, problems);
        var manifests = new List<Manifest>();
        if (problems.Count == 0)
            new DocumentReader(isNamed: true, manifests, problems).Read(read.SelectMany(d => Flat.Documents(d.Root, origin, problems)).ToList());
        if (manifests.Count == 0 && problems.Count == 0)
            problems.Add(new ReadProblem(new Location(name, 0, 0), "there is no manifest in it", "render one, or leave it out"));
        return Checked(manifests, problems, duplicates);
    }

    /// <summary>The set, where nothing is wrong with it.</summary>
    public static ManifestSet Checked(IEnumerable<Manifest> manifests, IReadOnlyList<ReadProblem> problems, Duplicates duplicates, string? defaultNamespace = null)
    {
        var set = new ManifestSet(manifests, defaultNamespace ?? ManifestSet.KubernetesDefaultNamespace);
        var all = problems.Concat(duplicates.In(set)).ToList();
        return all.Count == 0 ? set : throw new ManifestReadException(all);
    }
}
