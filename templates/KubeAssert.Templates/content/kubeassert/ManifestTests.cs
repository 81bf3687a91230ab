namespace Template.Tests;

/// <summary>
/// Each case tests something that this repository deploys, as Manifests.Discover() finds it. To write down what that is, print Manifests.Discover() and copy the expressions
/// from the list: <c>Manifests.Load("deploy/")</c>, <c>Manifests.FromKustomization("overlays/prod")</c>. To leave something out: <c>[DeployableData("examples/")]</c>.
/// </summary>
public sealed class ManifestTests
{
    [Theory, DeployableData]
    public void The_api_server_accepts_them(ManifestSet deployed) => deployed.Should().BeValid();

    [Theory, DeployableData]
    public void Whatever_they_reference_exists(ManifestSet deployed) => deployed.Should().ResolveReferences();

    [Theory, DeployableData]
    public void Nothing_is_broken(ManifestSet deployed) => deployed.Should().Satisfy(Policies.Essential);
}
