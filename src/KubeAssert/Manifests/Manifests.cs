using KubeAssert.Yaml;

namespace KubeAssert;

/// <summary>Where every test begins: reads manifests into a <see cref="ManifestSet"/>.</summary>
public static class Manifests
{
    /// <summary>Reads manifests from a text.</summary>
    /// <param name="yaml">One or more YAML documents, or JSON.</param>
    /// <param name="name">What messages call the text in place of a file's name.</param>
    /// <exception cref="ManifestReadException">The text can't be read; all its problems are listed.</exception>
    public static ManifestSet Parse(string yaml, string name = "manifests.yaml")
    {
        ArgumentNullException.ThrowIfNull(yaml);
        var problems = new List<ReadProblem>();
        var manifests = YamlReader.Read(yaml, name, problems)
            .Select(d => d.Root).OfType<MapNode>().Select(root => new Manifest(root)).ToList();
        return problems.Count == 0 ? new ManifestSet(manifests) : throw new ManifestReadException(problems);
    }
}
