using KubeAssert.Loading;
using KubeAssert.Yaml;

namespace KubeAssert;

/// <summary>Where every test begins: reads manifests into a <see cref="ManifestSet"/>.</summary>
/// <remarks>
/// Texts are read as Kubernetes reads them: YAML 1.1 with <c>yes</c> for true and no key twice, or JSON; of a text at most 32 MB
/// and 256 levels of maps and lists. Several documents in a file, empty ones, and lists of objects are fine.
/// </remarks>
public static partial class Manifests
{
    /// <summary>Reads manifests from files, folders with all that is below them, and globs.</summary>
    /// <param name="pathsOrGlobs">
    /// <c>deploy/</c>, <c>deploy/web.yaml</c>, <c>deploy/**/*.yaml</c>. Relative ones start at the test project's folder, or at the
    /// nearest folder above it, up to the repository's root, that has them. Of a folder all <c>.yaml</c>, <c>.yml</c> and
    /// <c>.json</c> files are read but those below folders whose name begins with a dot; files without any Kubernetes object,
    /// such as Helm values and kustomizations, are skipped there.
    /// </param>
    /// <exception cref="ManifestReadException">Something can't be read, nothing is found, or an object is declared twice; all problems are listed.</exception>
    public static ManifestSet Load(params string[] pathsOrGlobs) => Load(new LoadOptions(), pathsOrGlobs);

    /// <inheritdoc cref="Load(string[])"/>
    /// <param name="options">How to load.</param>
    public static ManifestSet Load(LoadOptions options, params string[] pathsOrGlobs) => TryLoad(options, pathsOrGlobs).OrThrow();

    /// <summary>Reads what can be read, and says what can't; else as <see cref="Load(string[])"/>.</summary>
    public static LoadResult TryLoad(params string[] pathsOrGlobs) => TryLoad(new LoadOptions(), pathsOrGlobs);

    /// <summary>Reads what can be read, and says what can't; else as <see cref="Load(LoadOptions, string[])"/>.</summary>
    public static LoadResult TryLoad(LoadOptions options, params string[] pathsOrGlobs)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(pathsOrGlobs);
        return Loader.Load(pathsOrGlobs, options);
    }

    /// <summary>Reads manifests from a text.</summary>
    /// <param name="yaml">One or more YAML documents, or JSON.</param>
    /// <param name="name">What messages call the text in place of a file's name.</param>
    /// <exception cref="ManifestReadException">The text can't be read; all its problems are listed.</exception>
    public static ManifestSet Parse(string yaml, string name = "manifests.yaml") => TryParse(yaml, name).OrThrow();

    /// <summary>Reads what can be read of a text, and says what can't.</summary>
    public static LoadResult TryParse(string yaml, string name = "manifests.yaml", LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        ArgumentNullException.ThrowIfNull(name);
        return Loader.Combine([new FileReader().Read(yaml, name)], [], [], options ?? new LoadOptions());
    }

    /// <summary>Reads manifests from a stream of UTF-8 to its end; it stays open.</summary>
    /// <param name="stream">One or more YAML documents, or JSON.</param>
    /// <param name="name">What messages call the text in place of a file's name.</param>
    /// <exception cref="ManifestReadException">The text can't be read; all its problems are listed.</exception>
    public static ManifestSet FromStream(Stream stream, string name = "stream")
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        return Loader.Combine([new FileReader().Read(stream, 0, name, isNamed: true)], [], [], new LoadOptions()).OrThrow();
    }

    /// <summary>Every map of a text as a manifest, whether or not it says what it is: what is sent to an endpoint of an API server need not.</summary>
    /// <exception cref="ManifestReadException">The YAML can't be read.</exception>
    internal static IReadOnlyList<Manifest> ParseUnchecked(string yaml, string name = "manifests.yaml")
    {
        var problems = new List<ReadProblem>();
        var documents = YamlReader.Read(yaml, name, problems);
        return problems.Count == 0
            ? documents.Select(d => d.Root).OfType<MapNode>().Select(root => new Manifest(root)).ToList()
            : throw new ManifestReadException(problems);
    }

    private static ManifestSet OrThrow(this LoadResult result) =>
        result.Problems.Count == 0 ? result.Manifests : throw new ManifestReadException(result.Problems);
}
