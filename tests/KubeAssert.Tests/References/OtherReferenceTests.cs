namespace KubeAssert.Tests.References;

public sealed class OtherReferenceTests
{
    private static readonly string Web = Missing.Deployment("web", "{containers: [{name: web, ports: [{name: http, containerPort: 8080}]}]}");

    [Fact]
    public void An_autoscaler_needs_its_target() =>
        Missing.In(Web + Missing.Object("autoscaling/v2", "HorizontalPodAutoscaler", "web", "spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: webb}}"))
            .Should().Be("shop.yaml:15:70 HorizontalPodAutoscaler/web spec.scaleTargetRef.name names Deployment/webb, which is not among the 2 manifests"
                + " | Deployment/web (shop.yaml:2:1) | name web [references/scale-target]");

    [Fact]
    public void Budgets_and_policies_need_pods() =>
        Missing.In(Web + Missing.Object("policy/v1", "PodDisruptionBudget", "web", "spec: {selector: {matchLabels: {app: wbe}}}")
            + Missing.Object("networking.k8s.io/v1", "NetworkPolicy", "web", "spec: {podSelector: {matchLabels: {app: web, tier: front}}}")
            + Missing.Object("networking.k8s.io/v1", "NetworkPolicy", "deny", "spec: {podSelector: {}}")).Should().Be("""
                shop.yaml:15:18 PodDisruptionBudget/web spec.selector selects app=wbe; no pod template among the 4 manifests carries that label | Deployment/web carries app=web (shop.yaml:9:21) | select app=web [references/disruption-budget-pods]
                shop.yaml:20:21 NetworkPolicy/web spec.podSelector selects app=web,tier=front; no pod template among the 4 manifests carries these labels | Deployment/web carries all but tier=front (shop.yaml:9:15) | give its pods tier=front, or do not ask for it [references/network-policy-pods]
                """);

    [Fact]
    public void Bindings_need_roles_and_accounts() =>
        Missing.In(Missing.Object("v1", "ServiceAccount", "web") + Missing.Object("rbac.authorization.k8s.io/v1", "Role", "reader")
            + Missing.Object("rbac.authorization.k8s.io/v1", "RoleBinding", "reader", """
                roleRef: {kind: Role, name: raeder}
                subjects: [{kind: ServiceAccount, name: web}, {kind: ServiceAccount, name: api}, {kind: User, name: jane}, {kind: ServiceAccount, name: x, namespace: elsewhere}]
                """)
            + Missing.ClusterObject("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", "view", """
                roleRef: {kind: ClusterRole, name: view}
                subjects: [{kind: ServiceAccount, name: default, namespace: default}]
                """)).Should().Be("""
                shop.yaml:15:29 RoleBinding/reader roleRef.name names Role/raeder, which is not among the 4 manifests | Role/reader (shop.yaml:7:1) | name reader [references/role]
                shop.yaml:16:76 RoleBinding/reader subjects[1].name names ServiceAccount/api, which is not among the 4 manifests | - | add ServiceAccount/api, or declare it with Expecting("ServiceAccount/api") [references/subject]
                """);

    [Fact]
    public void Webhooks_and_aggregated_apis_need_services_and_their_ports() =>
        Missing.In(Missing.Object("v1", "Service", "hook", "spec: {ports: [{port: 8443}]}")
            + Missing.ClusterObject("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", "a", "webhooks: [{clientConfig: {service: {name: hook, namespace: default}}}]")
            + Missing.ClusterObject("apiregistration.k8s.io/v1", "APIService", "b", "spec: {service: {name: hok, namespace: default, port: 8443}}")
            + Missing.ClusterObject("apiregistration.k8s.io/v1", "APIService", "c", "spec: {service: {name: x, namespace: elsewhere}}")).Should().Be("""
                shop.yaml:10:37 ValidatingWebhookConfiguration/a webhooks[0].clientConfig.service is called without a port, which means port 443 of Service/hook, which has 8443 | port 8443 of Service/hook (shop.yaml:5:23) | use 8443 [references/webhook-service]
                shop.yaml:15:24 APIService/b spec.service.name names Service/hok, which is not among the 4 manifests | Service/hook (shop.yaml:2:1) | name hook [references/api-service]
                """);

