namespace KubeAssert.Tests.References;

public sealed class ServiceReferenceTests
{
    private static readonly string Web = Missing.Deployment("web", "{containers: [{name: web, image: a, ports: [{name: http, containerPort: 8080}]}]}");

    [Fact]
    public void A_selector_that_no_pods_carry_is_reported_with_the_nearest_label() =>
        Missing.In(Missing.Deployment("flask", "{containers: []}", "{app: flask}") + Missing.Object("v1", "Service", "flask", "spec: {selector: {app: flaskapp}}"))
            .Should().Be("shop.yaml:15:18 Service/flask spec.selector selects app=flaskapp; no pod template among the 2 manifests carries that label"
                + " | Deployment/flask carries app=flask (shop.yaml:9:21) | select app=flask [references/service-pods]");

    [Fact]
    public void The_template_that_differs_in_the_fewest_labels_is_the_nearest() =>
        Missing.In(Missing.Deployment("web", "{containers: []}", "{app: web, tier: front}") + Missing.Deployment("api", "{containers: []}", "{app: api, tier: back, track: new}")
            + Missing.Object("v1", "Service", "api", "spec: {selector: {app: api, tier: bakc, track: new}}"))
            .Should().Be("shop.yaml:25:18 Service/api spec.selector selects app=api,tier=bakc,track=new; no pod template among the 3 manifests carries these labels"
                + " | Deployment/api carries tier=back (shop.yaml:19:32) | select tier=back [references/service-pods]");

    [Theory]
    [InlineData("app: web-1977x", "Deployment/web-1977 carries app=web-1977 (shop.yaml:19779:21) | select app=web-1977")]
    [InlineData("name: web-0077", "Deployment/web-0077 carries app=web-0077 (shop.yaml:779:15) | select app=web-0077")]
    [InlineData("app: web-0077, track: old", "Deployment/web-0077 carries track=new (shop.yaml:779:38) | give the pods track=old, or select what they carry")]
    public void The_nearest_is_found_among_very_many(string selector, string nearestAndFix) =>
        Missing.In(string.Concat(Enumerable.Range(0, 2000).Select(i => Missing.Deployment($"web-{i:0000}", "{containers: []}", $"{{app: web-{i:0000}, track: new}}")))
            + Missing.Object("v1", "Service", "web", $"spec: {{selector: {{{selector}}}}}"))
            .Should().EndWith($" | {nearestAndFix} [references/service-pods]");

    [Fact]
    public void Pods_of_the_wanted_labels_in_another_namespace_are_named() =>
        Missing.In(Web + Missing.Object("v1", "Service", "web", "spec: {selector: {app: web}}", "front"))
            .Should().Be("shop.yaml:15:18 Service/web spec.selector selects app=web; no pod template among the 2 manifests carries that label in namespace front"
                + " | Deployment/web carries app=web in namespace default (shop.yaml:9:15) | put both into one namespace, front or default [references/service-pods]");

    [Theory]
    [InlineData("{selector: {app: web}, ports: [{port: 80, targetPort: http}]}")]
    [InlineData("{selector: {app: web}, ports: [{port: 8080}]}")]
    [InlineData("{selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}")]
    [InlineData("{ports: [{port: 80}]}")]
    [InlineData("{selector: {}, ports: [{port: 80}]}")]
    [InlineData("{type: ExternalName, externalName: example.com, selector: {app: none}}")]
    [InlineData("{clusterIP: None, selector: {app: web}, ports: [{port: 1}]}")]
    public void What_reaches_pods_is_not_reported(string spec) => Missing.In(Web + Missing.Object("v1", "Service", "web", "spec: " + spec)).Should().BeEmpty();

    [Fact]
    public void A_port_name_that_no_container_has_is_reported_with_the_nearest() =>
        Missing.In(Web + Missing.Object("v1", "Service", "web", "spec: {selector: {app: web}, ports: [{port: 80, targetPort: htpp}]}"))
            .Should().Be("shop.yaml:15:61 Service/web spec.ports[0].targetPort sends to port htpp of Deployment/web, which has http"
                + " | port http of Deployment/web (shop.yaml:10:55) | use http [references/service-port]");

    [Fact]
    public void A_port_number_need_not_be_declared() =>
        Missing.In(Web + Missing.Object("v1", "Service", "web", "spec: {selector: {app: web}, ports: [{port: 80}, {port: 81, targetPort: 8112}]}")).Should().BeEmpty();

    [Fact]
    public void A_port_number_is_fine_where_containers_declare_none()
    {
        var set = Manifests.Parse(Missing.Deployment("web", "{containers: [{name: web, image: a}]}")
            + Missing.Object("v1", "Service", "web", "spec: {selector: {app: web}, ports: [{port: 80}]}"), "shop.yaml");

        set.References().Single(r => r.Kind == ReferenceKind.ServicePort).Elsewhere.Should().Be("a container need not declare its ports");
    }

    [Fact]
    public void The_protocol_of_a_port_counts() =>
        Missing.In(Web + Missing.Object("v1", "Service", "web", "spec: {selector: {app: web}, ports: [{port: 53, protocol: UDP, targetPort: http}]}"))
            .Should().Be("shop.yaml:15:76 Service/web spec.ports[0].targetPort sends UDP to port http of Deployment/web, which is TCP"
                + " | port http of Deployment/web is TCP (shop.yaml:10:55) | set protocol: TCP [references/service-port]");

    [Fact]
    public void A_name_for_a_port_that_has_none_is_to_be_given_to_it() =>
        Missing.In(Missing.Deployment("web", "{containers: [{name: web, image: a, ports: [{containerPort: 8080}]}]}")
            + Missing.Object("v1", "Service", "web", "spec: {selector: {app: web}, ports: [{port: 80, targetPort: http}]}"))
            .Should().Be("shop.yaml:15:61 Service/web spec.ports[0].targetPort sends to port http of Deployment/web, which has no named ports, only 8080"
                + " | - | write 8080, or name port 8080 of Deployment/web http [references/service-port]");

