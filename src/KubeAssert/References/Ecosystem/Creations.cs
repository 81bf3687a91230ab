namespace KubeAssert.References.Ecosystem;

/// <summary>
/// Who creates what: a row for each kind of object that a controller creates, from the documentation of the controller named above it. To
/// teach KubeAssert another one, add a row and a test beside those in <c>CreatedObjectsTests</c>.
/// </summary>
internal static class Creations
{
    private const string CertManager = "cert-manager.io";
    private const string CloudNativePg = "postgresql.cnpg.io";
    private const string Crunchy = "postgres-operator.crunchydata.com";
    private const string Zalando = "acid.zalan.do";
    private const string Strimzi = "kafka.strimzi.io";
    private const string RabbitMq = "rabbitmq.com";
    private const string Rook = "ceph.rook.io";
    private const string Elastic = "elasticsearch.k8s.elastic.co";
    private const string Prometheus = "monitoring.coreos.com";
    private const string VaultOperator = "secrets.hashicorp.com";
    private const string Infisical = "secrets.infisical.com";
    private const string Flux = "helm.toolkit.fluxcd.io";
    private const string OpenTelemetry = "opentelemetry.io";
    private const string CertificateKeys = "tls.crt tls.key ca.crt";

    public static IReadOnlyList<Creation> All { get; } =
    [
        // cert-manager: Certificate, account keys of ACME issuers; trust-manager writes a bundle into every namespace
        new(CertManager, "Certificate", "Secret", "{spec.secretName}")
        {
            Keys = CertificateKeys,
            KeysAreOpenWith = ["spec.keystores", "spec.additionalOutputFormats", "spec.secretTemplate"],
        },
        new(CertManager, "Issuer", "Secret", "{spec.acme.privateKeySecretRef.name}") { Keys = "{spec.acme.privateKeySecretRef.key} tls.key" },
        new("trust.cert-manager.io", "Bundle", "ConfigMap", "{name}") { Namespace = "*" },
        new("trust.cert-manager.io", "Bundle", "Secret", "{name}") { Namespace = "*" },

        // Secrets from elsewhere. A PushSecret creates nothing: it reads
        new("bitnami.com", "SealedSecret", "Secret", "{spec.template.metadata.name|name}") { Keys = "{keys:spec.encryptedData} {keys:spec.template.data}" },
        new("external-secrets.io", "ExternalSecret", "Secret", "{spec.target.name|name}")
        {
            Keys = "{spec.data[*].secretKey}", KeysAreOpenWith = ["spec.dataFrom", "spec.target.template"],
        },
        new("secrets-store.csi.x-k8s.io", "SecretProviderClass", "Secret", "{spec.secretObjects[*].secretName}"),
        new(VaultOperator, "VaultStaticSecret", "Secret", "{spec.destination.name}"),
        new(VaultOperator, "VaultDynamicSecret", "Secret", "{spec.destination.name}"),
        new(VaultOperator, "VaultPKISecret", "Secret", "{spec.destination.name}"),
        new(VaultOperator, "HCPVaultSecretsApp", "Secret", "{spec.destination.name}"),
        new("ricoberger.de", "VaultSecret", "Secret", "{name}"),
        new("onepassword.com", "OnePasswordItem", "Secret", "{name}"),
        new("infra.doppler.com", "DopplerSecret", "Secret", "{spec.managedSecret.name}") { Namespace = "{spec.managedSecret.namespace|namespace}" },
        new("isindir.github.com", "SopsSecret", "Secret", "{spec.secretTemplates[*].name}"),
        new(Infisical, "InfisicalSecret", "Secret", "{spec.managedSecretReference.secretName}") { Namespace = "{spec.managedSecretReference.secretNamespace|namespace}" },
        new(Infisical, "InfisicalSecret", "Secret", "{spec.managedKubeSecretReferences[*].secretName}"),
        new(Infisical, "InfisicalSecret", "ConfigMap", "{spec.managedKubeConfigMapReferences[*].configMapName}"),
        new("generators.external-secrets.io", "Password", "Secret", "{spec.target.name}"),

        // Crossplane and controllers that follow its convention
        new("*", "*", "Secret", "{spec.writeConnectionSecretToRef.name}") { Namespace = "{spec.writeConnectionSecretToRef.namespace|namespace}" },
        new("*", "*", "Secret", "{spec.publishConnectionDetailsTo.name}"),

        // databases
        new(CloudNativePg, "Cluster", "Secret", "{name}-app"),
        new(CloudNativePg, "Cluster", "Secret", "{name}-superuser"),
        new(CloudNativePg, "Cluster", "Secret", "{name}-ca"),
        new(CloudNativePg, "Cluster", "Secret", "{name}-server"),
        new(CloudNativePg, "Cluster", "Secret", "{name}-replication"),
        new(CloudNativePg, "Cluster", "Service", "{name}-rw"),
        new(CloudNativePg, "Cluster", "Service", "{name}-ro"),
        new(CloudNativePg, "Cluster", "Service", "{name}-r"),
        new(CloudNativePg, "Cluster", "Service", "{spec.managed.services.additional[*].serviceTemplate.metadata.name}"),
        new(CloudNativePg, "Pooler", "Service", "{name}"),
        new(Crunchy, "PostgresCluster", "Secret", "{name}-pguser-*"),
        new(Crunchy, "PostgresCluster", "Secret", "{name}-cluster-cert"),
        new(Crunchy, "PostgresCluster", "Service", "{name}-*"),
        new(Zalando, "postgresql", "Secret", "*.{name}.credentials.postgresql.acid.zalan.do") { Keys = "username password" },
        new(Zalando, "postgresql", "Service", "{name}"),
        new(Zalando, "postgresql", "Service", "{name}-repl"),
        new(Zalando, "postgresql", "Service", "{name}-pooler*"),
        new("mongodbcommunity.mongodb.com", "MongoDBCommunity", "Secret", "{name}-*"),
        new("mongodbcommunity.mongodb.com", "MongoDBCommunity", "Service", "{name}-svc"),
        new(Elastic, "Elasticsearch", "Secret", "{name}-es-*"),
        new(Elastic, "Elasticsearch", "Service", "{name}-es-*"),
        new("kibana.k8s.elastic.co", "Kibana", "Secret", "{name}-kb-*"),
        new("kibana.k8s.elastic.co", "Kibana", "Service", "{name}-kb-http"),

        // messages
        new(Strimzi, "Kafka", "Secret", "{name}-cluster-ca-cert") { Keys = "ca.crt ca.p12 ca.password" },
        new(Strimzi, "Kafka", "Secret", "{name}-clients-ca-cert") { Keys = "ca.crt ca.p12 ca.password" },
        new(Strimzi, "Kafka", "Secret", "{name}-*"),
        new(Strimzi, "Kafka", "ConfigMap", "{name}-*"),
        new(Strimzi, "Kafka", "Service", "{name}-kafka-*"),
        new(Strimzi, "Kafka", "Service", "{name}-zookeeper-*"),
        new(Strimzi, "KafkaUser", "Secret", "{spec.template.secret.metadata.name|name}") { Keys = "ca.crt user.crt user.key user.p12 user.password password sasl.jaas.config" },
        new(Strimzi, "KafkaConnect", "Service", "{name}-connect-api"),
        new(Strimzi, "KafkaBridge", "Service", "{name}-bridge-service"),
        new(RabbitMq, "RabbitmqCluster", "Secret", "{name}-default-user") { Keys = "username password host port provider type connection_string default_user.conf" },
        new(RabbitMq, "RabbitmqCluster", "Secret", "{name}-erlang-cookie"),
        new(RabbitMq, "RabbitmqCluster", "Service", "{name}"),
        new(RabbitMq, "RabbitmqCluster", "Service", "{name}-nodes"),
        new(RabbitMq, "User", "Secret", "{name}-user-credentials") { Keys = "username password" },

        // storage
        new(Rook, "CephCluster", "Secret", "rook-*"),
        new(Rook, "CephCluster", "ConfigMap", "rook-*"),
        new(Rook, "CephCluster", "Service", "rook-ceph-*"),
        new(Rook, "CephObjectStore", "Service", "rook-ceph-rgw-{name}"),
        new(Rook, "CephObjectStoreUser", "Secret", "rook-ceph-object-user-{spec.store}-{name}"),
        new("objectbucket.io", "ObjectBucketClaim", "Secret", "{name}") { Keys = "AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY" },
        new("objectbucket.io", "ObjectBucketClaim", "ConfigMap", "{name}") { Keys = "BUCKET_HOST BUCKET_NAME BUCKET_PORT BUCKET_REGION BUCKET_SUBREGION" },

        // observation
        new(Prometheus, "Prometheus", "Service", "prometheus-operated"),
        new(Prometheus, "Prometheus", "Secret", "prometheus-{name}*"),
        new(Prometheus, "Alertmanager", "Service", "alertmanager-operated"),
        new(Prometheus, "Alertmanager", "Secret", "alertmanager-{name}*"),
        new(Prometheus, "ThanosRuler", "Service", "thanos-ruler-operated"),
        new(OpenTelemetry, "OpenTelemetryCollector", "Service", "{name}-collector*"),
        new(OpenTelemetry, "OpenTelemetryCollector", "ServiceAccount", "{name}-collector"),
        new("grafana.integreatly.org", "Grafana", "Service", "{name}-service"),

        // whatever a chart holds: by convention its objects have the release's name, or begin with it
        new(Flux, "HelmRelease", "*", "{spec.releaseName|name}") { Namespace = "{spec.targetNamespace|namespace}" },
        new(Flux, "HelmRelease", "*", "{spec.releaseName|name}-*") { Namespace = "{spec.targetNamespace|namespace}" },
        new("helm.cattle.io", "HelmChart", "*", "{name}") { Namespace = "{spec.targetNamespace|namespace}" },
        new("helm.cattle.io", "HelmChart", "*", "{name}-*") { Namespace = "{spec.targetNamespace|namespace}" },
        new("argoproj.io", "Application", "*", "{spec.source.helm.releaseName|name}") { Namespace = "{spec.destination.namespace}" },
        new("argoproj.io", "Application", "*", "{spec.source.helm.releaseName|name}-*") { Namespace = "{spec.destination.namespace}" },

        // servers
        new("serving.knative.dev", "Service", "Service", "{name}"),
        new("k8s.keycloak.org", "Keycloak", "Service", "{name}-service"),
        new("k8s.keycloak.org", "Keycloak", "Secret", "{name}-initial-admin") { Keys = "username password" },
    ];
}
