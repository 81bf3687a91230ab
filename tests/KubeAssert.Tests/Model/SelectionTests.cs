namespace KubeAssert.Tests.Model;

public sealed class SelectionTests
{
    private static readonly ManifestSet Shop = Manifests.Parse("""
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: front}
        spec:
          replicas: 3
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web, tier: front}}
            spec:
              initContainers:
              - {name: migrate, image: shop/migrate:1}
              - {name: proxy, image: envoy:1, restartPolicy: Always}
              containers:
              - {name: web, image: shop/web:1}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: api}
        spec:
          selector: {matchLabels: {app: api}}
          template:
            metadata: {labels: {app: api}}
            spec:
              containers:
              - {name: api, image: shop/api:1}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: front, labels: {app: web}}
        spec:
          selector: {app: web}
          ports: [{name: http, port: 80, targetPort: http}, {name: admin, port: 9000}]
        ---
        apiVersion: argoproj.io/v1alpha1
        kind: Rollout
        metadata: {name: slow}
        spec:
          template:
            metadata: {labels: {app: slow}}
            spec:
              containers: [{name: slow, image: shop/slow:1}]
        """, "shop.yaml");

    [Fact]
    public void Every_workload_has_its_containers_with_their_roles()
    {
        Shop.Deployment("web").Containers.Select(c => $"{c} is {c.Role}").Should().Equal(
            "Deployment/web container web is Main", "Deployment/web init container migrate is Init", "Deployment/web sidecar proxy is Sidecar");
        Shop.Deployment("web").Replicas.Should().Be(3);
        Shop.Deployment("api").Replicas.Should().Be(1);
        Shop.Containers().Should().HaveCount(4);
    }

    [Fact]
    public void A_custom_kind_counts_as_workload_once_it_is_registered()
    {
        Shop.Workloads().Should().HaveCount(2);
        Shop.WithWorkload("argoproj.io/v1alpha1", "Rollout").Workloads().Select(w => w.ToString()).Should().Contain("Rollout/slow");
        Shop.WithWorkload("argoproj.io/*", "Rollout").WithDefaultNamespace("shop").Containers().Should().HaveCount(5);
        Shop.WithWorkload("argoproj.io/v1beta1", "Rollout").Workloads().Should().HaveCount(2);
    }

    [Fact]
    public void A_selection_remembers_what_was_filtered_away()
    {
        var none = Shop.Services().InNamespace("front").WithLabels("app=api");

        none.Should().BeEmpty();
        none.Description.Should().Be("services in namespace front with labels app=api");
        none.WhyEmpty.Should().Be("none of 1 services is left: 1 of 1 in namespace front, 0 of 1 with labels app=api");
        Shop.Services().Where(s => s.Type == "NodePort").WhyEmpty.Should().Be("""none of 1 services is left: 0 of 1 where s => s.Type == "NodePort" """.TrimEnd());
        Shop.InNamespace("default").Services().WhyEmpty.Should().Be("there are no services among the 2 manifests (the set itself was narrowed: 2 of 4 in namespace default)");
        Shop.Services().WhyEmpty.Should().BeNull();
    }

    [Fact]
    public void Pod_templates_and_containers_are_chosen_by_the_labels_of_their_pods()
    {
        Shop.PodTemplates().WithLabels("tier").Should().ContainSingle().Which.ToString().Should().Be("Deployment/web");
        Shop.Containers().WithLabels("app in (web, api)").Should().HaveCount(4);
    }

    [Fact]
    public void A_name_that_nothing_has_is_answered_with_the_nearest_and_all_there_are()
    {
        var act = () => Shop.Deployment("wbe");

        act.Should().Throw<ManifestNotFoundException>().WithMessage(
            "The set has no Deployment/wbe. Nearest: Deployment/web in namespace front (shop.yaml:1:1). It has api, web.");
    }

    [Fact]
    public void A_name_in_another_namespace_is_answered_with_where_it_is()
    {
        var act = () => Shop.Deployment("web", "back");

        act.Should().Throw<ManifestNotFoundException>().WithMessage(
            "The set has no Deployment/web in namespace back. Nearest: Deployment/web in namespace front (shop.yaml:1:1). It has api, web.");
    }

    [Fact]
    public void A_kind_that_the_set_has_not_is_answered_so()
    {
        var act = () => Shop.StatefulSet("db");

        act.Should().Throw<ManifestNotFoundException>().WithMessage(
            "The set has no StatefulSet/db. There are no stateful sets among the 4 manifests.");
    }

    [Fact]
    public void A_name_in_two_namespaces_asks_for_one()
    {
        var twice = Manifests.Parse("{apiVersion: v1, kind: Service, metadata: {name: web}}\n---\n{apiVersion: v1, kind: Service, metadata: {name: web, namespace: front}}", "two.yaml");

        var act = () => twice.Service("web");

        act.Should().Throw<ManifestNotFoundException>().WithMessage(
            "The set has 2 objects Service/web: Service/web (two.yaml:1:1), Service/web in namespace front (two.yaml:3:1). Say which namespace is meant.");
        twice.Service("web", "front").Location.Line.Should().Be(3);
    }

    [Fact]
    public void Ports_of_a_service_send_to_their_own_number_unless_told_otherwise()
    {
        Shop.Service("web").Ports.Select(p => $"{p} -> {p.TargetPort}").Should().Equal("Service/web port http -> http", "Service/web port admin -> 9000");
    }

    [Fact]
    public void Objects_are_found_by_kind_and_by_view()
    {
        Shop.OfKind("argoproj.io/v1alpha1", "Rollout").Should().ContainSingle();
        Shop.OfKind("argoproj.io/v1", "Rollout").WhyEmpty.Should().Be("there are no argoproj.io/v1 Rollout objects among the 4 manifests");
        Shop.Views<Service>().Should().BeSameAs(Shop.Services());
        Shop.Manifest("Rollout", "slow").Namespace.Should().BeNull();

        var act = () => Shop.Views<string>();
        act.Should().Throw<ArgumentException>().WithMessage("String is no view that a set has. It has ConfigMap, Container, *, Workload.");
    }
}
