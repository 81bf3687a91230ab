using FluentAssertions.Execution;
using FluentAssertions.Extensions;
using KubeAssert.TestApiServer;
using Xunit.Sdk;

namespace KubeAssert.Cluster.Tests.Assertions;

public sealed class DeployedAssertionTests : IAsyncLifetime
{
    private const string Shop = """
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec:
          selector: {app: web}
          ports: [{name: http, port: 80, targetPort: 8080}]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: 2
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers: [{name: web, image: 'shop/web:1'}]
        """;

    private readonly TestServer _server = new() { Simulates = true };
    private KubeCluster _cluster = null!;

    public async Task InitializeAsync()
    {
        await _server.StartAsync();
        _cluster = KubeCluster.Connect(_server.Kubeconfig());
    }

    public async Task DisposeAsync()
    {
        _cluster.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_deployment_that_comes_up_passes_and_so_does_its_update()
    {
        await using var shop = await _cluster.DeployAsync(Manifests.Parse(Shop));

        await shop.Should().BecomeReadyAsync(30.Seconds());
        await shop.Deployment("web").Should().BecomeReadyAsync(10.Seconds());
        shop.Should().HaveNoRestarts().And.HaveNoWarnings();
        await shop.Service("web").Should().RespondAsync("/health?full", 200);

        await shop.RedeployAsync(Manifests.Parse(Shop.Replace("shop/web:1", "shop/web:2", StringComparison.Ordinal)));
        await shop.Should().BecomeReadyAsync(30.Seconds());
        (await shop.DiagnoseAsync()).Outcome.Should().Be(Outcome.Ready);
    }

    [Fact]
    public async Task A_change_that_leaves_no_pod_ready_for_a_moment_is_downtime()
    {
        await using var shop = await _cluster.DeployAsync(Manifests.Parse(Shop));
        await shop.Should().BecomeReadyAsync(30.Seconds());

        await shop.ScaleAsync("web", 3);
        await shop.Deployment("web").Should().BeReadyWithin(30.Seconds());
        await shop.ScaleAsync("web", 0);
        var act = () => shop.Deployment("web").Should().BeReadyWithin(30.Seconds());

        await act.Should().ThrowAsync<XunitException>().WithMessage(
            "Expected Deployment/web to be ready within 30 s without downtime, but there was a moment without a ready pod; *");
    }

    [Fact]
    public async Task A_service_that_answers_otherwise_is_quoted()
    {
        await using var shop = await _cluster.DeployAsync(Manifests.Parse(Shop));
        _server.ProxyStatus = 404;

        var act = () => shop.Service("web").Should().RespondAsync("/x", 200, 1.Seconds());

        await act.Should().ThrowAsync<XunitException>().WithMessage("Expected Service/web to respond to /x with 200 within 1 s, but it answered 404: web:http says /x");
    }

    [Fact]
    public async Task A_log_line_that_does_not_come_is_answered_with_the_end_of_the_log()
    {
        await using var shop = await _cluster.DeployAsync(Manifests.Parse(Shop));
        await shop.Should().BecomeReadyAsync(30.Seconds());
        foreach (var pod in _server.Store.List(_server.Store.Resource("Pod"), shop.Namespace).Items)
            _server.LogTexts[(shop.Namespace, (string)pod["metadata"]!["name"]!, "web", false)] = "starting\nlistening on {8080}\n";

        await shop.Deployment("web").Should().HaveLogLineAsync("listening", 5.Seconds());
        var act = () => shop.Deployment("web").Should().HaveLogLineAsync("shutting down", 1.Seconds(), "it was {0}", "told to");

        await act.Should().ThrowAsync<XunitException>().WithMessage(
            "Expected Deployment/web to print a line with \"shutting down\" within 1 s because it was told to, but its log ends:\n\n  starting\n  listening on {8080}");
    }

    [Fact]
    public async Task An_event_that_does_not_come_is_answered_with_those_that_did()
    {
        await using var shop = await _cluster.DeployAsync(Manifests.Parse(Shop));

        var act = () => shop.Should().HaveEventAsync("Killing", 1.Seconds());

        await act.Should().ThrowAsync<XunitException>().WithMessage("Expected the deployment to have an event Killing within 1 s, but no event was seen");
    }

    [Fact]
    public async Task A_recorded_failure_is_diagnosed_from_live_watches_with_its_log()
    {
        var scenario = Scenario.Load(Path.Combine(AppContext.BaseDirectory, "Scenarios", "crash-loop-missing-file"));
        var time = new ScaledTime(10);
        await using var server = new TestServer { Scenario = scenario, Time = time };
        await server.StartAsync();
        using var cluster = KubeCluster.Connect(server.Kubeconfig(), new KubeClusterOptions { Time = time });
        await using var shop = await cluster.DeployAsync(Manifests.Parse(scenario.Manifests, "deploy.yaml"));

        var act = () => shop.Should().BecomeReadyAsync(2.Minutes());
        (await act.Should().ThrowAsync<XunitException>()).WithMessage("Expected the deployment to become ready within 2 min, but 1 of * will not become ready, known after *CrashLoopBackOff in container *");

        await shop.Should().FailWithAsync(ErrorState.All.Single(s => s.Name == "CrashLoopBackOff"), 2.Minutes());
        var restarts = () => shop.Should().HaveNoRestarts();
        restarts.Should().Throw<XunitException>().WithMessage("Expected the deployment to have no restarts, but 1 container was restarted:\n\n  Pod/*  container *: * it ended with exit code *");
    }

    [Fact]
    public async Task What_the_account_may_not_look_at_is_named_in_one_line()
    {
        _server.Forbidden = ["/api/v1/nodes", "/apis/storage.k8s.io/v1/storageclasses"];
        await using var shop = await _cluster.DeployAsync(Manifests.Parse(Shop.Replace("selector: {app: web}\n", "selector: {app: wed}\n", StringComparison.Ordinal)));

        var act = () => shop.Should().BecomeReadyAsync(30.Seconds());

        (await act.Should().ThrowAsync<XunitException>()).WithMessage("Expected the deployment to become ready within 30 s, but *\n\nnot looked at, as this account may not: nodes, storageclasses");
    }

    [Fact]
    public async Task Nothing_is_thrown_inside_a_scope_and_a_null_is_said_so()
    {
        using var scope = new AssertionScope();
        await ((DeployedManifests?)null).Should().BecomeReadyAsync(1.Seconds());
        ((DeployedManifests?)null).Should().HaveNoRestarts();

        scope.Discard().Should().Equal(
            "Expected the deployment to become ready within 1 s, but found <null>",
            "Expected the deployment to have no restarts, but found <null>");
    }
}
