using System.Text.Json.Nodes;
using KubeAssert.TestApiServer;

namespace KubeAssert.Cluster.Tests.Deployment;

/// <summary>What is deployed, read as manifests and compared with those that are written.</summary>
public sealed class ReadingTests : IAsyncLifetime
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
                resources: {limits: {cpu: 1000m}}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: db}
        stringData: {password: geheim}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: reader}
        rules: []
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
    public async Task What_is_deployed_is_read_without_what_controllers_make()
    {
        await using var deployed = await _cluster.DeployAsync(Manifests.Parse(Shop));

        var live = await _cluster.ReadAsync(deployed.Namespace);

        live.Select(m => m.ToString()).Should().Equal("Secret/db", "Service/web", "Deployment/web");
        live.DefaultNamespace.Should().Be(deployed.Namespace);
        live[2]["metadata"]["uid"].Exists.Should().BeTrue();
        live.WithoutServerFields()[2]["metadata"]["uid"].Exists.Should().BeFalse();
        live.Services().Should().SelectPods();
    }

    [Fact]
    public async Task What_is_deployed_as_written_has_not_drifted()
    {
        var shop = Manifests.Parse(Shop, "shop.yaml");
        await using var deployed = await _cluster.DeployAsync(shop);

        var live = await _cluster.ReadAsync(deployed.Namespace, new ReadOptions { Like = shop });

        live.Should().MatchManifests(Manifests.Parse(Shop.Replace("1000m", "1", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Drift_is_shown_with_what_is_live_and_what_is_written()
    {
        var shop = Manifests.Parse(Shop, "shop.yaml");
        await using var deployed = await _cluster.DeployAsync(shop);
        var written = Manifests.Parse(Shop.Replace("replicas: 2", "replicas: 3", StringComparison.Ordinal).Replace("geheim", "anders", StringComparison.Ordinal)
            + "\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\n", "shop.yaml");

        var live = await _cluster.ReadAsync(deployed.Namespace, new ReadOptions { Like = written });
        var act = () => live.Should().MatchManifests(written);

        var place = $"{_cluster.Context}/{deployed.Namespace}";
        act.Should().Throw<Exception>().Which.Message.Should().Be(string.Join('\n',
            "Expected live to match the other manifests, but there are 3 differences:",
            "",
            "  Secret/db  data.password",
            $"    live     {place}  <redacted, 6 bytes>",
            $"    written  {"shop.yaml:26:24".PadRight(place.Length)}  <redacted, 6 bytes>",
            "",
            "  Deployment/web  spec.replicas",
            $"    live     {place}  2",
            $"    written  {"shop.yaml:12:13".PadRight(place.Length)}  3",
            "",
            "  ConfigMap/settings",
            "    live     -               not there",
            "    written  shop.yaml:33:1  the whole object"));
    }

    [Fact]
    public async Task What_controllers_have_the_say_over_is_no_drift()
    {
        var shop = Manifests.Parse("""
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata: {name: web}
            spec: {maxReplicas: 9, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: gathered}
            aggregationRule: {clusterRoleSelectors: [{matchLabels: {to: gathered}}]}
            rules: []
            ---

            """ + Shop, "shop.yaml");
        await using var deployed = await _cluster.DeployAsync(shop);
        Change("Deployment", deployed.Namespace, "web", web => web["spec"]!["replicas"] = 5);
        Change("ClusterRole", null, "gathered", role => role["rules"] = new JsonArray(new JsonObject { ["apiGroups"] = new JsonArray(""), ["resources"] = new JsonArray("pods"), ["verbs"] = new JsonArray("get") }));

        var live = await _cluster.ReadAsync(deployed.Namespace, new ReadOptions { Like = shop });

        live.Should().MatchManifests(shop);
        live.Should().MatchManifests(shop.WithManifests(shop.Where(m => m.Kind != "HorizontalPodAutoscaler")), "the autoscaler is in the cluster");
        Change("ClusterRole", null, "reader", role => role["rules"] = new JsonArray(new JsonObject { ["nonResourceURLs"] = new JsonArray("/"), ["verbs"] = new JsonArray("get") }));
        var drifted = await _cluster.ReadAsync(deployed.Namespace, new ReadOptions { Like = shop });
        FluentActions.Invoking(() => drifted.Should().MatchManifests(shop)).Should().Throw<Exception>().WithMessage("*there is 1 difference:*ClusterRole/reader  rules*");
    }

    [Fact]
    public async Task A_kind_that_is_written_in_two_versions_is_read_in_both()
    {
        _server.Store.Serve(new Served("autoscaling", "v1", "HorizontalPodAutoscaler", "horizontalpodautoscalers", true));
        var shop = Manifests.Parse("""
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata: {name: web}
            spec: {maxReplicas: 9, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}
            ---
            apiVersion: autoscaling/v1
            kind: HorizontalPodAutoscaler
            metadata: {name: db}
            spec: {maxReplicas: 9, scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: db}}
            """, "shop.yaml");
        await using var deployed = await _cluster.DeployAsync(shop);

        var live = await _cluster.ReadAsync(deployed.Namespace, new ReadOptions { Like = shop });

        live.Should().MatchManifests(shop);
    }

    [Fact]
    public async Task The_claims_of_a_StatefulSet_and_releases_of_helm_are_nobodys_manifests()
    {
        var shop = Manifests.Parse("""
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db}
            spec:
              serviceName: db
              selector: {matchLabels: {app: db}}
              template: {metadata: {labels: {app: db}}, spec: {containers: [{name: db, image: 'db:1', volumeMounts: [{name: data, mountPath: /data}]}]}}
              volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]
            ---
            {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data-db-0}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}
            ---
            {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data-db-old}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}
            ---
            {apiVersion: v1, kind: Secret, type: helm.sh/release.v1, metadata: {name: sh.helm.release.v1.db.v1}}
            ---
            {apiVersion: v1, kind: ConfigMap, metadata: {name: kube-root-ca.crt}}
            """);
        await using var deployed = await _cluster.DeployAsync(shop);

        (await _cluster.ReadAsync(deployed.Namespace)).Select(m => m.ToString()).Should().Equal("PersistentVolumeClaim/data-db-old", "StatefulSet/db");
        (await _cluster.ReadAsync(deployed.Namespace, new ReadOptions { Like = shop })).Should().MatchManifests(shop, "what is written is read whoever makes it");
    }

    private void Change(string kind, string? @namespace, string name, Action<JsonObject> change) =>
        _server.Store.Write(_server.Store.Resource(kind), @namespace, name, now =>
        {
            change(now!);
            return now;
        });
}
