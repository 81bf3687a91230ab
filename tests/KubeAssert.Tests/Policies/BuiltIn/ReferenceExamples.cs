using static KubeAssert.Tests.RuleCatalogue.Shapes;

namespace KubeAssert.Tests.RuleCatalogue;

/// <summary>What manifests name or select.</summary>
internal static class ReferenceExamples
{
    private const string Http = "ports: [{name: http, containerPort: 8080}]";

    private static string Pods => Web(Http);

    public static RuleExample[] All =>
    [
        new("service-selects-pods", Many(Pods, Service("app: shop")), Many(Pods, Service("app: web")), "Without a selector somebody else writes the endpoints", Many(Pods, Object("v1", "Service", "ports: [{port: 80}]"))),
        new("service-port-exists", Many(Pods, Service("app: web", "htttp")), Many(Pods, Service("app: web", "http")), "A number need not be declared by pods that declare no port", Many(Web(""), Service("app: web", "8080"))),
        new("ingress-service-exists", Many(Pods, Service("app: web"), Ingress("shop", 80)), Many(Pods, Service("app: web"), Ingress("web", 80)), "The Service's port counts, not that of the pods", Many(Pods, Service("app: web"), Ingress("web", 8080))) { EdgeFails = true },
        new("tls-secret-exists", Tls(""), Many(Tls(""), Flat("v1", "Secret", "type: kubernetes.io/tls", "shop-tls")), "cert-manager makes the Secret where the Ingress asks it to", Tls("\n  annotations: {cert-manager.io/cluster-issuer: letsencrypt}")),
        new("route-resolves", Many(Pods, Service("app: web"), Route("shop")), Many(Pods, Service("app: web"), Route("web")), "The Gateway may be the platform's", Many(Pods, Service("app: web"), Route("web"))),
        new("env-source-exists", Many(Web("envFrom: [{configMapRef: {name: settings}}]"), Config("setting")), Many(Web("envFrom: [{configMapRef: {name: settings}}]"), Config("settings")), "What is optional may be missing", Web("envFrom: [{configMapRef: {name: settings, optional: true}}]")),
        new("volume-source-exists", Many(Volume("configMap: {name: settings}"), Config("setting")), Many(Volume("configMap: {name: settings}"), Config("settings")), "A claim counts as well", Volume("persistentVolumeClaim: {claimName: data}")) { EdgeFails = true },
        new("secret-exists", Volume("secret: {secretName: db}"), Many(Volume("secret: {secretName: db}"), Flat("v1", "Secret", "stringData: {password: \"\"}", "db")), "What is optional may be missing", Volume("secret: {secretName: db, optional: true}")),
        new("image-pull-secret-exists", Deployment("imagePullSecrets: [{name: registry}]\n" + Container("")), Many(Deployment("imagePullSecrets: [{name: registry}]\n" + Container("")), Flat("v1", "Secret", "type: kubernetes.io/dockerconfigjson", "registry")),
            "A Secret of another namespace can't be used", Many(Deployment("imagePullSecrets: [{name: registry}]\n" + Container("")), Flat("v1", "Secret", "type: kubernetes.io/dockerconfigjson", "registry").Replace("name: registry", "name: registry\n  namespace: other", StringComparison.Ordinal))) { EdgeFails = true },
        new("service-account-exists", Deployment("serviceAccountName: web\n" + Container("")), Many(Deployment("serviceAccountName: web\n" + Container("")), Flat("v1", "ServiceAccount")), "The account default is always there", Deployment("serviceAccountName: default\n" + Container(""))),
        new("classes-exist", Many(Deployment("priorityClassName: shop-hihg\n" + Container("")), Flat("scheduling.k8s.io/v1", "PriorityClass", "value: 1000", "shop-high")), Many(Deployment("priorityClassName: shop-high\n" + Container("")), Flat("scheduling.k8s.io/v1", "PriorityClass", "value: 1000", "shop-high")),
            "Classes are usually the platform's: only what is written almost alike is a mistake", Deployment("priorityClassName: platform\n" + Container(""))),
        new("autoscaler-target-exists", Many(Pods, Scaler("webb")), Many(Pods, Scaler("web")), "A kind that nobody here knows may be made at run time", Object("autoscaling/v2", "HorizontalPodAutoscaler", "scaleTargetRef: {apiVersion: example.com/v1, kind: Farm, name: web}\nmaxReplicas: 5")),
        new("network-policy-selects-pods", Many(Pods, Policy("app: shop")), Many(Pods, Policy("app: web")), "All pods of the namespace are never none", Many(Pods, Object("networking.k8s.io/v1", "NetworkPolicy", "podSelector: {}"))),
        new("disruption-budget-selects-pods", Many(Pods, Budget("app: shop")), Many(Pods, Budget("app: web")), "Where the set has no pods at all they are elsewhere", Budget("app: shop")),
        new("stateful-set-service-exists", Stateful("web"), Many(Stateful("web"), Object("v1", "Service", "clusterIP: None\nselector: {app: web}\nports: [{port: 80}]")), "Without a serviceName there is none to miss", Stateful("web").Replace("  serviceName: web\n", "", StringComparison.Ordinal)),
        new("service-monitor-selects-services", Many(Pods, Labelled("web"), Monitor("shop")), Many(Pods, Labelled("web"), Monitor("web")), "All Services of the namespace are never none", Many(Pods, Labelled("web"), Object("monitoring.coreos.com/v1", "ServiceMonitor", "selector: {}\nendpoints: [{port: http}]"))),
        new("binding-resolves", Many(Binding("webb"), Role("web"), Flat("v1", "ServiceAccount")), Many(Binding("web"), Role("web"), Flat("v1", "ServiceAccount")), "ClusterRoles of Kubernetes itself are there", Many(Binding("view").Replace("kind: Role,", "kind: ClusterRole,", StringComparison.Ordinal), Flat("v1", "ServiceAccount"))),
        new("named-port-exists", Web(Http + "\nreadinessProbe: {httpGet: {port: htpp}}"), Web(Http + "\nreadinessProbe: {httpGet: {port: http}}"), "A number need not be declared", Web(Http + "\nreadinessProbe: {httpGet: {port: 9090}}")),
        new("webhook-service-exists", Many(Pods, Service("app: web"), Webhook("shop")), Many(Pods, Service("app: web"), Webhook("web")), "An address outside the cluster is no Service", Webhook("web").Replace("service: {name: web, namespace: default, port: 80}", "url: https://hooks.example.com", StringComparison.Ordinal)),
    ];

