using KubeAssert.Assertions;
using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.Documentation;

/// <summary>The page about custom assertions, run.</summary>
public sealed class CustomAssertionTests
{
    private static readonly ManifestSet Example = Manifests.Load(Path.Combine(Repository.Root, "examples", "Shop", "deploy"));
    private static readonly ManifestSet Shop = Assertions.Samples.Shop;

    [Fact]
    public void Assertions_made_of_others_read_as_they_do()
    {
        Example.Deployment("web").Container("web").Should().ServeHttp("http");

        var act = () => Shop.Deployment("web").Container("log").Should().ServeHttp("http", because: "{0} asks it", "the gateway");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web").Container("log") to expose port http because the gateway asks it, but it does not:

              shop.yaml:29:11  Deployment/web  spec.template.spec.containers[1].ports
                log exposes no port
                fix: add a port named http
            """);
    }
}

internal static class HttpAssertions
{
    [CustomAssertion]
    public static AndConstraint<ContainerAssertions> ServeHttp(
        this ContainerAssertions container, string port, string because = "", params object[] becauseArgs) =>
        container.ExposePort(port, because, becauseArgs)
            .And.HaveReadinessProbe(because, becauseArgs)
            .And.HaveValue("readinessProbe.httpGet.port", port, because, becauseArgs);
}