    [Fact]
    public void An_Ingress_that_names_a_port_without_a_name_is_told_its_number() =>
        Missing.In(Web + Missing.Object("v1", "Service", "web", "spec: {selector: {app: web}, ports: [{port: 80, targetPort: http}]}")
            + Missing.Object("networking.k8s.io/v1", "Ingress", "web", "spec: {defaultBackend: {service: {name: web, port: {name: htpp}}}}"))
            .Should().EndWith(" Ingress/web spec.defaultBackend.service.port.name sends to port htpp of Service/web, which has no named ports, only 80"
                + " | - | write number: 80, or name port 80 of Service/web htpp [references/ingress-port]");

    [Fact]
    public void A_set_without_any_pods_may_be_a_part()
    {
        var set = Manifests.Parse(Missing.Object("v1", "Service", "web", "spec: {selector: {app: web}}"));

        set.References().Should().ContainSingle().Which.Elsewhere.Should().Be("no pods are among the manifests");
    }

    [Fact]
    public void Pods_of_custom_objects_and_of_the_Prometheus_operator_count() =>
        Missing.In(Web
            + Missing.Object("argoproj.io/v1alpha1", "Rollout", "slow", "spec: {template: {metadata: {labels: {app: slow}}, spec: {containers: [{name: slow}]}}}")
            + Missing.Object("monitoring.coreos.com/v1", "Prometheus", "main", "spec: {podMetadata: {labels: {team: a}}}")
            + Missing.Object("v1", "Service", "slow", "spec: {selector: {app: slow}}")
            + Missing.Object("v1", "Service", "prometheus", "spec: {selector: {app.kubernetes.io/name: prometheus, prometheus: main, team: a}}")).Should().BeEmpty();

    [Fact]
    public void The_graph_answers_who_is_selected_and_by_whom()
    {
        var set = Manifests.Parse(Web + Missing.Object("v1", "Service", "web", "spec: {selector: {app: web}, ports: [{port: 80, targetPort: http}]}"), "shop.yaml");
        var graph = set.References();

        graph.PodsSelectedBy(set.Service("web")).Should().ContainSingle().Which.Should().BeSameAs(set.Deployment("web").PodTemplate);
        graph.ReferencesFrom(set.Service("web").Manifest).Select(r => r.ToString()).Should().Equal(
            "Service/web spec.selector -> Pod with app=web", "Service/web spec.ports[0].targetPort -> port http of Deployment/web");
        graph.ReferencesTo(set.Deployment("web").Manifest).Should().HaveCount(2);
        set.References().Should().BeSameAs(graph);
        graph.NearestPodTemplate(LabelSelector.Parse("app=wbe"), "default")!.ToString().Should().Be("Deployment/web carries app=web (shop.yaml:9:21)");
    }

    [Fact]
    public void A_resolved_reference_has_no_finding()
    {
        var set = Manifests.Parse(Web + Missing.Object("v1", "Service", "web", "spec: {selector: {app: web}}"));

        var act = () => set.References()[0].ToFinding();

        act.Should().Throw<InvalidOperationException>().WithMessage(
            "Service/web spec.selector -> Pod with app=web is Resolved: there is nothing to find fault with. Ask IsMissing first.");
    }

    [Fact]
    public void An_ingress_needs_its_services_ports_and_certificates() =>
        Missing.In(Web + Missing.Object("v1", "Service", "web", "spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: 8080}]}")
            + Missing.Object("networking.k8s.io/v1", "Ingress", "shop", """
                spec:
                  ingressClassName: nginx
                  tls: [{secretName: shop-tls}]
                  defaultBackend: {service: {name: wbe, port: {number: 80}}}
                  rules:
                  - http:
                      paths:
                      - {path: /a, pathType: Prefix, backend: {service: {name: web, port: {number: 8080}}}}
                      - {path: /b, pathType: Prefix, backend: {service: {name: web, port: {name: http}}}}
                      - {path: /c, pathType: Prefix, backend: {service: {name: web, port: {name: https}}}}
                """)).Should().Be("""
                shop.yaml:23:36 Ingress/shop spec.defaultBackend.service.name names Service/wbe, which is not among the 3 manifests | Service/web (shop.yaml:12:1) | name web [references/ingress-service]
                shop.yaml:27:84 Ingress/shop spec.rules[0].http.paths[0].backend.service.port.number sends to port 8080 of Service/web, which has 80 | port 80 of Service/web (shop.yaml:15:57) | use 80 [references/ingress-port]
                shop.yaml:29:82 Ingress/shop spec.rules[0].http.paths[2].backend.service.port.name sends to port https of Service/web, which has http | port http of Service/web (shop.yaml:15:45) | use http [references/ingress-port]
                shop.yaml:22:22 Ingress/shop spec.tls[0].secretName names Secret/shop-tls, which is not among the 3 manifests | - | add Secret/shop-tls, or declare it with Expecting("Secret/shop-tls") [references/tls-secret]
                """);

    [Fact]
    public void A_stateful_set_needs_its_service() =>
        Missing.In(Missing.Object("apps/v1", "StatefulSet", "db", "spec: {serviceName: db-headles, template: {spec: {containers: []}}}")
            + Missing.Object("v1", "Service", "db-headless", "spec: {clusterIP: None}"))
            .Should().Be("shop.yaml:5:21 StatefulSet/db spec.serviceName names Service/db-headles, which is not among the 2 manifests"
                + " | Service/db-headless (shop.yaml:7:1) | name db-headless [references/stateful-set-service]");
}
