using FluentAssertions.Execution;

namespace KubeAssert.Tests.Comparison;

public sealed class ComparisonAssertionTests
{
    private static readonly ManifestSet Staging = Manifests.Parse(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: 1
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
              - name: web
                image: shop/web:1.3
                resources: {limits: {cpu: 1000m}}
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: shop}
        spec:
          rules:
          - host: staging.example.com
        """,
        "staging.yaml");

    private static readonly ManifestSet Prod = Manifests.Parse(
        """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: shop}
        spec:
          rules:
          - host: shop.example.com
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          selector: {matchLabels: {app: web}}
          replicas: 3
          template:
            metadata: {labels: {app: web}}
            spec:
              terminationGracePeriodSeconds: 30
              containers:
              - name: web
                image: shop/web:1.2
                resources: {limits: {cpu: 1}}
        """,
        "prod.yaml");

    [Fact]
    public void Sets_may_differ_where_the_test_says_so()
    {
        var (staging, prod) = (Staging, Prod);

        staging.Should().DifferFrom(prod).OnlyAt("Deployment/web spec.replicas", "Ingress/* spec.rules[*].host", "Deployment/* spec..image");
        staging.Should().DifferFrom(prod).OnlyAt("Deployment/web", "Ingress/shop spec.rules[0]");
        staging.Should().DifferFrom(prod).OnlyAt("Deployment/web spec.replicas", "Deployment/web spec.template.spec.containers[name=web]", "*/* spec.rules");
        staging.Should().DifferFrom(prod).OnlyAt("Deployment/web spec", "Ingress/shop spec.rules[host=shop.example.com].host");
        prod.Should().DifferFrom(staging).OnlyAt("Deployment/web spec", "Ingress/shop spec.rules[host=shop.example.com]..host");
    }

    [Fact]
    public void A_difference_elsewhere_is_shown_with_both_places()
    {
        var (staging, prod) = (Staging, Prod);

        var act = () => staging.Should().DifferFrom(prod).OnlyAt("Deployment/web spec.replicas", "Ingress/* spec.rules[*].host", "Service/web spec.ports");

        act.Should().Throw<Exception>().Which.Message.Should().Be(
            """
            Expected staging to differ from the other manifests only at Deployment/web spec.replicas, Ingress/* spec.rules[*].host, Service/web spec.ports, but 1 of 3 differences is elsewhere:

              Deployment/web  spec.template.spec.containers[name=web].image
                this   staging.yaml:12:16  shop/web:1.3
                other  prod.yaml:20:16     shop/web:1.2

              nothing differs at: Service/web spec.ports
            """);
    }

    [Theory]
    [InlineData("ports: [{port: 80}, {port: 443, name: tls}]", "ports: [{port: 443, name: https}, {port: 80, protocol: TCP}]", "Service/web spec.ports[port=443].name")]
    [InlineData("ports: [{port: 53}, {port: 53, protocol: UDP, name: a}]", "ports: [{port: 53, protocol: UDP, name: b}, {port: 53}]", "Service/web spec.ports[port=53,protocol=UDP].name")]
    [InlineData("type: ClusterIP", "type: LoadBalancer", "Service/web spec.type")]
    [InlineData("sessionAffinity: None, ports: [{port: 80}]", "sessionAffinity: ClientIP, ports: [{port: 80, targetPort: 80}]", "Service/web spec.sessionAffinity")]
    [InlineData("loadBalancerSourceRanges: [10.0.0.0/8, 11.0.0.0/8], ports: [{port: 80}]", "loadBalancerSourceRanges: [11.0.0.0/8, 10.0.0.0/8], ports: [{port: 81}]", "Service/web spec.ports")]
    public void What_may_differ_is_named_by_keys_whatever_the_order_and_the_defaults(string one, string other, string place)
    {
        static ManifestSet Service(string spec) => Manifests.Parse($"apiVersion: v1\nkind: Service\nmetadata: {{name: web}}\nspec: {{selector: {{app: web}}, {spec}}}\n");

        Service(one).Should().DifferFrom(Service(other)).OnlyAt(place);
    }

    [Fact]
    public void Sets_that_should_match_show_all_differences()
    {
        var act = () => Staging.Should().MatchManifests(Prod, "both are {0}", "ours");

        act.Should().Throw<Exception>().Which.Message.Should().Be(
            """
            Expected Staging to match the other manifests because both are ours, but there are 3 differences:

              Deployment/web  spec.replicas
                this   staging.yaml:5:13  1
                other  prod.yaml:13:13    3

              Deployment/web  spec.template.spec.containers[name=web].image
                this   staging.yaml:12:16  shop/web:1.3
                other  prod.yaml:20:16     shop/web:1.2

              Ingress/shop  spec.rules[0].host
                this   staging.yaml:20:11  staging.example.com
                other  prod.yaml:6:11      shop.example.com
            """);
    }

    [Fact]
    public void Sets_that_are_the_same_don_t_differ()
    {
        var act = () => Staging.Should().DifferFrom(Staging);

        act.Should().Throw<Exception>().WithMessage("Expected Staging to differ from the other manifests, but all 2 are the same to the API server");
    }

    [Fact]
    public void Nothing_matches_nothing_is_no_proof()
    {
        var none = Staging.WithManifests([]);

        var act = () => none.Should().MatchManifests(none);

        act.Should().Throw<Exception>().WithMessage("*there are no manifests on either side. A test that checks nothing proves nothing.");
    }

    [Fact]
    public void Nothing_is_thrown_inside_a_scope()
    {
        using var scope = new AssertionScope();
        ManifestSet? none = null;

        none.Should().MatchManifests(Prod);
        none.Should().DifferFrom(Prod).OnlyAt("Deployment/web");
        Staging.Should().DifferFrom(Prod).OnlyAt("Deployment/{0} x").And.HaveCount(2);

        scope.Discard().Should().HaveCount(3);
    }

    [Fact]
    public void A_place_without_an_object_is_refused()
    {
        var act = () => Staging.Should().DifferFrom(Prod).OnlyAt("spec.replicas");

        act.Should().Throw<FormatException>().WithMessage(
            "The place 'spec.replicas' does not begin with an object: write Kind/name, a blank and a path, as in 'Deployment/web spec.replicas'; * stands for any name.");
    }

    [Fact]
    public void Many_differences_are_counted()
    {
        static string Map(int from) => "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {" + string.Join(", ", Enumerable.Range(0, 13).Select(i => $"k{i:00}: v{from + i}")) + "}";

        var text = ManifestDiff.Between(Manifests.Parse(Map(0)), Manifests.Parse(Map(1))).ToString();

        text.Should().EndWith("\n\n  and 3 more: ConfigMap/c 3");
    }
}
