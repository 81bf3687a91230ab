using KubeAssert.Yaml;

namespace KubeAssert;

/// <summary>Copies of a manifest in which one thing is different. Everything else keeps its place in the source.</summary>
public static class ManifestCopies
{
    /// <summary>A copy with another string at a path, or with a null.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="path">
    /// Keys and positions: <c>spec.template.spec.containers[0].image</c>; <c>[name=web]</c> for the list item of that name,
    /// <c>[app.kubernetes.io/name]</c> for a key with dots. Maps on the way are made where they are missing; the position behind
    /// the last one of a list appends.
    /// </param>
    /// <param name="value">The string; what it looks like does not matter, <c>"yes"</c> stays a string.</param>
    /// <exception cref="FormatException">The path can't be read.</exception>
    /// <exception cref="ArgumentException">The path leads through a value that is no map or list.</exception>
    public static Manifest With(this Manifest manifest, string path, string? value) =>
        Change(manifest, path, new ScalarNode(value is null ? NodeKind.Null : NodeKind.String, value ?? "", isPlain: value is null, 1, 1));

    /// <inheritdoc cref="With(Manifest, string, string?)"/>
    /// <summary>A copy with another integer at a path.</summary>
    public static Manifest With(this Manifest manifest, string path, long value) => manifest.WithYaml(path, value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <inheritdoc cref="With(Manifest, string, string?)"/>
    /// <summary>A copy with another boolean at a path.</summary>
    public static Manifest With(this Manifest manifest, string path, bool value) => manifest.WithYaml(path, value ? "true" : "false");

    /// <inheritdoc cref="With(Manifest, string, string?)"/>
    /// <summary>A copy with what a text says at a path: <c>WithYaml("spec.template.spec.securityContext", "{runAsNonRoot: true}")</c>.</summary>
    /// <param name="yaml">One YAML document.</param>
    /// <exception cref="ManifestReadException">The text can't be read.</exception>
    public static Manifest WithYaml(this Manifest manifest, string path, string yaml)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        var problems = new List<ReadProblem>();
        var documents = YamlReader.Read(yaml, "yaml", problems);
        if (problems.Count > 0)
            throw new ManifestReadException(problems);
        return Change(manifest, path, documents.Count > 0 ? documents[0].Root : new ScalarNode(NodeKind.Null, "", isPlain: true, 1, 1));
    }

    /// <inheritdoc cref="With(Manifest, string, string?)"/>
    /// <summary>A copy without what stands at a path; nothing need stand there.</summary>
    public static Manifest Without(this Manifest manifest, string path) => Change(manifest, path, null);

    /// <summary>The object as JSON on one line, as the API server would read it.</summary>
    public static string ToJson(this Manifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return NodeJson.Write(manifest.Root);
    }

    /// <summary>The object as YAML that Kubernetes reads as the same object; comments, anchors and styles are not kept.</summary>
    public static string ToYaml(this Manifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return YamlWriter.Write(manifest.Root);
    }

    private static Manifest Change(Manifest manifest, string path, Node? value)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new Manifest((MapNode)NodeCopy.Change(manifest.Root, path, value), manifest.Origin);
    }
}
