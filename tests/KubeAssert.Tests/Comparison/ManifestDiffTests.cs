namespace KubeAssert.Tests.Comparison;

public sealed class ManifestDiffTests
{
    private const string Web = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: 2
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              initContainers:
              - {name: copy, image: shop/copy:1}
              - {name: migrate, image: shop/migrate:1}
              containers:
              - name: web
                image: shop/web:1
                ports: [{containerPort: 80}, {containerPort: 80, protocol: UDP}, {containerPort: 81, name: admin}]
                env: [{name: A, value: a}, {name: B, value: b}]
                resources: {requests: {cpu: 1000m, memory: 1Gi}}
              - {name: log, image: shop/log:1}
        """;

    private const string ShopDefinition = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: shops.example.com}
        spec:
          group: example.com
          scope: Namespaced
          names: {kind: Shop, plural: shops}
          versions:
          - name: v1
            served: true
            storage: true
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec:
                    type: object
                    properties:
                      size: {type: integer, default: 3}
                      doors:
                        type: array
                        x-kubernetes-list-type: map
                        x-kubernetes-list-map-keys: [side]
                        items: {type: object, properties: {side: {type: string}, width: {type: integer}}}
        ---

        """;

    private const string SomeShop = """
        apiVersion: example.com/v1
        kind: Shop
        metadata: {name: s}

        """;

    [Theory]
    [InlineData("cpu: 1000m", "cpu: 1")]
    [InlineData("memory: 1Gi", "memory: 1024Mi")]
    [InlineData("  replicas: 2", "  replicas: 2\n  revisionHistoryLimit: 10\n  progressDeadlineSeconds: 600")]
    [InlineData("{containerPort: 80}", "{containerPort: 80, protocol: TCP}")]
    [InlineData("[{containerPort: 80}, {containerPort: 80, protocol: UDP}", "[{containerPort: 80, protocol: UDP}, {containerPort: 80}")]
    [InlineData("[{name: A, value: a}, {name: B, value: b}]", "[{name: B, value: b}, {name: A, value: a}]")]
    [InlineData("{name: log, image: shop/log:1}", "{name: log, image: shop/log:1, imagePullPolicy: IfNotPresent, args: []}")]
    [InlineData("metadata: {name: web}", "metadata: {name: web, generation: 3, resourceVersion: '7', annotations: {deployment.kubernetes.io/revision: '2'}}")]
    public void What_is_the_same_to_the_server_is_no_difference(string one, string other) =>
        Between(Web, Web.Replace(one, other, StringComparison.Ordinal)).Should().BeEmpty();

    [Theory]
    [InlineData("replicas: 2", "replicas: 3", "Deployment/web spec.replicas: 2 / 3")]
    [InlineData("  replicas: 2\n", "", "Deployment/web spec.replicas: 2 / not written: 1 by default")]
    [InlineData("shop/log:1", "shop/log:2", "Deployment/web spec.template.spec.containers[name=log].image: shop/log:1 / shop/log:2")]
    [InlineData("name: admin", "name: main", "Deployment/web spec.template.spec.containers[name=web].ports[containerPort=81,protocol=TCP].name: admin / main")]
    [InlineData("{name: B, value: b}", "{name: C, value: b}", "Deployment/web spec.template.spec.containers[name=web].env[name=B]: {\"name\":\"B\",\"value\":\"b\"} / not written",
        "Deployment/web spec.template.spec.containers[name=web].env[name=C]: not written / {\"name\":\"C\",\"value\":\"b\"}")]
    [InlineData("cpu: 1000m", "cpu: 1100m", "Deployment/web spec.template.spec.containers[name=web].resources.requests.cpu: 1000m / 1100m")]
    [InlineData("metadata: {name: web}", "metadata: {name: web, namespace: prod}", "Deployment/web metadata.namespace: not written: default by default / prod")]
    [InlineData("metadata: {labels: {app: web}}", "metadata: {labels: {app: web, tier: front}}", "Deployment/web spec.template.metadata.labels.tier: not written / front")]
    public void What_differs_is_named_with_path_and_both_values(string one, string other, params string[] expected) =>
        Between(Web, Web.Replace(one, other, StringComparison.Ordinal)).Should().Equal(expected);

