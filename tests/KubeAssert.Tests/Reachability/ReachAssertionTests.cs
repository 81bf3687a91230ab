using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.Reachability;

public sealed class ReachAssertionTests
{
    private static readonly ManifestSet Shop = Manifests.Parse(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: web:1, ports: [{name: http, containerPort: 8080}]}]}}}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: api}
        spec: {selector: {matchLabels: {app: api}}, template: {metadata: {labels: {app: api}}, spec: {containers: [{name: api, image: api:1}]}}}
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: db}
        spec: {serviceName: db, selector: {matchLabels: {app: db}}, template: {metadata: {labels: {app: db}}, spec: {containers: [{name: db, image: db:1, ports: [{name: sql, containerPort: 5432}]}]}}}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: db}
        spec: {selector: {app: db}, ports: [{name: sql, port: 5432, targetPort: sql}]}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: db}
        spec:
          podSelector: {matchLabels: {app: db}}
          ingress:
          - from: [{podSelector: {matchLabels: {app: api}}}]
            ports: [{port: sql}]
        """,
        "shop.yaml");

    [Fact]
    public void Traffic_that_a_policy_lets_in_passes()
    {
        Shop.Deployment("api").Should().BeAbleToReach(Shop.Service("db"), 5432);
        Shop.Deployment("api").Should().BeAbleToReach(Shop.Service("db"), "sql");
        Shop.Deployment("web").Should().NotBeAbleToReach(Shop.Service("db"), 5432);
        Shop.Deployment("web").Should().BeAbleToReach("8.8.8.8", "53/UDP");
        Shop.StatefulSet("db").Should().OnlyBeReachableFrom([Shop.Deployment("api")], "sql");
        Shop.Should().MatchReachability("api -> db:5432");
        Shop.Should().MatchReachability("api -> db:sql");
    }

    [Fact]
    public void Traffic_that_no_rule_lets_in_is_told_with_the_policy_and_the_smallest_change()
    {
        var act = () => Shop.Deployment("web").Should().BeAbleToReach(Shop.Service("db"), 5432, "it shows the stock");

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("web") to be able to reach Service/db at 5432/TCP because it shows the stock, but it is not:

              shop.yaml:27:3  NetworkPolicy/db  spec.ingress
                NetworkPolicy/db (shop.yaml:21:1) selects StatefulSet/db, and no ingress rule allows 5432/TCP from Deployment/web
                fix: add podSelector app=web to ingress[0].from of NetworkPolicy/db (shop.yaml:27:5)
            """);
    }

    [Fact]
    public void Traffic_that_passes_though_it_should_not_is_told_with_the_rule()
    {
        var act = () => Shop.Deployment("api").Should().NotBeAbleToReach(Shop.Service("db"), 5432);

        Failing.Message(act).Should().Be(
            """
            Expected Shop.Deployment("api") to not be able to reach Service/db at 5432/TCP, but it is:

              shop.yaml:27:5  NetworkPolicy/db  spec.ingress[0]
                Deployment/api reaches it: no policy restricts Deployment/api; NetworkPolicy/db allows it by spec.ingress[0] (shop.yaml:27:5)
                fix: narrow that rule, or add a NetworkPolicy that selects either end
            """);
    }

    [Fact]
    public void A_table_fails_with_the_missing_and_the_surplus_edges()
    {
        var act = () => Shop.Should().MatchReachability("web -> db:5432");

        Failing.Message(act).Should().Contain("api -> db:5432 is open and not in the table").And.Contain("web -> db:5432 is in the table and not open");
    }

    [Fact]
    public void Pods_on_the_network_of_their_node_are_left_open_until_it_is_decided()
    {
        var set = Manifests.Parse(Shop[0].With("spec.template.spec.hostNetwork", true).ToYaml() + "---\n" + string.Join("---\n", Shop.Skip(1).Select(m => m.ToYaml())));

        set.Deployment("web").Reach(set.Service("db"), 5432).Verdict.Should().Be(ReachVerdict.DependsOnPlugin);
        var act = () => set.Deployment("web").Should().NotBeAbleToReach(set.Service("db"), 5432);
        Failing.Message(act).Should().Contain("Deployment/web uses the network of its node: what policies mean there depends on the network plugin")
            .And.Contain("fix: decide it for your cluster: manifests.TreatingUndefinedTrafficAs(ReachVerdict.Allowed), or Denied");

        var decided = set.TreatingUndefinedTrafficAs(ReachVerdict.Denied);
        decided.Deployment("web").Should().NotBeAbleToReach(decided.Service("db"), 5432);
    }

    [Fact]
    public void An_assumed_namespace_has_labels_that_policies_select()
    {
        var set = Manifests.Parse(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: prom, namespace: monitoring}
            spec: {containers: [{name: c, image: c:1}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: web, namespace: shop}
            spec: {containers: [{name: c, image: c:1, ports: [{containerPort: 9000}]}]}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: p, namespace: shop}
            spec: {podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: ops}}}]}]}
            """);

        set.Pod("prom").Should().NotBeAbleToReach(set.Pod("web"), 9000);
        var assuming = set.Assuming(Assume.Namespace("monitoring", ("team", "ops")));
        assuming.Pod("prom").Should().BeAbleToReach(assuming.Pod("web"), 9000);
    }

    [Theory]
    [InlineData("53/XDP")]
    [InlineData("")]
    [InlineData("70000")]
    public void What_is_not_a_port_is_refused(string text)
    {
        var act = () => NetworkPort.Parse(text);

        act.Should().Throw<FormatException>().WithMessage($"'{text}' is not a port*");
    }
}
