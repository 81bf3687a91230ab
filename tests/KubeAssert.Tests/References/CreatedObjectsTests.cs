namespace KubeAssert.Tests.References;

/// <summary>What controllers create for custom objects of the set counts as existing; what they do not create stays missing.</summary>
public sealed class CreatedObjectsTests
{
    [Theory]
    [InlineData("postgresql.cnpg.io/v1", "Cluster", "pg", "spec: {instances: 3}", "Secret/pg-app Secret/pg-superuser Service/pg-rw Service/pg-ro", "Secret/pg Service/pg-write")]
    [InlineData("kafka.strimzi.io/v1beta2", "Kafka", "events", "", "Secret/events-cluster-ca-cert Service/events-kafka-bootstrap", "Secret/event Service/events")]
    [InlineData("kafka.strimzi.io/v1beta2", "KafkaUser", "orders", "", "Secret/orders", "Secret/order")]
    [InlineData("rabbitmq.com/v1beta1", "RabbitmqCluster", "mq", "", "Secret/mq-default-user Service/mq", "Secret/mq Service/rabbit")]
    [InlineData("acid.zalan.do/v1", "postgresql", "team-db", "", "Secret/zalando.team-db.credentials.postgresql.acid.zalan.do Service/team-db Service/team-db-repl", "Secret/team-db")]
    [InlineData("elasticsearch.k8s.elastic.co/v1", "Elasticsearch", "logs", "", "Secret/logs-es-elastic-user Service/logs-es-http", "Secret/logs")]
    [InlineData("objectbucket.io/v1alpha1", "ObjectBucketClaim", "assets", "", "Secret/assets ConfigMap/assets", "Service/assets")]
    [InlineData("monitoring.coreos.com/v1", "Prometheus", "k8s", "", "Service/prometheus-operated", "Service/prometheus-k8s")]
    [InlineData("cert-manager.io/v1", "Certificate", "web", "spec: {secretName: web-tls}", "Secret/web-tls", "Secret/web")]
    [InlineData("bitnami.com/v1alpha1", "SealedSecret", "db", "spec: {template: {metadata: {name: db-sealed}}}", "Secret/db-sealed", "Secret/db")]
    [InlineData("external-secrets.io/v1", "ExternalSecret", "db", "spec: {target: {name: db-login}}", "Secret/db-login", "Secret/db")]
    [InlineData("external-secrets.io/v1alpha1", "PushSecret", "db", "spec: {selector: {secret: {name: db}}}", "", "Secret/db")]
    [InlineData("secrets.hashicorp.com/v1beta1", "VaultDynamicSecret", "db", "spec: {destination: {name: db-login, create: true}}", "Secret/db-login", "Secret/db")]
    [InlineData("infra.doppler.com/v1alpha1", "DopplerSecret", "d", "spec: {managedSecret: {name: managed}}", "Secret/managed", "Secret/d")]
    [InlineData("isindir.github.com/v1alpha3", "SopsSecret", "s", "spec: {secretTemplates: [{name: a}, {name: b}]}", "Secret/a Secret/b", "Secret/s")]
    [InlineData("secrets.infisical.com/v1alpha1", "InfisicalSecret", "inf", "spec: {managedSecretReference: {secretName: managed, secretNamespace: default}}", "Secret/managed", "Secret/inf")]
    [InlineData("trust.cert-manager.io/v1alpha1", "Bundle", "ca-bundle", "", "ConfigMap/ca-bundle", "ConfigMap/ca")]
    [InlineData("onepassword.com/v1", "OnePasswordItem", "op", "", "Secret/op", "Secret/item")]
    [InlineData("database.example.org/v1", "PostgreSQLInstance", "p", "spec: {writeConnectionSecretToRef: {name: p-conn}}", "Secret/p-conn", "Secret/p")]
    [InlineData("helm.toolkit.fluxcd.io/v2", "HelmRelease", "redis", "spec: {releaseName: cache}", "Secret/cache Service/cache-master", "Secret/redis Secret/cached")]
    [InlineData("opentelemetry.io/v1beta1", "OpenTelemetryCollector", "otel", "", "Service/otel-collector", "Service/otel")]
    [InlineData("serving.knative.dev/v1", "Service", "hello", "", "Service/hello", "Service/helo")]
    public void What_a_controller_creates_exists_and_nothing_else(string apiVersion, string kind, string name, string spec, string exist, string missing)
    {
        var set = Manifests.Parse(Missing.Object(apiVersion, kind, name, spec) + Users(exist) + Users(missing));

        set.References().Missing.Select(reference => reference.Target.ToString()).Distinct().Should().Equal(Words(missing));
    }

    [Fact]
    public void The_keys_of_created_secrets_are_known_where_their_maker_lists_them() =>
        Missing.In("""
            apiVersion: external-secrets.io/v1
            kind: ExternalSecret
            metadata: {name: es, namespace: default}
            spec: {target: {}, data: [{secretKey: password, remoteRef: {key: k}}]}
            ---
            apiVersion: external-secrets.io/v1
            kind: ExternalSecret
            metadata: {name: all, namespace: default}
            spec: {target: {}, dataFrom: [{extract: {key: k}}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: p, namespace: default}
            spec:
              containers:
              - name: p
                env:
                - {name: A, valueFrom: {secretKeyRef: {name: es, key: password}}}
                - {name: B, valueFrom: {secretKeyRef: {name: es, key: passwort}}}
                - {name: C, valueFrom: {secretKeyRef: {name: all, key: whatever}}}
            """).Should().Be(
            "shop.yaml:19:59 Pod/p spec.containers[0].env[1].valueFrom.secretKeyRef.key references key passwort of Secret/es, which ExternalSecret/es creates with password"
            + " | key password of Secret/es (shop.yaml:1:1) | use password [references/secret-key]");

