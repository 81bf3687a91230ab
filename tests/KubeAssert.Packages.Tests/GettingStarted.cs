using KubeAssert.Xunit.Tests;

namespace KubeAssert.Packages.Tests;

/// <summary>The commands of docs/getting-started.md in a new folder, with a home and packages of their own.</summary>
internal sealed class GettingStarted(string packages)
{
    private const string Web =
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
        Expected Deployed to resolve references, but 1 of 2 does not:

          deploy/web.yaml:21:13  Service/web  spec.selector
            selects app=webb; no pod template among the 2 manifests carries that label
            nearest: Deployment/web carries app=web (deploy/web.yaml:10:21)
            fix: select app=web
            rule: references/service-pods
        """;

    public async Task RunAsync()
    {
        var shop = Directory.CreateTempSubdirectory("kubeassert-shop-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(shop, "deploy"));
            await File.WriteAllTextAsync(Path.Combine(shop, "deploy", "web.yaml"), Web);
            await File.WriteAllTextAsync(Path.Combine(shop, "nuget.config"), Sources(shop));
            var environment = new Dictionary<string, string> { ["DOTNET_CLI_HOME"] = Path.Combine(shop, ".home"), ["NUGET_PACKAGES"] = Path.Combine(shop, ".packages") };

            await Succeeds(["new", "install", Path.Combine(packages, "KubeAssert.Templates.0.1.0.nupkg")]);
            await Succeeds(["new", "kubeassert", "-o", "tests/Shop.Tests"]);
            var (code, output) = await TestProcess.RunAsync(["test", "tests/Shop.Tests"], shop, environment);

            code.Should().Be(1, output);
            output.Should().Contain(Failure)
                .And.Contain("Failed Shop.Tests.ManifestTests.Nothing_is_broken(check: service-selects-pods: Service/web (deploy/web.yaml))");

            async Task Succeeds(string[] command)
            {
                var (status, said) = await TestProcess.RunAsync(command, shop, environment);
                status.Should().Be(0, said);
            }
        }
        finally
        {
            Directory.Delete(shop, recursive: true);
        }
    }

    /// <summary>The packages under test from their folder; all others, already here because this project's own build needs them, from where they are.</summary>
    private string Sources(string shop)
    {
        var here = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        return $"""
            <configuration>
              <packageSources><clear /><add key="packed" value="{packages}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="here" value="{here}" /></fallbackPackageFolders>
              <config><add key="globalPackagesFolder" value="{Path.Combine(shop, ".packages")}" /></config>
            </configuration>
            """;
    }
}
