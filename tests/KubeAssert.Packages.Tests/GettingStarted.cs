using KubeAssert.Xunit.Tests;

namespace KubeAssert.Packages.Tests;

/// <summary>The commands of docs/getting-started.md in a new folder, with a home and packages of their own.</summary>
internal sealed class GettingStarted(string packages)
{
    internal const string Web =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: web
                  image: registry.example.com/web:1.4.2
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector: {app: webb}
          ports:
            - port: 80
        """;

    private const string Failure =
        """
        Expected deployed to resolve references, but 1 of 2 does not:

          deploy/web.yaml:21:13  Service/web  spec.selector
            selects app=webb; no pod template among the 2 manifests carries that label
            nearest: Deployment/web carries app=web (deploy/web.yaml:10:21)
            fix: select app=web
            rule: references/service-pods
        """;

    public async Task RunAsync()
    {
        using var shop = new Newcomer(packages, "shop");
        shop.Write("deploy/web.yaml", Web);

        await shop.SucceedsAsync("new", "install", Path.Combine(packages, "KubeAssert.Templates.0.1.0.nupkg"));
        await shop.SucceedsAsync("new", "kubeassert", "-o", "tests/Shop.Tests");
        var (code, output) = await shop.RunAsync("test", "tests/Shop.Tests");

        code.Should().Be(1, output);
        output.Should().Contain(Failure)
            .And.Contain("Failed Shop.Tests.ManifestTests.Nothing_is_broken(deployed: deploy)");
    }
}