    [Theory]
    [InlineData("postgresql.cnpg.io/v1", "Cluster", "pg", "{cnpg.io/cluster: pg, role: replica}", "{cnpg.io/cluster: pgg}")]
    [InlineData("kafka.strimzi.io/v1beta2", "Kafka", "events", "{strimzi.io/name: events-kafka}", "{strimzi.io/name: event-kafka}")]
    [InlineData("rabbitmq.com/v1beta1", "RabbitmqCluster", "mq", "{app.kubernetes.io/name: mq}", "{app.kubernetes.io/name: mqq}")]
    [InlineData("monitoring.coreos.com/v1", "Prometheus", "k8s", "{prometheus: k8s, app.kubernetes.io/name: prometheus}", "{prometheus: k8s, app: x}")]
    [InlineData("acid.zalan.do/v1", "postgresql", "db", "{cluster-name: db, spilo-role: master}", "{cluster-name: dbb}")]
    [InlineData("helm.toolkit.fluxcd.io/v2", "HelmRelease", "redis", "{app.kubernetes.io/instance: redis}", "{app.kubernetes.io/instance: rediss}")]
    public void The_pods_of_controllers_are_selected_by_the_labels_that_they_carry(string apiVersion, string kind, string name, string selected, string none)
    {
        var yaml = Missing.Object(apiVersion, kind, name) + Missing.Deployment("web", "{containers: [{name: web}]}");

        Missing.In(yaml + Missing.Object("v1", "Service", "s", $"spec: {{selector: {selected}}}")).Should().BeEmpty();
        Missing.In(yaml + Missing.Object("v1", "Service", "s", $"spec: {{selector: {none}}}")).Should().Contain("[references/service-pods]");
    }

    [Theory]
    [InlineData("app: db, statefulset.kubernetes.io/pod-name: db-0", true)]
    [InlineData("apps.kubernetes.io/pod-index: \"0\"", true)]
    [InlineData("statefulset.kubernetes.io/pod-name: db-12", true)]
    [InlineData("statefulset.kubernetes.io/pod-name: db-01", false)]
    [InlineData("statefulset.kubernetes.io/pod-name: cache-0", false)]
    [InlineData("app: other, apps.kubernetes.io/pod-index: \"0\"", false)]
    [InlineData("job-name: migrate", true)]
    [InlineData("batch.kubernetes.io/job-name: migrate, batch.kubernetes.io/job-completion-index: \"1\"", true)]
    [InlineData("batch.kubernetes.io/job-completion-index: \"2\"", false)]
    [InlineData("batch.kubernetes.io/job-name: nightly-28928", true)]
    [InlineData("batch.kubernetes.io/job-name: migrated", false)]
    public void Labels_that_kubernetes_sets_on_pods_count(string labels, bool isFound)
    {
        const string workloads = """
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db, namespace: default}
            spec: {template: {metadata: {labels: {app: db}}, spec: {containers: [{name: db}]}}}
            ---
            apiVersion: batch/v1
            kind: Job
            metadata: {name: migrate, namespace: default}
            spec: {completions: 2, completionMode: Indexed, template: {spec: {containers: [{name: m}]}}}
            ---
            apiVersion: batch/v1
            kind: CronJob
            metadata: {name: nightly, namespace: default}
            spec: {jobTemplate: {spec: {template: {spec: {containers: [{name: n}]}}}}}

            """;
        var service = Missing.Object("v1", "Service", "s", $"spec: {{selector: {{{labels}}}}}");

        Manifests.Parse(workloads + service).References().Missing.Any().Should().Be(!isFound);
    }

    [Fact]
    public void What_a_mesh_or_a_distribution_writes_into_every_namespace_exists() =>
        Manifests.Parse(Users("ConfigMap/istio-ca-root-cert ConfigMap/openshift-service-ca.crt ConfigMap/kube-root-ca.crt")).References().Missing.Should().BeEmpty();

    [Fact]
    public void A_certificate_job_of_a_chart_creates_the_secret_of_its_flag() =>
        Manifests.Parse(Missing.Object("batch/v1", "Job", "certs", """
            spec: {template: {spec: {containers: [{name: c, image: "registry.k8s.io/ingress-nginx/kube-webhook-certgen:v1", args: [create, --secret-name=admission]}]}}}
            """) + Users("Secret/admission")).References().Missing.Should().BeEmpty();

    private static string Users(string objects) => string.Concat(Words(objects).Select((text, i) =>
    {
        var (kind, name) = (text[..text.IndexOf('/', StringComparison.Ordinal)], text[(text.IndexOf('/', StringComparison.Ordinal) + 1)..]);
        return kind == "Service"
            ? Missing.Object("networking.k8s.io/v1", "Ingress", $"user-{name}-{i}", $"spec: {{defaultBackend: {{service: {{name: {name}}}}}}}")
            : Missing.Object("v1", "Pod", $"user-{i}-{kind}-{name}".ToLowerInvariant(), $"spec: {{containers: [{{name: c, envFrom: [{{{(kind == "Secret" ? "secretRef" : "configMapRef")}: {{name: {name}}}}}]}}]}}");
    }));

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