    private static string Service(string labels, string target = "http") => Object("v1", "Service", $"selector: {{{labels}}}\nports: [{{port: 80, targetPort: {target}}}]");

    private static string Labelled(string app) => Service("app: web").Replace("ports: [{port", "ports: [{name: http, port", StringComparison.Ordinal).Replace("name: web\nspec", $"name: web\n  labels: {{app: {app}}}\nspec", StringComparison.Ordinal);

    private static string Ingress(string service, int port) => Object("networking.k8s.io/v1", "Ingress", $"defaultBackend: {{service: {{name: {service}, port: {{number: {port}}}}}}}");

    private static string Tls(string annotations) => Object("networking.k8s.io/v1", "Ingress", "tls: [{hosts: [shop.example.com], secretName: shop-tls}]").Replace("name: web\nspec", $"name: web{annotations}\nspec", StringComparison.Ordinal);

    private static string Route(string service) => Object("gateway.networking.k8s.io/v1", "HTTPRoute", $"parentRefs: [{{name: public}}]\nrules: [{{backendRefs: [{{name: {service}, port: 80}}]}}]");

    private static string Config(string name) => Flat("v1", "ConfigMap", "data: {LEVEL: info}", name);

    private static string Volume(string source) => Deployment(Container("volumeMounts: [{name: data, mountPath: /data}]") + $"\nvolumes:\n- name: data\n  {source}");

    private static string Scaler(string target) => Object("autoscaling/v2", "HorizontalPodAutoscaler", $"scaleTargetRef: {{apiVersion: apps/v1, kind: Deployment, name: {target}}}\nmaxReplicas: 5");

    private static string Policy(string labels) => Object("networking.k8s.io/v1", "NetworkPolicy", $"podSelector: {{matchLabels: {{{labels}}}}}");

    private static string Budget(string labels) => Object("policy/v1", "PodDisruptionBudget", $"selector: {{matchLabels: {{{labels}}}}}\nmaxUnavailable: 1");

    private static string Stateful(string service) => Web("", $"serviceName: {service}").Replace("Deployment", "StatefulSet", StringComparison.Ordinal);

    private static string Monitor(string app) => Object("monitoring.coreos.com/v1", "ServiceMonitor", $"selector: {{matchLabels: {{app: {app}}}}}\nendpoints: [{{port: http}}]");

    private static string Binding(string role) => Flat("rbac.authorization.k8s.io/v1", "RoleBinding", $"roleRef: {{apiGroup: rbac.authorization.k8s.io, kind: Role, name: {role}}}\nsubjects: [{{kind: ServiceAccount, name: web, namespace: default}}]");

    private static string Role(string name) => Flat("rbac.authorization.k8s.io/v1", "Role", "rules:\n- {apiGroups: [\"\"], resources: [pods], verbs: [get]}", name);

    private static string Webhook(string service) => Flat("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", $"webhooks:\n- name: orders.example.com\n  clientConfig: {{service: {{name: {service}, namespace: default, port: 80}}}}\n  sideEffects: None\n  admissionReviewVersions: [v1]");
}
