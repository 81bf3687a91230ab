namespace KubeAssert;

/// <summary>
/// One test case for each manifest, or for each view of the type that the theory's one parameter has: <see cref="Manifest"/>, <see cref="Workload"/>, <see cref="Container"/>,
/// <see cref="ContainerImage"/>, <see cref="Service"/>, ...; of a <see cref="ManifestMatrix"/> one for each combination where the parameter is a <see cref="ManifestSet"/>, else those of
/// every combination. A source that holds none of them is a failing test.
/// </summary>
/// <param name="sources">
/// The name of a static field, property or method of the test class that holds a <see cref="ManifestSet"/>, a <see cref="ManifestMatrix"/> or a list of the parameter's type; else files, folders and globs, as
/// <see cref="Manifests.Load(string[])"/> takes them. Read once per test run.
/// </param>
/// <example><code>
/// [Theory, ManifestData("deploy/")]
/// public void Every_manifest_says_its_namespace(Manifest manifest) =&gt; manifest.Namespace.Should().NotBeNull();
/// </code></example>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed partial class ManifestDataAttribute(params string[] sources)
{
    /// <summary>The sources, as given.</summary>
    public IReadOnlyList<string> Sources => sources;

    /// <summary>The type whose static member is meant.</summary>
    /// <value>Null: the test class.</value>
    public Type? MemberType { get; set; }
}
