using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using KubeAssert.Cluster.Connection;
using KubeAssert.Cluster.Deploying;
using KubeAssert.TestApiServer;

namespace KubeAssert.Cluster.Tests.Deployment;

public sealed class DeploymentTests : IAsyncLifetime
{
    private const string Shop = """
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec:
          selector: {app: web}
          ports: [{name: http, port: 80, targetPort: http}]
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
              containers:
              - name: web
                image: shop/web:1
                ports: [{name: http, containerPort: 8080}]
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings}
        data: {mode: test}
        """;

    private const string Role = "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: reader}\nrules: []\n";

    private readonly TestServer _server = new() { Simulates = true };
    private readonly ConcurrentQueue<string> _output = [];
    private KubeCluster _cluster = null!;

    public async Task InitializeAsync()
    {
        await _server.StartAsync();
        _cluster = KubeCluster.Connect(_server.Kubeconfig(), new KubeClusterOptions { Output = _output.Enqueue });
    }

    public async Task DisposeAsync()
    {
        _cluster.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Objects_are_applied_to_a_fresh_namespace_in_the_order_of_their_need_and_removed_at_the_end()
    {
        var shop = await _cluster.DeployAsync(Manifests.Parse(Shop));

        shop.Namespace.Should().MatchRegex("^test-[a-z0-9]{8}$");
        _server.Requests.Where(r => r.Contains($"namespaces/{shop.Namespace}/", StringComparison.Ordinal)).Select(r => r.Split('/')[^1]).Should().Equal("settings", "web", "web");
        shop.Manifests.Select(m => (m.Kind, m.Namespace)).Should().Equal(("Service", shop.Namespace), ("Deployment", shop.Namespace), ("ConfigMap", shop.Namespace));

        await shop.DisposeAsync();

        shop.LeftBehind.Should().BeEmpty();
        Present("Namespace", null, shop.Namespace).Should().BeFalse();
        Present("Deployment", shop.Namespace, "web").Should().BeFalse();
    }

    [Fact]
    public async Task Deployments_side_by_side_have_namespaces_of_their_own()
    {
        var shops = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _cluster.DeployAsync(Manifests.Parse(Shop))));

