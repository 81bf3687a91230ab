namespace KubeAssert.References.Ecosystem;

/// <summary>Which labels the pods of well-known controllers carry, from the documentation of each.</summary>
internal static class PodCreations
{
    private const string Prometheus = "monitoring.coreos.com";
    private const string ManagedBy = "app.kubernetes.io/managed-by=prometheus-operator app.kubernetes.io/instance={name}";
    private const string Shards = "operator.prometheus.io/* app.kubernetes.io/version {keys:spec.podMetadata.labels}";

    public static IReadOnlyList<PodCreation> All { get; } =
    [
        new(Prometheus, "Prometheus", $"app.kubernetes.io/name=prometheus prometheus={{name}} operator.prometheus.io/name={{name}} {ManagedBy}", Shards),
        new(Prometheus, "PrometheusAgent", $"app.kubernetes.io/name=prometheus-agent app.kubernetes.io/name=prometheus prometheus={{name}} operator.prometheus.io/name={{name}} {ManagedBy}", Shards),
        new(Prometheus, "Alertmanager", $"app.kubernetes.io/name=alertmanager alertmanager={{name}} {ManagedBy}", Shards),
        new(Prometheus, "ThanosRuler", $"app.kubernetes.io/name=thanos-ruler thanos-ruler={{name}} {ManagedBy}", Shards),
        new("postgresql.cnpg.io", "Cluster", "cnpg.io/cluster={name} postgresql={name}", "cnpg.io/* role"),
        new("postgresql.cnpg.io", "Pooler", "cnpg.io/poolerName={name}", "cnpg.io/*"),
        new("postgres-operator.crunchydata.com", "PostgresCluster", "postgres-operator.crunchydata.com/cluster={name}", "postgres-operator.crunchydata.com/*"),
        new("acid.zalan.do", "postgresql", "cluster-name={name} application=spilo", "spilo-role team version"),
        new("kafka.strimzi.io", "Kafka", "strimzi.io/cluster={name} strimzi.io/name={name}-*", "strimzi.io/* app.kubernetes.io/*"),
        new("kafka.strimzi.io", "KafkaConnect", "strimzi.io/cluster={name} strimzi.io/name={name}-*", "strimzi.io/* app.kubernetes.io/*"),
        new("rabbitmq.com", "RabbitmqCluster", "app.kubernetes.io/name={name}", "app.kubernetes.io/*"),
        new("elasticsearch.k8s.elastic.co", "Elasticsearch", "elasticsearch.k8s.elastic.co/cluster-name={name}", "elasticsearch.k8s.elastic.co/* common.k8s.elastic.co/*"),
        new("kibana.k8s.elastic.co", "Kibana", "kibana.k8s.elastic.co/name={name}", "common.k8s.elastic.co/*"),
        new("ceph.rook.io", "CephCluster", "rook_cluster={namespace} app=rook-ceph-* app=csi-*", "*"),
        new("opentelemetry.io", "OpenTelemetryCollector", "app.kubernetes.io/name={name}-collector app.kubernetes.io/instance={namespace}.{name}", "app.kubernetes.io/*"),
        new("grafana.integreatly.org", "Grafana", "app={name}", ""),
        new("serving.knative.dev", "Service", "serving.knative.dev/service={name} app={name}-*", "serving.knative.dev/*"),
        new("helm.toolkit.fluxcd.io", "HelmRelease", "app.kubernetes.io/instance={spec.releaseName|name} release={spec.releaseName|name}", "app.kubernetes.io/* helm.sh/* app component"),
    ];
}
