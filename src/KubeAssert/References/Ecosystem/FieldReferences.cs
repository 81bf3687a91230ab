namespace KubeAssert.References.Ecosystem;

/// <summary>
/// What references what: a row for each field, from the API documentation of the controller. To teach KubeAssert another one, add a row and a
/// test beside those in <c>FieldReferencesTests</c>; a test project does the same for its own kinds by <c>WithReference</c>.
/// </summary>
internal static class FieldReferences
{
    private const string FluxKustomize = "kustomize.toolkit.fluxcd.io";
    private const string FluxHelm = "helm.toolkit.fluxcd.io";
    private const string FluxSource = "source.toolkit.fluxcd.io";
    private const string FluxImage = "image.toolkit.fluxcd.io";
    private const string FluxNotification = "notification.toolkit.fluxcd.io";
    private const string CertManager = "cert-manager.io";
    private const string Argo = "argoproj.io";
    private const string Keda = "keda.sh";
    private const string ExternalSecrets = "external-secrets.io";
    private const string Prometheus = "monitoring.coreos.com";
    private const string Traefik = "traefik.io";
    private const string CloudNativePg = "postgresql.cnpg.io";
    private const string Strimzi = "kafka.strimzi.io";
    private const string RabbitMq = "rabbitmq.com";

    public static IReadOnlyList<FieldReference> All { get; } =
    [
        // Flux
        new(FluxKustomize, "Kustomization", "spec.sourceRef", "GitRepository"),
        new(FluxKustomize, "Kustomization", "spec.dependsOn[*]", "Kustomization"),
        new(FluxKustomize, "Kustomization", "spec.decryption.secretRef", "Secret"),
        new(FluxKustomize, "Kustomization", "spec.postBuild.substituteFrom[*]", "ConfigMap"),
        new(FluxHelm, "HelmRelease", "spec.chart.spec.sourceRef", "HelmRepository"),
        new(FluxHelm, "HelmRelease", "spec.chartRef", "HelmChart"),
        new(FluxHelm, "HelmRelease", "spec.dependsOn[*]", "HelmRelease"),
        new(FluxHelm, "HelmRelease", "spec.valuesFrom[*]", "ConfigMap"),
        new(FluxSource, "GitRepository", "spec.secretRef", "Secret"),
        new(FluxSource, "HelmRepository", "spec.secretRef", "Secret"),
        new(FluxSource, "OCIRepository", "spec.secretRef", "Secret"),
        new(FluxSource, "Bucket", "spec.secretRef", "Secret"),
        new(FluxSource, "HelmChart", "spec.sourceRef", "HelmRepository"),
        new(FluxImage, "ImagePolicy", "spec.imageRepositoryRef", "ImageRepository"),
        new(FluxImage, "ImageRepository", "spec.secretRef", "Secret"),
        new(FluxImage, "ImageUpdateAutomation", "spec.sourceRef", "GitRepository"),
        new(FluxNotification, "Alert", "spec.providerRef", "Provider"),
        new(FluxNotification, "Provider", "spec.secretRef", "Secret"),
        new(FluxNotification, "Receiver", "spec.secretRef", "Secret"),

        // cert-manager: issuers of certificates, and those that an Ingress or Gateway asks for by an annotation
        new(CertManager, "Certificate", "spec.issuerRef", "Issuer"),
        new(CertManager, "CertificateRequest", "spec.issuerRef", "Issuer"),
        new(CertManager, "Issuer", "spec.ca.secretName", "Secret"),
        new("networking.k8s.io", "Ingress", "metadata.annotations[cert-manager.io/issuer]", "Issuer"),
        new("networking.k8s.io", "Ingress", "metadata.annotations[cert-manager.io/cluster-issuer]", "ClusterIssuer"),
        new("gateway.networking.k8s.io", "Gateway", "metadata.annotations[cert-manager.io/issuer]", "Issuer"),
        new("gateway.networking.k8s.io", "Gateway", "metadata.annotations[cert-manager.io/cluster-issuer]", "ClusterIssuer"),

        // Argo CD and Argo Rollouts
        new(Argo, "Application", "spec.project", "AppProject"),
        new(Argo, "Rollout", "spec.strategy.canary.canaryService", "Service"),
        new(Argo, "Rollout", "spec.strategy.canary.stableService", "Service"),
        new(Argo, "Rollout", "spec.strategy.blueGreen.activeService", "Service"),
        new(Argo, "Rollout", "spec.strategy.blueGreen.previewService", "Service"),
        new(Argo, "Rollout", "spec.strategy.canary.trafficRouting.nginx.stableIngress", "Ingress"),
        new(Argo, "Rollout", "spec.strategy.canary.analysis.templates[*].templateName", "AnalysisTemplate") { ClusterFlag = "clusterScope" },
        new(Argo, "Rollout", "spec.strategy.canary.steps[*].analysis.templates[*].templateName", "AnalysisTemplate") { ClusterFlag = "clusterScope" },
        new(Argo, "Rollout", "spec.strategy.blueGreen.prePromotionAnalysis.templates[*].templateName", "AnalysisTemplate") { ClusterFlag = "clusterScope" },
        new(Argo, "Rollout", "spec.strategy.blueGreen.postPromotionAnalysis.templates[*].templateName", "AnalysisTemplate") { ClusterFlag = "clusterScope" },
        new(Argo, "Rollout", "spec.workloadRef", "Deployment"),

        // KEDA
        new(Keda, "ScaledObject", "spec.triggers[*].authenticationRef", "TriggerAuthentication"),
        new(Keda, "ScaledJob", "spec.triggers[*].authenticationRef", "TriggerAuthentication"),
        new(Keda, "TriggerAuthentication", "spec.secretTargetRef[*]", "Secret"),
        new(Keda, "TriggerAuthentication", "spec.configMapTargetRef[*]", "ConfigMap"),

        // External Secrets
        new(ExternalSecrets, "ExternalSecret", "spec.secretStoreRef", "SecretStore"),
        new(ExternalSecrets, "ExternalSecret", "spec.data[*].sourceRef.storeRef", "SecretStore"),
        new(ExternalSecrets, "ExternalSecret", "spec.dataFrom[*].sourceRef.storeRef", "SecretStore"),
        new(ExternalSecrets, "PushSecret", "spec.secretStoreRefs[*]", "SecretStore"),
        new(ExternalSecrets, "PushSecret", "spec.selector.secret", "Secret"),

        // Prometheus operator
        new(Prometheus, "ServiceMonitor", "spec.endpoints[*].basicAuth.username", "Secret"),
        new(Prometheus, "ServiceMonitor", "spec.endpoints[*].basicAuth.password", "Secret"),
        new(Prometheus, "ServiceMonitor", "spec.endpoints[*].bearerTokenSecret", "Secret"),
        new(Prometheus, "ServiceMonitor", "spec.endpoints[*].authorization.credentials", "Secret"),
        new(Prometheus, "ServiceMonitor", "spec.endpoints[*].tlsConfig.ca.secret", "Secret"),
        new(Prometheus, "ServiceMonitor", "spec.endpoints[*].tlsConfig.ca.configMap", "ConfigMap"),
        new(Prometheus, "ServiceMonitor", "spec.endpoints[*].tlsConfig.cert.secret", "Secret"),
        new(Prometheus, "ServiceMonitor", "spec.endpoints[*].tlsConfig.keySecret", "Secret"),
        new(Prometheus, "PodMonitor", "spec.podMetricsEndpoints[*].basicAuth.username", "Secret"),
        new(Prometheus, "PodMonitor", "spec.podMetricsEndpoints[*].basicAuth.password", "Secret"),
        new(Prometheus, "PodMonitor", "spec.podMetricsEndpoints[*].authorization.credentials", "Secret"),

        // Traefik
        new(Traefik, "IngressRoute", "spec.routes[*].services[*]", "Service"),
        new(Traefik, "IngressRoute", "spec.routes[*].middlewares[*]", "Middleware"),
        new(Traefik, "IngressRoute", "spec.tls.secretName", "Secret"),
        new(Traefik, "IngressRoute", "spec.tls.options", "TLSOption"),
        new(Traefik, "IngressRouteTCP", "spec.routes[*].services[*]", "Service"),
        new(Traefik, "IngressRouteTCP", "spec.routes[*].middlewares[*]", "MiddlewareTCP"),
        new(Traefik, "IngressRouteTCP", "spec.tls.secretName", "Secret"),
        new(Traefik, "IngressRouteUDP", "spec.routes[*].services[*]", "Service"),
        new(Traefik, "TraefikService", "spec.weighted.services[*]", "Service"),
        new(Traefik, "Middleware", "spec.basicAuth.secret", "Secret"),
        new(Traefik, "Middleware", "spec.digestAuth.secret", "Secret"),

        // databases and messages
        new(CloudNativePg, "Cluster", "spec.superuserSecret", "Secret"),
        new(CloudNativePg, "Cluster", "spec.bootstrap.initdb.secret", "Secret"),
        new(CloudNativePg, "Backup", "spec.cluster", "Cluster"),
        new(CloudNativePg, "ScheduledBackup", "spec.cluster", "Cluster"),
        new(CloudNativePg, "Pooler", "spec.cluster", "Cluster"),
        new(Strimzi, "KafkaTopic", "metadata.labels[strimzi.io/cluster]", "Kafka"),
        new(Strimzi, "KafkaUser", "metadata.labels[strimzi.io/cluster]", "Kafka"),
        new(Strimzi, "KafkaNodePool", "metadata.labels[strimzi.io/cluster]", "Kafka"),
        new(Strimzi, "KafkaConnector", "metadata.labels[strimzi.io/cluster]", "KafkaConnect"),
        new(RabbitMq, "User", "spec.rabbitmqClusterReference", "RabbitmqCluster"),
        new(RabbitMq, "Queue", "spec.rabbitmqClusterReference", "RabbitmqCluster"),
        new(RabbitMq, "Exchange", "spec.rabbitmqClusterReference", "RabbitmqCluster"),
        new(RabbitMq, "Vhost", "spec.rabbitmqClusterReference", "RabbitmqCluster"),

        // OpenShift
        new("route.openshift.io", "Route", "spec.to", "Service"),
        new("route.openshift.io", "Route", "spec.tls.externalCertificate", "Secret"),
    ];
}