    [Fact]
    public void The_order_of_init_containers_counts()
    {
        var turned = Web.Replace("copy, image: shop/copy", "x, image: shop/x", StringComparison.Ordinal)
            .Replace("migrate, image: shop/migrate", "copy, image: shop/copy", StringComparison.Ordinal)
            .Replace("x, image: shop/x", "migrate, image: shop/migrate", StringComparison.Ordinal);

        Between(Web, turned).Should().Equal("Deployment/web spec.template.spec.initContainers: in the order copy, migrate / in the order migrate, copy");
    }

    [Fact]
    public void The_order_of_variables_counts_where_one_refers_to_another() =>
        Between(Web.Replace("value: b", "value: $(A)", StringComparison.Ordinal), Web.Replace("{name: A, value: a}, {name: B, value: b}", "{name: B, value: $(A)}, {name: A, value: a}", StringComparison.Ordinal))
            .Should().Equal("Deployment/web spec.template.spec.containers[name=web].env: in the order A, B / in the order B, A");

    [Fact]
    public void Rules_and_verbs_of_a_role_have_no_order()
    {
        const string role = "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: r}\nrules:\n";
        const string first = "- {apiGroups: [''], resources: [pods, services], verbs: [get, list]}\n";
        const string second = "- {apiGroups: [apps], resources: [deployments], verbs: [get]}\n";

        Between(role + first + second, role + second + first.Replace("get, list", "list, get", StringComparison.Ordinal)).Should().BeEmpty();
        Between(role + first + second, role + second + first.Replace("get, list", "get", StringComparison.Ordinal)).Should().Equal("Role/r rules[0].verbs: [\"get\",\"list\"] / [\"get\"]");
    }

    [Fact]
    public void Values_of_Secrets_are_compared_and_never_shown()
    {
        const string secret = "apiVersion: v1\nkind: Secret\nmetadata: {name: db}\n";

        Between(secret + "stringData: {password: geheim}", secret + "data: {password: Z2VoZWlt}").Should().BeEmpty();
        var differences = ManifestDiff.Between(Manifests.Parse(secret + "stringData: {password: geheim}", "a.yaml"), Manifests.Parse(secret + "data: {password: b2ZmZW4=}", "b.yaml"));
        differences.ToString().Should().Be(
            "  Secret/db  data.password\n"
            + "    left   a.yaml:4:24  <redacted, 6 bytes>\n"
            + "    right  b.yaml:4:18  <redacted, 8 bytes>");
    }

    [Fact]
    public void Of_a_long_text_the_first_line_that_differs_is_shown()
    {
        const string map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n  app.conf: |\n    a\n    b\n    c\n";

        Between(map, map.Replace("    b", "    x", StringComparison.Ordinal)).Should().Equal("ConfigMap/c data[app.conf]: 4 lines, line 2: b / 4 lines, line 2: x");
    }

    [Fact]
    public void Custom_objects_are_compared_by_their_definition()
    {
        const string definition = ShopDefinition + SomeShop;

        Between(definition + "spec: {doors: [{side: a, width: 1}, {side: b}]}", definition + "spec: {size: 3, doors: [{side: b}, {side: a, width: 1}]}").Should().BeEmpty();
        Between(definition + "spec: {doors: [{side: a, width: 1}, {side: b}]}", definition + "spec: {doors: [{side: b}, {side: a, width: 2}]}")
            .Should().Equal("Shop/s spec.doors[side=a].width: 1 / 2");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_definition_in_one_set_counts_for_both_whatever_else_is_defined_in_the_other(bool isFirst)
    {
        var other = ShopDefinition.Replace("shops", "fairs", StringComparison.Ordinal).Replace("kind: Shop", "kind: Fair", StringComparison.Ordinal);
        var (defined, undefined) = (ShopDefinition + SomeShop + "spec: {doors: [{side: a, width: 1}, {side: b}]}", other + SomeShop + "spec: {size: 3, doors: [{side: b}, {side: a, width: 1}]}");

        (isFirst ? Between(defined, undefined) : Between(undefined, defined)).Should().OnlyContain(line => line.StartsWith("CustomResourceDefinition/", StringComparison.Ordinal)).And.HaveCount(2);
    }

    [Fact]
    public void A_default_that_another_definition_changes_is_a_difference()
    {
        const string shop = ShopDefinition + SomeShop + "spec: {doors: []}";

        Between(shop, shop.Replace("default: 3", "default: 4", StringComparison.Ordinal)).Should().Contain("Shop/s spec.size: not written: 3 by default / not written: 4 by default");
    }

    [Fact]
    public void Rules_and_peers_of_a_network_policy_have_no_order()
    {
        const string policy = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: n}\nspec:\n  podSelector: {}\n  ingress:\n";
        const string web = "  - {from: [{podSelector: {}}, {ipBlock: {cidr: 10.0.0.0/8}}], ports: [{port: 80}, {port: 443}]}\n";
        const string metrics = "  - {ports: [{port: 9090}]}\n";

        Between(policy + web + metrics, policy + metrics + "  - {from: [{ipBlock: {cidr: 10.0.0.0/8}}, {podSelector: {}}], ports: [{port: 443, protocol: TCP}, {port: 80}]}\n").Should().BeEmpty();
        Between(policy + web + metrics, policy + metrics + web.Replace("10.0.0.0", "11.0.0.0", StringComparison.Ordinal))
            .Should().Equal("NetworkPolicy/n spec.ingress[0].from[1].ipBlock.cidr: 10.0.0.0/8 / 11.0.0.0/8");
    }

