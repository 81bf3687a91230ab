using KubeAssert;

namespace Shop.Tests;

/// <summary>What this team demands of everything it ships, with the one exemption it lives with, and the report that CI keeps.</summary>
public sealed class ShopPolicy
{
    private static readonly Rule ReadOnlyRoot = Rule
        .For<Container>("read-only-root", "Containers can't write to their own file system")
        .Because("who breaks in could not leave anything behind")
        .Fix("set readOnlyRootFilesystem: true")
        .Must(
            container => container["securityContext"]["readOnlyRootFilesystem"].AsBoolean() == true,
            _ => "is not true",
            container => container["securityContext"]["readOnlyRootFilesystem"]);

    private static readonly Policy Production = PodSecurity.Restricted
        .Add(ReadOnlyRoot)
        .Named("The shop in production")
        .Except("read-only-root").For("StatefulSet/database", container: "postgres").Because("postgres keeps its socket in /var/run/postgresql");

    [Fact]
    public void The_shop_meets_it() => ShopManifests.Shop.Should().Satisfy(Production);

    [Fact]
    public void The_report_is_written_for_those_who_ask()
    {
        // into tests/Shop.Tests/artifacts, which git ignores
        var files = Report.Of(ShopManifests.Shop, Production).WriteTo("artifacts/");

        files.Should().Contain(file => file.EndsWith("kubeassert.html", StringComparison.Ordinal));
    }
}
