namespace KubeAssert.Tests.References;

/// <summary>What custom objects and the rarer built-in ones reference.</summary>
public sealed class FieldReferencesTests
{
    [Theory]
    [InlineData("kustomize.toolkit.fluxcd.io/v1", "Kustomization", "spec: {sourceRef: {kind: GitRepository, name: gone}, dependsOn: [{name: infra}]}", "GitRepository/gone Kustomization/infra")]
    [InlineData("kustomize.toolkit.fluxcd.io/v1", "Kustomization", "spec: {sourceRef: {kind: GitRepository, name: flux-system}}", "")]
    [InlineData("helm.toolkit.fluxcd.io/v2", "HelmRelease", "spec: {chartRef: {kind: OCIRepository, name: gone}, valuesFrom: [{kind: Secret, name: values}, {kind: ConfigMap, name: maybe, optional: true}]}", "OCIRepository/gone Secret/values")]
    [InlineData("helm.toolkit.fluxcd.io/v2", "HelmRelease", "spec: {chart: {spec: {sourceRef: {kind: HelmRepository, name: bitnami, namespace: flux-system}}}}", "")]
    [InlineData("cert-manager.io/v1", "Certificate", "spec: {secretName: s, issuerRef: {kind: Issuer, name: gone}}", "Issuer/gone")]
    [InlineData("cert-manager.io/v1", "Certificate", "spec: {secretName: s, issuerRef: {kind: ClusterIssuer, name: letsencrypt}}", "")]
    [InlineData("cert-manager.io/v1", "Certificate", "spec: {secretName: s, issuerRef: {group: awspca.cert-manager.io, kind: Issuer, name: x}}", "")]
    [InlineData("keda.sh/v1alpha1", "ScaledObject", "spec: {scaleTargetRef: {name: web}, triggers: [{type: cpu, authenticationRef: {name: nope}}]}", "TriggerAuthentication/nope")]
    [InlineData("keda.sh/v1alpha1", "TriggerAuthentication", "spec: {secretTargetRef: [{parameter: p, name: login, key: k}]}", "Secret/login")]
    [InlineData("external-secrets.io/v1", "ExternalSecret", "spec: {secretStoreRef: {kind: SecretStore, name: nostore}, target: {name: t}}", "SecretStore/nostore")]
    [InlineData("external-secrets.io/v1", "ExternalSecret", "spec: {secretStoreRef: {kind: ClusterSecretStore, name: any}, target: {name: t}}", "")]
    [InlineData("external-secrets.io/v1alpha1", "PushSecret", "spec: {selector: {secret: {name: source}}, secretStoreRefs: [{kind: ClusterSecretStore, name: s}]}", "Secret/source")]
    [InlineData("traefik.io/v1alpha1", "IngressRoute", "spec: {routes: [{services: [{name: webzz, port: 80}, {kind: TraefikService, name: api@internal}]}], tls: {secretName: gone}}", "Service/webzz Secret/gone")]
    [InlineData("argoproj.io/v1alpha1", "Application", "spec: {project: default}", "")]
    [InlineData("argoproj.io/v1alpha1", "Rollout", "spec: {strategy: {canary: {canaryService: web-canary, stableService: web, steps: [{analysis: {templates: [{templateName: errors}]}}]}}}", "Service/web-canary AnalysisTemplate/errors")]
    [InlineData("argoproj.io/v1alpha1", "Rollout", "spec: {strategy: {canary: {analysis: {templates: [{templateName: errors, clusterScope: true}]}}}}", "")]
    [InlineData("monitoring.coreos.com/v1", "ServiceMonitor", "spec: {selector: {matchLabels: {app: web}}, endpoints: [{basicAuth: {username: {name: basic, key: user}}}]}", "Secret/basic")]
    [InlineData("networking.istio.io/v1", "VirtualService", "spec: {http: [{route: [{destination: {host: webbb}}, {destination: {host: web}}, {destination: {host: api.example.com}}]}]}", "Service/webbb")]
    [InlineData("networking.istio.io/v1", "DestinationRule", "spec: {host: gone.default.svc.cluster.local}", "Service/gone")]
    [InlineData("route.openshift.io/v1", "Route", "spec: {to: {kind: Service, name: nowhere}}", "Service/nowhere")]
    [InlineData("rabbitmq.com/v1beta1", "Queue", "spec: {rabbitmqClusterReference: {name: mq}}", "RabbitmqCluster/mq")]
    public void A_field_of_a_custom_object_references_what_its_table_says(string apiVersion, string kind, string spec, string missing)
    {
        var set = Manifests.Parse(Missing.Object(apiVersion, kind, "x", spec) + Web);

        set.References().Missing.Select(reference => reference.Target.ToString()).Should().Equal(missing.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void What_is_absent_comes_with_the_call_that_declares_it() =>
        Missing.In(Missing.Object("keda.sh/v1alpha1", "ScaledObject", "web", "spec: {triggers: [{type: cpu, authenticationRef: {name: nope}}]}")).Should().Be(
            "shop.yaml:5:57 ScaledObject/web spec.triggers[0].authenticationRef.name names TriggerAuthentication/nope, which is not among the 1 manifest"
            + " | - | add TriggerAuthentication/nope, or declare it with Expecting(\"TriggerAuthentication/nope\") [references/trigger-authentication]");

    [Fact]
    public void A_subset_is_one_of_the_rule_of_its_host() =>
        Missing.In(Web
            + Missing.Object("networking.istio.io/v1", "DestinationRule", "web", "spec: {host: web, subsets: [{name: v1}]}")
            + Missing.Object("networking.istio.io/v1", "VirtualService", "web", "spec: {gateways: [mesh, istio-ingress/public], http: [{route: [{destination: {host: web, subset: v1}}, {destination: {host: web, subset: v2}}]}]}"))
            .Should().Contain("sends to subset v2 of DestinationRule/web, which has v1").And.NotContain("Gateway");

    [Theory]
    [InlineData("{kind: Deployment, name: web, apiVersion: apps/v1}", "")]
    [InlineData("{kind: Deployment, name: web, apiVersion: apps/v1beta1}", "")]
    [InlineData("{kind: Deployment, name: web, apiVersion: extensions/v1beta1}", "scales a Deployment of group extensions, which does not serve that kind | write apiVersion: apps/v1")]
    [InlineData("{kind: Deployment, name: web, apiVersion: app/v1}", "scales a Deployment of group app, which does not serve that kind | write apiVersion: apps/v1")]
    [InlineData("{kind: DaemonSet, name: web, apiVersion: apps/v1}", "scales a DaemonSet, which has no replicas to scale | name a Deployment, a StatefulSet or a ReplicaSet")]
    [InlineData("{kind: Job, name: web, apiVersion: batch/v1}", "scales a Job, which has no replicas to scale | name a Deployment, a StatefulSet or a ReplicaSet")]
    [InlineData("{kind: KafkaNodePool, name: web, apiVersion: kafka.strimzi.io/v1beta2}", "")]
    public void An_autoscaler_needs_a_target_that_can_be_scaled(string target, string expected)
    {
        var set = Manifests.Parse(Missing.Object("autoscaling/v2", "HorizontalPodAutoscaler", "h", $"spec: {{scaleTargetRef: {target}}}") + Web);

        string.Join('\n', set.References().Missing.Select(reference => $"{reference.Message} | {reference.Fix}")).Should().Be(expected);
    }

    [Fact]
    public void A_recommender_may_target_what_has_no_replicas() =>
        Missing.In(Missing.Object("autoscaling.k8s.io/v1", "VerticalPodAutoscaler", "v", "spec: {targetRef: {apiVersion: apps/v1, kind: DaemonSet, name: agent}}") + Missing.Object("apps/v1", "DaemonSet", "agent"))
            .Should().BeEmpty();

    [Theory]
    [InlineData("metrics", "")]
    [InlineData("metrcs", "lets in port metrcs of Deployment/web, which has metrics")]
    public void A_policy_lets_in_a_named_port_that_its_pods_have(string port, string expected) =>
        Manifests.Parse(Web + Missing.Object("networking.k8s.io/v1", "NetworkPolicy", "n", $"spec: {{podSelector: {{matchLabels: {{app: web}}}}, ingress: [{{ports: [{{port: {port}}}, {{port: 80}}]}}]}}"))
            .References().Missing.Select(reference => reference.Message).Should().Equal(expected.Length == 0 ? [] : [expected]);

    [Fact]
    public void A_token_needs_its_account_and_rights_on_groups_that_are_gone_grant_nothing() =>
        Missing.In("""
            apiVersion: v1
            kind: Secret
            type: kubernetes.io/service-account-token
            metadata: {name: t, namespace: default, annotations: {kubernetes.io/service-account.name: robot}}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: r, namespace: default}
            rules:
            - {apiGroups: [extensions], resources: [ingresses], verbs: [get]}
            - {apiGroups: [extensions, networking.k8s.io], resources: [ingresses], verbs: [get]}
            """).Should().Be("""
            shop.yaml:4:91 Secret/t metadata.annotations[kubernetes.io/service-account.name] names ServiceAccount/robot, which is not among the 2 manifests | - | add ServiceAccount/robot, or declare it with Expecting("ServiceAccount/robot") [references/service-account]
            shop.yaml:10:16 Role/r rules[0].apiGroups[0] grants rights on API group extensions, which no supported version of Kubernetes serves | - | name the groups that the resources moved to, as apps and networking.k8s.io [references/api-group]
            """.ReplaceLineEndings("\n"));

    [Fact]
    public void A_monitor_looks_in_its_own_namespace_unless_it_says_otherwise() =>
        Missing.In(Missing.Object("monitoring.coreos.com/v1", "ServiceMonitor", "m", "spec: {selector: {matchLabels: {app: shop}}}", "monitoring")
            + "---\napiVersion: v1\nkind: Service\nmetadata: {name: shop, namespace: shop, labels: {app: shop}}\nspec: {ports: [{port: 80}]}\n")
            .Should().Contain("Service/shop carries app=shop in namespace shop");

    [Fact]
    public void An_action_of_the_aws_load_balancer_is_not_a_service()
    {
        const string spec = "spec: {defaultBackend: {service: {name: ssl-redirect, port: {name: use-annotation}}}}";
        var ingress = Missing.Object("networking.k8s.io/v1", "Ingress", "alb", spec);

        Missing.In(ingress).Should().Contain("Service/ssl-redirect");
        Missing.In(ingress.Replace("{name: alb,", "{annotations: {alb.ingress.kubernetes.io/actions.ssl-redirect: '{}'}, name: alb,", StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Fact]
    public void Routes_need_their_listener_a_gateway_that_takes_them_and_a_grant_for_other_namespaces()
    {
        const string yaml = """
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata: {name: gw, namespace: infra}
            spec: {listeners: [{name: http, port: 80}]}
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: r, namespace: app}
            spec: {parentRefs: [{name: gw, namespace: infra}], rules: [{backendRefs: [{name: web, namespace: other, port: 80}]}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: other}
            spec: {ports: [{port: 80}]}

            """;

        Missing.In(yaml).Should().Be("""
            shop.yaml:9:28 HTTPRoute/r spec.parentRefs[0].name is in namespace app; the listeners of Gateway/gw take routes of its own namespace infra only | - | set allowedRoutes.namespaces.from: All, or a selector of app, on a listener of Gateway/gw [references/gateway]
            shop.yaml:9:82 HTTPRoute/r spec.rules[0].backendRefs[0].name references Service/web in namespace other, and no ReferenceGrant there allows it | - | add a ReferenceGrant in namespace other from HTTPRoute of namespace app to Service, or declare it with Expecting("ReferenceGrant/other/*") [references/route-service]
            """.ReplaceLineEndings("\n"));
        Missing.In(yaml.Replace("port: 80}]}", "port: 80, allowedRoutes: {namespaces: {from: All}}}]}", StringComparison.Ordinal)
            + """
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: ReferenceGrant
            metadata: {name: g, namespace: other}
            spec: {from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: app}], to: [{group: "", kind: Service}]}
            """).Should().BeEmpty();
        Missing.In(yaml.Replace("namespace: infra}]", "namespace: infra, sectionName: htps}]", StringComparison.Ordinal)).Should().Contain("attaches to listener htps of Gateway/gw, which has http");
    }

    [Fact]
    public void A_registered_reference_reads_its_kind_from_a_field()
    {
        var set = Manifests.Parse(Missing.Object("shop.example/v1", "Queue", "q", "spec: {stores: [{kind: Disk, name: a}, {kind: ClusterDisk, name: b}, {name: c}]}"))
            .WithReference("shop.example/v1", "Queue", "spec.stores[*].name", "Tape", kindField: "kind");

        set.References().Missing.Select(reference => $"{reference.Target} {reference.Target.Namespace}").Should().Equal("Disk/a default", "ClusterDisk/b ", "Tape/c default");
    }

    private static string Web => Missing.Deployment("web", "{containers: [{name: web, ports: [{name: metrics, containerPort: 9090}]}]}")
        + "---\napiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: default, labels: {app: web}}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n";
}