    [Fact]
    public void Objects_of_one_side_are_named_whole() =>
        Between(Web, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}").Should().Equal("Deployment/web: the whole object / not there", "ConfigMap/c: not there / the whole object");

    [Fact]
    public void Another_version_of_a_kind_is_a_difference()
    {
        const string budget = "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: h}\nspec: {maxReplicas: 3, scaleTargetRef: {kind: Deployment, name: web}}";

        Between(budget, budget.Replace("/v2", "/v1", StringComparison.Ordinal)).Should().Contain("HorizontalPodAutoscaler/h apiVersion: autoscaling/v2 / autoscaling/v1");
    }

    [Fact]
    public void Drift_asks_only_for_what_is_written()
    {
        var live = Manifests.Parse(Web.Replace("metadata: {name: web}", "metadata: {name: web, namespace: x, uid: u, labels: {by: someone}}", StringComparison.Ordinal)
            .Replace("replicas: 2", "replicas: 4", StringComparison.Ordinal) + "\nstatus: {readyReplicas: 1}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: kube-root-ca.crt, namespace: x}\n").WithDefaultNamespace("x");

        ManifestDiff.Drift(live, Manifests.Parse(Web.Replace("  replicas: 2\n", "", StringComparison.Ordinal))).Differences.Should().BeEmpty();
        ManifestDiff.Drift(live, Manifests.Parse(Web)).Differences.Select(d => d.ToString()).Should().Equal("Deployment/web spec.replicas: 4 / 2");
        ManifestDiff.Drift(live, Manifests.Parse(Web.Replace("name: log", "name: logs", StringComparison.Ordinal).Replace("replicas: 2", "replicas: 4", StringComparison.Ordinal))).Differences.Select(d => d.Path)
            .Should().Equal("spec.template.spec.containers[name=log]", "spec.template.spec.containers[name=logs]");
    }

    [Fact]
    public void A_right_that_only_the_cluster_gives_is_drift_and_a_finalizer_is_not()
    {
        const string role = "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: r, finalizers: [example.com/a]}\nrules:\n- {apiGroups: [''], resources: [pods], verbs: [get]}\n";
        var live = Manifests.Parse(role.Replace("example.com/a", "example.com/b, example.com/a", StringComparison.Ordinal).Replace("[get]", "[delete, get]", StringComparison.Ordinal));

        ManifestDiff.Drift(live, Manifests.Parse(role)).Differences.Select(d => d.ToString()).Should().Equal("Role/r rules[0].verbs: [\"delete\",\"get\"] / [\"get\"]");
    }

    [Fact]
    public void Items_with_the_same_key_are_told_apart_by_their_count() =>
        Between(Web.Replace("{name: B, value: b}", "{name: A, value: b}", StringComparison.Ordinal), Web.Replace("{name: B, value: b}", "{name: A, value: c}", StringComparison.Ordinal))
            .Should().Equal("Deployment/web spec.template.spec.containers[name=web].env[name=A].value: b / c");

    private static IEnumerable<string> Between(string left, string right) =>
        ManifestDiff.Between(Manifests.Parse(left), Manifests.Parse(right)).Differences.Select(d => d.ToString());
}
