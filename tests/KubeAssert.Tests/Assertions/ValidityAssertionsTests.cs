using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.Assertions;

/// <summary>The whole text of each failure; the page of assertions shows it.</summary>
public sealed class ValidityAssertionsTests
{
    private static readonly ManifestSet Broken = Samples.Broken;
    private static readonly ManifestSet Old = Samples.Old;

    [Fact]
    public void An_object_that_the_server_refuses()
    {
        var act = () => Broken.Should().BeValid(KubernetesVersion.V1_34);

        Failing.Message(act).Should().Be(
            """
            Expected Broken to be valid on Kubernetes 1.34, but 1 of 1 is not:

              broken.yaml:5:3  Service/web  spec.selektor
                unknown field "spec.selektor" in io.k8s.api.core.v1.ServiceSpec
                nearest: selector
                fix: did you mean selector? rename it
                see: https://v1-34.docs.kubernetes.io/docs/reference/generated/kubernetes-api/v1.34/#servicespec-v1-core
                rule: schema/unknown-field
            """);
    }

    [Theory]
    [InlineData("metadata:\n  labels: {app: web}\n", "4:3")]
    [InlineData("data: {a: b}\n", "1:1")]
    public void An_object_without_a_name(string rest, string place)
    {
        var nameless = Manifests.Parse("apiVersion: v1\nkind: ConfigMap\n" + rest, "web.yaml");
        var act = () => nameless.Should().BeValid(KubernetesVersion.V1_34);

        Failing.Message(act).Should().Be(
            $"""
            Expected nameless to be valid on Kubernetes 1.34, but 1 of 1 is not:

              web.yaml:{place}  ConfigMap/<unnamed>  metadata.name
                Required value: name or generateName is required
                fix: set metadata.name
                rule: validation/required
            """);
    }

    [Fact]
    public void Objects_that_the_server_accepts()
    {
        var act = () => Old.Should().NotBeValid(KubernetesVersion.Parse("1.24"));

        Failing.Message(act).Should().Be(
            """
            Expected Old to not be valid on Kubernetes 1.24, but CronJob/report is
            """);
    }

    [Fact]
    public void A_version_that_refuses()
    {
        var act = () => Old.Should().BeValidOnEach(KubernetesVersion.Parse("1.24"), KubernetesVersion.Parse("1.25"));

        Failing.Message(act).Should().Be(
            """
            Expected Old to be valid on Kubernetes 1.24 to 1.25, but 1 of 1 is not:

              old.yaml:1:13  CronJob/report  apiVersion
                on 1.25: batch/v1beta1 CronJob is not served since Kubernetes 1.25
                fix: use batch/v1 CronJob
                rule: schema/unserved-version
            """);
    }

    [Fact]
    public void Something_deprecated()
    {
        var act = () => Old.Should().HaveNoDeprecations(KubernetesVersion.Parse("1.24"));

        Failing.Message(act).Should().Be(
            """
            Expected Old to have no deprecations on Kubernetes 1.24, but 1 of 1 does:

              old.yaml:1:13  CronJob/report  apiVersion
                batch/v1beta1 CronJob is deprecated in v1.21+, unavailable in v1.25+; use batch/v1 CronJob
                fix: use batch/v1 CronJob
                rule: schema/deprecated-version (warning)
            """);
    }
}