    [Fact]
    public void Claims_name_classes_and_volumes_that_the_platform_makes()
    {
        var set = Manifests.Parse(Missing.Object("v1", "PersistentVolumeClaim", "data", "spec: {storageClassName: fast, volumeName: pv-1}")
            + Missing.ClusterObject("v1", "PersistentVolume", "pv-1", "spec: {claimRef: {name: data, namespace: default}}"));

        set.References().Select(r => $"{r} {r.State}").Should().Equal(
            "PersistentVolumeClaim/data spec.storageClassName -> StorageClass/fast External",
            "PersistentVolumeClaim/data spec.volumeName -> PersistentVolume/pv-1 Resolved",
            "PersistentVolume/pv-1 spec.claimRef.name -> PersistentVolumeClaim/data Resolved");
    }

    [Fact]
    public void Routes_need_services_and_their_ports() =>
        Missing.In(Missing.Object("v1", "Service", "web", "spec: {ports: [{port: 80}]}")
            + Missing.Object("gateway.networking.k8s.io/v1", "HTTPRoute", "web", "spec: {parentRefs: [{name: public}], rules: [{backendRefs: [{name: web, port: 8080}, {name: wbe, port: 80}, {name: web, port: 80}]}]}"))
            .Should().Be("""
                shop.yaml:10:79 HTTPRoute/web spec.rules[0].backendRefs[0].port sends to port 8080 of Service/web, which has 80 | port 80 of Service/web (shop.yaml:5:23) | use 80 [references/route-port]
                shop.yaml:10:93 HTTPRoute/web spec.rules[0].backendRefs[1].name names Service/wbe, which is not among the 2 manifests | Service/web (shop.yaml:2:1) | name web [references/route-service]
                """);

    [Fact]
    public void Monitors_need_services_and_named_ports() =>
        Missing.In("---\napiVersion: v1\nkind: Service\nmetadata: {name: web, labels: {app: web}}\nspec: {ports: [{name: http, port: 80}]}\n"
            + Missing.Object("monitoring.coreos.com/v1", "ServiceMonitor", "a", "spec: {selector: {matchLabels: {app: web}}, endpoints: [{port: metrics}]}")
            + Missing.Object("monitoring.coreos.com/v1", "ServiceMonitor", "b", "spec: {selector: {matchLabels: {app: wbe}}, endpoints: [{port: http}]}")
            + Missing.Object("monitoring.coreos.com/v1", "ServiceMonitor", "c", "spec: {namespaceSelector: {matchNames: [elsewhere]}, selector: {matchLabels: {app: x}}}")).Should().Be("""
                shop.yaml:10:64 ServiceMonitor/a spec.endpoints[0].port scrapes port metrics of Service/web, which has http | port http of Service/web (shop.yaml:5:23) | use http [references/monitor-port]
                shop.yaml:15:18 ServiceMonitor/b spec.selector selects app=wbe; no Service among the 4 manifests carries that label | Service/web carries app=web (shop.yaml:4:37) | select app=web [references/service-monitor]
                """);

    [Fact]
    public void The_service_of_the_api_server_exists_in_every_cluster() =>
        Missing.In(Missing.Object("v1", "Service", "web") + Missing.Object("monitoring.coreos.com/v1", "ServiceMonitor", "a", "spec: {selector: {matchLabels: {component: apiserver, provider: kubernetes}}}"))
            .Should().BeEmpty();

    [Fact]
    public void A_custom_object_needs_a_served_version_of_its_kind_where_the_set_defines_the_group() =>
        Missing.In(Missing.ClusterObject("apiextensions.k8s.io/v1", "CustomResourceDefinition", "queues.shop.example", "spec: {group: shop.example, names: {kind: Queue}, versions: [{name: v1, served: true}]}")
            + Missing.Object("shop.example/v1", "Queue", "a") + Missing.Object("shop.example/v1beta1", "Queue", "b") + Missing.Object("shop.example/v1", "Quue", "c")
            + Missing.Object("other.example/v1", "Thing", "d")).Should().Be("""
                shop.yaml:12:13 Queue/b apiVersion is of version v1beta1; CustomResourceDefinition/queues.shop.example serves v1 | CustomResourceDefinition/queues.shop.example serves v1 (shop.yaml:2:1) | use apiVersion shop.example/v1 [references/custom-resource-definition]
                shop.yaml:18:7 Quue/c kind is of kind Quue; no CustomResourceDefinition among the 5 manifests defines it in shop.example | CustomResourceDefinition/queues.shop.example defines Queue (shop.yaml:2:1) | use kind Queue [references/custom-resource-definition]
                """);

