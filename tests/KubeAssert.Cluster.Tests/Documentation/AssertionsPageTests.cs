using System.Text.Json.Nodes;
using FluentAssertions.Extensions;
using KubeAssert.TestApiServer;
using Xunit.Sdk;

namespace KubeAssert.Cluster.Tests.Documentation;

/// <summary>What docs/assertions.md shows of assertions on a cluster.</summary>
public sealed class AssertionsPageTests : IAsyncLifetime
{
    private const string Shop = """
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec:
          selector: {app: web}
          ports: [{name: http, port: 80, targetPort: 8080}]
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web, labels: {app: web}}
        spec:
          containers: [{name: web, image: 'shop/web:1'}]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: api}
        spec:
          selector: {matchLabels: {app: api}}
          template:
            metadata: {labels: {app: api}}
            spec:
              containers: [{name: api, image: 'shop/api:1'}]
        """;

    private readonly TestServer _server = new() { Simulates = true };
    private KubeCluster _cluster = null!;
    private DeployedManifests _shop = null!;

    public async Task InitializeAsync()
    {
        await _server.StartAsync();
        _cluster = KubeCluster.Connect(_server.Kubeconfig());
        _shop = await _cluster.DeployAsync(Manifests.Parse(Shop));
        await _shop.Should().BecomeReadyAsync(60.Seconds());
    }

    public async Task DisposeAsync()
    {
        await _shop.DisposeAsync();
        _cluster.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Response()
    {
        var shop = _shop;
        _server.ProxyStatus = 404;

        await FailsAsync(
            () =>
                shop.Service("web").Should().RespondAsync("/health", 200, within: 1.Seconds()),
            """
            Expected Service/web to respond to /health with 200 within 1 s, but it answered 404: web:http says /health
            """);
    }

    [Fact]
    public async Task Log()
    {
        var shop = _shop;
        foreach (var pod in _server.Store.List(_server.Store.Resource("Pod"), shop.Namespace).Items)
            _server.LogTexts[(shop.Namespace, (string)pod["metadata"]!["name"]!, "api", false)] = "starting\nlistening on 8080\n";

        await FailsAsync(
            () =>
                shop.Deployment("api").Should().HaveLogLineAsync("connected to the database", within: 1.Seconds()),
            """
            Expected Deployment/api to print a line with "connected to the database" within 1 s, but its log ends:

              starting
              listening on 8080
            """);
    }

    [Fact]
    public async Task Events()
    {
        var shop = _shop;
        await FailsAsync(
            () =>
                shop.Should().HaveEventAsync("Killing", within: 1.Seconds()),
            """
            Expected the deployment to have an event Killing within 1 s, but no event was seen
            """);

        _server.Store.Write(_server.Store.Resource("Event"), shop.Namespace, "web.1", _ => new JsonObject
        {
            ["apiVersion"] = "v1", ["kind"] = "Event", ["metadata"] = new JsonObject { ["name"] = "web.1", ["namespace"] = shop.Namespace },
            ["type"] = "Warning", ["reason"] = "Unhealthy", ["message"] = "Liveness probe failed: HTTP probe failed with statuscode: 500", ["count"] = 3,
            ["involvedObject"] = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Pod", ["name"] = "web", ["namespace"] = shop.Namespace },
            ["lastTimestamp"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
        });
        await shop.Should().HaveEventAsync("Unhealthy", within: 30.Seconds());

        await FailsAsync(
            () =>
            {
                shop.Should().NotHaveEvent("Unhealthy");
                return Task.CompletedTask;
            },
            """
            Expected the deployment to not have an event Unhealthy, but 1 was seen:

              Pod/web  Unhealthy: Liveness probe failed: HTTP probe failed with statuscode: 500 (3 times)
            """);
        await FailsAsync(
            () =>
            {
                shop.Should().HaveNoWarnings();
                return Task.CompletedTask;
            },
            """
            Expected the deployment to have no warnings, but 1 was seen:

              Pod/web  Unhealthy: Liveness probe failed: HTTP probe failed with statuscode: 500 (3 times)
            """);
    }

    [Fact]
    public async Task Restarts()
    {
        var shop = _shop;
        _server.Store.Write(_server.Store.Resource("Pod"), shop.Namespace, "web", pod =>
        {
            pod!["status"]!["containerStatuses"]![0]!["restartCount"] = 1;
            pod["status"]!["containerStatuses"]![0]!["lastState"] = new JsonObject { ["terminated"] = new JsonObject { ["exitCode"] = 137, ["reason"] = "OOMKilled" } };
            return pod;
        });
        for (var tries = 0; tries < 600 && !Fails(() => shop.Should().HaveNoRestarts()); tries++)
            await Task.Delay(50);

        await FailsAsync(
            () =>
            {
                shop.Should().HaveNoRestarts();
                return Task.CompletedTask;
            },
            """
            Expected the deployment to have no restarts, but 1 container was restarted:

              Pod/web  container web: 1 restart; it ended with exit code 137 (OOMKilled)
            """);
    }

    private static bool Fails(Action act)
    {
        try
        {
            act();
            return false;
        }
        catch (XunitException)
        {
            return true;
        }
    }

    private static async Task FailsAsync(Func<Task> act, string message) =>
        (await act.Should().ThrowAsync<XunitException>()).Which.Message.Should().Be(message);
}
