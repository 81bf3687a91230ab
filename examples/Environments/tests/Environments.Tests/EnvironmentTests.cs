using KubeAssert;

namespace Environments.Tests;

/// <summary>What every environment has, and what each has of its own: every combination that is deployed is put to the same tests, on xunit.v3.</summary>
public sealed class EnvironmentTests
{
    internal static readonly ManifestMatrix Environments = Manifests.Matrix(
        each => Manifests.Load("deploy/everywhere/", $"deploy/{each["environment"]}/"),
        ("environment", ["staging", "prod"]));

    internal static ManifestSet Staging => Environments["environment: staging"];

    internal static ManifestSet Prod => Environments["environment: prod"];

    [Theory, ManifestData(nameof(Environments))]
    public void The_api_server_accepts_it(ManifestSet shop) => shop.Should().BeValid(KubernetesVersion.V1_34);

    [Theory, ManifestData(nameof(Environments))]
    public void Whatever_it_names_exists(ManifestSet shop) => shop.Should().ResolveReferences();

    [Theory, ManifestData(nameof(Environments))]
    public void Every_container_limits_its_memory(Container container) => container.Should().LimitMemory();

    [Theory, ManifestData("deploy/everywhere/**")]
    public void What_every_environment_has_names_no_namespace(Manifest manifest) => manifest.Namespace.Should().BeNull();

    [Theory, PolicyData(nameof(Policies.Essential), nameof(Prod))]
    public void Nothing_is_broken_in_prod(PolicyCheck check) => check.Verify();

    [Fact]
    public void Staging_is_prod_with_less_of_everything() => Staging.Should().DifferFrom(Prod).OnlyAt(
        "Deployment/web spec.replicas", "Deployment/web spec..resources", "Ingress/* spec.rules[*].host", "ConfigMap/web data.LOG_LEVEL");
}
