namespace Template.Tests;

public sealed class ManifestTests
{
    private static ManifestSet Deployed => DeployedManifests.All;

    [Fact]
    public void The_api_server_accepts_them() => Deployed.Should().BeValid();

    [Fact]
    public void Whatever_they_name_exists() => Deployed.Should().ResolveReferences();

    [Theory, PolicyData(nameof(Policies.Essential), nameof(Deployed))]
    public void Nothing_is_broken(PolicyCheck check) => check.Verify();
}