        shops.Select(s => s.Namespace).Should().OnlyHaveUniqueItems();
        await Task.WhenAll(shops.Select(s => s.DisposeAsync().AsTask()));
        _server.Store.List(_server.Store.Resource("Deployment"), null).Items.Should().ContainSingle("only the cluster's own is left");
    }

    [Fact]
    public async Task A_cluster_wide_object_stays_for_as_long_as_a_run_uses_it()
    {
        var first = await _cluster.DeployAsync(Manifests.Parse(Role));
        var second = await _cluster.DeployAsync(Manifests.Parse(Role));

        await first.DisposeAsync();
        Present("ClusterRole", null, "reader").Should().BeTrue("the second run uses it");
        await second.DisposeAsync();
        Present("ClusterRole", null, "reader").Should().BeFalse();
    }

    [Fact]
    public async Task A_cluster_wide_object_that_was_there_before_stays()
    {
        _server.Store.Write(_server.Store.Resource("ClusterRole"), null, "reader", _ => []);

        await (await _cluster.DeployAsync(Manifests.Parse(Role))).DisposeAsync();

        Present("ClusterRole", null, "reader").Should().BeTrue();
    }

    [Fact]
    public async Task A_refused_manifest_is_thrown_with_its_place_and_all_is_removed()
    {
        _server.Refuse = (kind, _) => kind != "Deployment" ? null : new JsonObject
        {
            ["kind"] = "Status",
            ["code"] = 422,
            ["reason"] = "Invalid",
            ["message"] = "Deployment.apps \"web\" is invalid: spec.template.spec.containers[0].image: Required value",
            ["details"] = new JsonObject { ["causes"] = new JsonArray(new JsonObject { ["field"] = "spec.template.spec.containers[0].image" }) },
        };

        var act = () => _cluster.DeployAsync(Manifests.Parse(Shop, "deploy/shop.yaml"));

        (await act.Should().ThrowAsync<KubeApiException>()).WithMessage("""
            deploy/shop.yaml:8:1  Deployment/web: the API server answered 422 Invalid: Deployment.apps "web" is invalid: spec.template.spec.containers[0].image: Required value
              deploy/shop.yaml:19:16  spec.template.spec.containers[0].image
            """).Which.Code.Should().Be(422);
        _server.Store.List(_server.Store.Resource("Namespace"), null).Items.Should().HaveCount(2, "only the cluster's own are left");
    }

    [Fact]
    public async Task A_kind_that_the_cluster_does_not_know_is_refused()
    {
        var act = () => _cluster.DeployAsync(Manifests.Parse("apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w}\n", "w.yaml"));

        await act.Should().ThrowAsync<KubeApiException>().WithMessage(
            "w.yaml:1:1  Widget/w: the API server answered 404 NotFound: no matches for kind \"Widget\" in version \"example.com/v1\": the cluster has no such kind; apply its CustomResourceDefinition, or correct apiVersion and kind");
    }

    [Fact]
    public async Task A_definition_is_established_before_its_objects_are_applied()
    {
        await using var shop = await _cluster.DeployAsync(Manifests.Parse("""
            apiVersion: example.com/v1
            kind: Widget
            metadata: {name: w}
            ---
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: widgets.example.com}
            spec:
              group: example.com
              scope: Namespaced
              names: {kind: Widget, plural: widgets}
              versions: [{name: v1, served: true, storage: true}]
            """));

        Present("Widget", shop.Namespace, "w").Should().BeTrue();
    }

    [Fact]
    public async Task A_finalizer_that_holds_the_namespace_is_named()
    {
        var shop = await _cluster.DeployAsync(Manifests.Parse("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: held, finalizers: [example.com/hold]}\n"),
            new DeploymentOptions { CleanUpTimeLimit = TimeSpan.FromSeconds(2) });

        await shop.DisposeAsync();

        shop.LeftBehind.Should().Equal(
            $"Namespace/{shop.Namespace} is still there after 2 s",
            "  Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances",
            "  ConfigMap/held is held by the finalizer example.com/hold");
        _output.Should().ContainMatch("Not all of the deployment could be removed:*");
    }

    [Fact]
    public async Task What_a_dead_run_left_is_removed_by_the_next_and_the_living_are_left_alone()
    {
        PutNamespace("test-dead", process: "999999.1", started: DateTimeOffset.UnixEpoch.AddYears(1000));
        PutNamespace("test-old", process: null, started: TimeProvider.System.GetUtcNow().AddHours(-3));
        PutNamespace("test-elsewhere", process: null, started: TimeProvider.System.GetUtcNow().AddHours(-1));
        PutNamespace("test-kept", process: "999999.1", started: TimeProvider.System.GetUtcNow().AddHours(-3), kept: true);

        await using var shop = await _cluster.DeployAsync(Manifests.Parse(Shop));
        for (var i = 0; i < 50 && (Present("Namespace", null, "test-dead") || Present("Namespace", null, "test-old")); i++)
            await Task.Delay(100);

        Present("Namespace", null, "test-dead").Should().BeFalse();
        Present("Namespace", null, "test-old").Should().BeFalse();
        Present("Namespace", null, "test-elsewhere").Should().BeTrue();
        Present("Namespace", null, "test-kept").Should().BeTrue();
    }

    [Fact]
    public async Task What_is_to_be_kept_stays_with_a_word_on_how_to_look_at_it()
    {
        var shop = await _cluster.DeployAsync(Manifests.Parse(Shop));
        shop.Keep();

        await shop.DisposeAsync();

        Present("Deployment", shop.Namespace, "web").Should().BeTrue();
        _output.Should().Contain($"Kept in the cluster {_server.Address}. Look at it, then remove it:\n  kubectl --context test -n {shop.Namespace} get all,events\n  kubectl --context test delete namespace {shop.Namespace}");
    }

    [Fact]
    public async Task A_given_namespace_that_exists_stays_and_what_was_applied_to_it_goes()
    {
        _server.Store.Write(_server.Store.Resource("Namespace"), null, "mine", _ => []);
        foreach (var (kind, name) in new[] { ("ServiceAccount", "default"), ("ConfigMap", "kube-root-ca.crt") })
            _server.Store.Write(_server.Store.Resource(kind), "mine", name, _ => []);

        await (await _cluster.DeployAsync(Manifests.Parse(Shop), new DeploymentOptions { Namespace = "mine" })).DisposeAsync();

        Present("Namespace", null, "mine").Should().BeTrue();
        Present("Deployment", "mine", "web").Should().BeFalse();
    }

    [Fact]
    public async Task Labels_of_the_options_and_of_the_manifests_namespace_reach_the_fresh_one()
    {
        await using var shop = await _cluster.DeployAsync(
            Manifests.Parse("apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {team: shop}}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: shop}\n"),
            new DeploymentOptions { NamespacePrefix = "shop", NamespaceLabels = new Dictionary<string, string> { ["pod-security.kubernetes.io/enforce"] = "restricted" } });

        shop.Namespace.Should().StartWith("shop-");
        shop.NamespaceOf("shop").Should().Be(shop.Namespace);
        var labels = _server.Store.Get(_server.Store.Resource("Namespace"), null, shop.Namespace)!["metadata"]!["labels"]!;
        ((string?)labels["team"], (string?)labels["pod-security.kubernetes.io/enforce"]).Should().Be(("shop", "restricted"));
    }

    [Fact]
    public async Task Files_go_in_and_out()
    {
        await using var shop = await _cluster.DeployAsync(Manifests.Parse(Shop));
        await PodsAsync(shop, 2);
        var folder = Directory.CreateTempSubdirectory("copy-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "a.txt"), "hello");
            var remote = Path.Combine(folder.FullName, "made", "remote");
            var back = Path.Combine(folder.FullName, "back");

            await shop.CopyToAsync("web", Path.Combine(folder.FullName, "a.txt"), remote);
            File.ReadAllText(Path.Combine(remote, "a.txt")).Should().Be("hello");
            await shop.CopyFromAsync("Deployment/web", remote, back);
            File.ReadAllText(Path.Combine(back, "remote", "a.txt")).Should().Be("hello");
            (await shop.ExecAsync("web", "sh", "-c", "echo hi")).Should().Be(new ExecResult(0, "hi\n", ""));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Scaling_changes_the_number_of_pods()
    {
        await using var shop = await _cluster.DeployAsync(Manifests.Parse(Shop));
        await PodsAsync(shop, 2);

        await shop.ScaleAsync("web", 3);

        await PodsAsync(shop, 3);
    }

    [Fact]
    public async Task A_service_is_reached_on_this_machine_at_the_port_of_its_pods()
    {
        using var web = new HttpListener();
        var port = FreePort();
        web.Prefixes.Add($"http://127.0.0.1:{port}/");
        web.Start();
        var wanted = 0;
        _server.ForwardTo = (_, target) => (wanted = target) == 8080 ? port : 1;
        await using var shop = await _cluster.DeployAsync(Manifests.Parse(Shop));
        await PodsAsync(shop, 2);

        var url = await shop.ServiceUrlAsync("web");
        using var http = new HttpClient();
        var answer = http.GetStringAsync(new Uri(url, "hello"));
        var request = await web.GetContextAsync();
        await using (var body = new StreamWriter(request.Response.OutputStream))
            await body.WriteAsync("welcome to " + request.Request.Url!.AbsolutePath);

        (await answer).Should().Be("welcome to /hello");
        wanted.Should().Be(8080, "the service's target port is the name of that port of the container");
        var unknown = () => shop.ServiceUrlAsync("web", "metrics");
        await unknown.Should().ThrowAsync<KubeApiException>().WithMessage("Service/web has no port metrics; it has http 80.");
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [Fact]
    public async Task A_manifest_that_is_refused_may_be_left_to_the_diagnosis()
    {
        _server.Refuse = (kind, _) => kind != "Deployment" ? null : new JsonObject { ["kind"] = "Status", ["code"] = 403, ["reason"] = "Forbidden", ["message"] = "admission webhook denied the request" };
        await using var shop = await _cluster.DeployAsync(Manifests.Parse(Shop), new DeploymentOptions { AllowRejected = true });

        var diagnosis = await shop.WaitAsync(TimeSpan.FromSeconds(20));

        diagnosis.Outcome.Should().Be(Outcome.Failing);
        diagnosis.Causes.Should().Contain(c => c.State.Name == "ApplyRejected" && c.Object.Name == "web");
    }

    [Fact]
    public async Task Who_may_make_no_namespace_is_told_to_name_one_and_nothing_is_cleaned_up()
    {
        var said = new List<string>();
        _server.Refuse = (kind, _) => kind != "Namespace" ? null : new JsonObject { ["kind"] = "Status", ["code"] = 403, ["reason"] = "Forbidden", ["message"] = "namespaces is forbidden" };

        var act = async () => await _cluster.DeployAsync(Manifests.Parse(Shop), new DeploymentOptions { NamespacePrefix = "shop", Output = said.Add });

        await act.Should().ThrowAsync<KubeApiException>().WithMessage(
            "The API server answered 403 Forbidden to PATCH /api/v1/namespaces/shop-*: namespaces is forbidden\n  Each deployment gets a fresh namespace. Where you may make none, name one of yours: new DeploymentOptions { Namespace = \"...\" }.");
        said.Should().BeEmpty();
    }

    [Fact]
    public async Task An_unknown_workload_is_said_so()
    {
        await using var shop = await _cluster.DeployAsync(Manifests.Parse(Shop));

        var act = () => shop.LogsAsync("wed");

        await act.Should().ThrowAsync<KubeApiException>().WithMessage($"The deployment can't be asked: there is no workload or pod 'wed' in {shop.Namespace}.");
    }

    private async Task PodsAsync(DeployedManifests shop, int count)
    {
        for (var i = 0; i < 100 && _server.Store.List(_server.Store.Resource("Pod"), shop.Namespace).Items.Count != count; i++)
            await Task.Delay(50);
        _server.Store.List(_server.Store.Resource("Pod"), shop.Namespace).Items.Should().HaveCount(count);
    }

    private void PutNamespace(string name, string? process, DateTimeOffset started, bool kept = false) => _server.Store.Write(_server.Store.Resource("Namespace"), null, name, _ =>
    {
        var labels = new JsonObject { [TestRun.Label] = name };
        if (kept)
            labels[TestRun.KeptLabel] = "true";
        return new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["labels"] = labels,
                ["annotations"] = new JsonObject
                {
                    [TestRun.HostAnnotation] = process is null ? "another-host" : OwnerProcess.Host,
                    [TestRun.ProcessAnnotation] = process ?? "1.1",
                    [TestRun.StartedAnnotation] = started.ToString("o"),
                },
            },
        };
    });

    private bool Present(string kind, string? @namespace, string name) => _server.Store.Get(_server.Store.Resource(kind), @namespace, name) is not null;
}
