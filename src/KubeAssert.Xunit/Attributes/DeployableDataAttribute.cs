namespace KubeAssert;

/// <summary>
/// One test case for each deployable of the repository that <see cref="Manifests.Discover(DiscoveryOptions)"/> finds. The theory takes one <see cref="ManifestSet"/>, which is rendered when
/// the test runs, or one <see cref="Deployable"/>. A deployable that can't be rendered fails its own cases alone; a repository without any is a failing test.
/// </summary>
/// <param name="exclude">Files and folders to leave out, as globs relative to the repository's root; one without a slash matches a name in any folder.</param>
/// <example><code>
/// [Theory, DeployableData]
/// public void The_api_server_accepts_them(ManifestSet deployed) =&gt; deployed.Should().BeValid();
/// </code></example>
[AttributeUsage(AttributeTargets.Method)]
public sealed partial class DeployableDataAttribute(params string[] exclude)
{
    /// <summary>What is left out, as given.</summary>
    public IReadOnlyList<string> Exclude => exclude;

    private string[] Sources => [Theories.TheorySource.Discovered, .. exclude];
}