    [Fact]
    public void What_exists_elsewhere_can_be_declared_for_the_set_or_by_a_manifest()
    {
        var yaml = Missing.Deployment("web", "{serviceAccountName: robot, containers: [{name: web, envFrom: [{secretRef: {name: shop-db}}, {secretRef: {name: shop-mail}}]}]}");

        Missing.In(Manifests.Parse(yaml).Expecting("Secret/shop-*", "ServiceAccount/default/robot")).Should().BeEmpty();
        Missing.In(Manifests.Parse(yaml).Expecting("Secret/shop-db").Expecting("ServiceAccount/*")).Should().Contain("Secret/shop-mail").And.NotContain("robot");
        Missing.In(yaml.Replace("metadata: {name: web,", "metadata: {annotations: {kubeassert.dev/expects: 'Secret/*, ServiceAccount/robot'}, name: web,", StringComparison.Ordinal)).Should().BeEmpty();
        Manifests.Parse(yaml).Expecting("*/*").References().Select(r => r.Elsewhere).Distinct().Should().Equal("declared as existing elsewhere");
    }

    [Fact]
    public void Pods_and_keys_can_be_declared_too()
    {
        var yaml = Web + Missing.Object("v1", "Service", "db", "spec: {selector: {app: db}}") + Missing.Object("v1", "ConfigMap", "c", "data: {a: b}")
            + Missing.Object("v1", "Pod", "p", "spec: {containers: [{name: p, env: [{name: A, valueFrom: {configMapKeyRef: {name: c, key: k}}}]}]}");

        Missing.In(yaml).Split('\n').Should().HaveCount(2);
        Missing.In(Manifests.Parse(yaml).Expecting("Pod with app=db", "ConfigMap/c[k]")).Should().BeEmpty();
    }

    [Theory]
    [InlineData("Secret")]
    [InlineData("Secret/")]
    [InlineData("")]
    public void A_declaration_that_names_nothing_is_refused(string text)
    {
        var act = () => Manifests.Parse(Web).Expecting(text);

        act.Should().Throw<FormatException>().WithMessage($"'{text}' names nothing that could exist elsewhere: *");
    }

    [Fact]
    public void References_of_custom_kinds_can_be_registered()
    {
        var set = Manifests.Parse(Web + Missing.Object("shop.example/v1", "Queue", "q", "spec: {workers: [{secretName: key}], selector: {app: wbe}}"), "shop.yaml");

        Missing.In(set).Should().BeEmpty();
        Missing.In(set.WithReference("shop.example/*", "Queue", "spec.workers[*].secretName", "Secret").WithPodSelector("shop.example/v1", "Queue", "spec.selector")).Should().Be("""
            shop.yaml:15:31 Queue/q spec.workers[0].secretName names Secret/key, which is not among the 2 manifests | - | add Secret/key, or declare it with Expecting("Secret/key") [references/custom-secret]
            shop.yaml:15:48 Queue/q spec.selector selects app=wbe; no pod template among the 2 manifests carries that label | Deployment/web carries app=web (shop.yaml:9:21) | select app=web [references/custom-pods]
            """);

        var act = () => set.WithReference("shop.example/v1", "Queue", "spec.[", "Secret");
        act.Should().Throw<FormatException>();
    }

    [Fact]
    public void Workloads_registered_by_path_are_followed()
    {
        var set = Manifests.Parse(Missing.Object("argoproj.io/v1alpha1", "Rollout", "slow", "spec: {template: {metadata: {labels: {app: slow}}, spec: {serviceAccountName: slow, containers: []}}}"));

        set.References().Missing.Should().BeEmpty();
        set.WithWorkload("argoproj.io/v1alpha1", "Rollout").References().Missing.Should().ContainSingle().Which.Target.ToString().Should().Be("ServiceAccount/slow");
    }

    [Fact]
    public void A_graph_of_thousands_of_objects_is_made_in_a_moment()
    {
        var yaml = new System.Text.StringBuilder();
        for (var i = 0; i < 3000; i++)
        {
            yaml.Append(System.Globalization.CultureInfo.InvariantCulture, $"---\n{{apiVersion: v1, kind: Pod, metadata: {{name: p{i}, labels: {{app: a{i}}}}}, spec: {{serviceAccountName: s{i}, containers: []}}}}\n");
            yaml.Append(System.Globalization.CultureInfo.InvariantCulture, $"---\n{{apiVersion: v1, kind: Service, metadata: {{name: v{i}}}, spec: {{selector: {{app: a{i}}}}}}}\n");
        }

        var set = Manifests.Parse(yaml.ToString());
        var clock = System.Diagnostics.Stopwatch.StartNew();
        set.References().Should().HaveCount(6000);
        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(5));
    }
}
