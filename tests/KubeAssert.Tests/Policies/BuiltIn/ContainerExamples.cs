using static KubeAssert.Tests.RuleCatalogue.Shapes;

namespace KubeAssert.Tests.RuleCatalogue;

/// <summary>Images, resources, probes, ports, environment.</summary>
internal static class ContainerExamples
{
    private const string Limited = "resources: {limits: {cpu: 500m, memory: 256Mi, ephemeral-storage: 1Gi}}";

    public static RuleExample[] All =>
    [
        new("image-reference-is-valid", Web("image: ghcr.io/Shop/web:1.4.2"), Web("image: ghcr.io/shop/web:1.4.2"),
            "A tag is not needed for a reference to be one", Web("image: ghcr.io/shop/web")),
        new("image-is-pinned", Web("image: ghcr.io/shop/web:latest"), Web("image: ghcr.io/shop/web:1.4.2"),
            "A port of the registry is no tag", Web("image: registry.example.com:5000/web")) { EdgeFails = true },
        new("image-is-pinned-by-digest", Web("image: ghcr.io/shop/web:1.4.2"), Web($"image: ghcr.io/shop/web@sha256:{Digest}"),
            "A tag beside the digest is allowed", Web($"image: ghcr.io/shop/web:1.4.2@sha256:{Digest}")),
        new("image-registry-is-allowed", Web("image: nginx:1.27"), Web("image: ghcr.io/shop/web:1.4.2"),
            "Another owner whose name begins alike is another owner", Web("image: ghcr.io/shopping/web:1.4.2"))
        {
            EdgeFails = true,
            Rule = Rules.ImageRegistryIsAllowed(new RegistryParameters { Allowed = ["ghcr.io/shop"] }),
            Written = "Rules.ImageRegistryIsAllowed(new RegistryParameters { Allowed = [\"ghcr.io/shop\"] })",
        },
        new("image-pull-policy-is-allowed", Web("image: ghcr.io/shop/web:1.4.2"), Web("image: ghcr.io/shop/web:1.4.2\nimagePullPolicy: Always"),
            "latest is always pulled where nothing is written", Web("image: ghcr.io/shop/web:latest")),
        Amount("cpu-request-is-set", "resources: {requests: {cpu: 100m}}"),
        Amount("memory-request-is-set", "resources: {requests: {memory: 128Mi}}"),
        Amount("ephemeral-storage-request-is-set", "resources: {requests: {ephemeral-storage: 100Mi}}"),
        new("cpu-limit-is-set", Web("resources: {requests: {cpu: 100m}}"), Web(Limited), "A LimitRange of the namespace may fill it in", Many(Web("resources: {requests: {cpu: 100m}}"), Range("default: {cpu: 500m}"))),
        new("memory-limit-is-set", Web("resources: {requests: {memory: 128Mi}}"), Web(Limited), "A pod may say it for all its containers together", Deployment("resources: {limits: {memory: 1Gi}}\n" + Container(""))),
        new("ephemeral-storage-limit-is-set", Web("resources: {limits: {memory: 128Mi}}"), Web(Limited), "An ephemeral container can't set any",
            Pod(Container(Limited) + "\nephemeralContainers:\n- {name: debug, image: \"busybox:1.37\"}")),
        new("cpu-request-equals-limit", Web("resources: {requests: {cpu: 100m}, limits: {cpu: 500m}}"), Web("resources: {requests: {cpu: 500m}, limits: {cpu: 500m}}"),
            "Amounts are compared, not texts", Web("resources: {requests: {cpu: 1000m}, limits: {cpu: 1}}")),
        new("memory-request-equals-limit", Web("resources: {requests: {memory: 128Mi}, limits: {memory: 256Mi}}"), Web("resources: {requests: {memory: 256Mi}, limits: {memory: 256Mi}}"),
            "A limit alone is a request too", Web("resources: {limits: {memory: 256Mi}}")),
        new("ephemeral-storage-request-equals-limit", Web("resources: {requests: {ephemeral-storage: 1Gi}}"), Web("resources: {requests: {ephemeral-storage: 1Gi}, limits: {ephemeral-storage: 1Gi}}"),
            "Where neither is written another rule speaks", Web("resources: {}")),
        new("limit-range-allows", Many(Web("resources: {limits: {memory: 4Gi}}"), Range("max: {memory: 2Gi}")), Many(Web("resources: {limits: {memory: 1Gi}}"), Range("max: {memory: 2Gi}")),
            "Exactly the most is allowed", Many(Web("resources: {limits: {memory: 2048Mi}}"), Range("max: {memory: 2Gi}"))),
        new("quota-suffices", Many(Web("resources: {requests: {cpu: 500m}}", "replicas: 4"), Quota("requests.cpu: 1")), Many(Web("resources: {requests: {cpu: 250m}}", "replicas: 4"), Quota("requests.cpu: 1")),
            "A Job counts with as many pods as run at once", Many(Job("restartPolicy: Never\n" + Container("resources: {requests: {cpu: 600m}}"), "parallelism: 2"), Quota("requests.cpu: 1"))) { EdgeFails = true },
        new("quota-amounts-are-set", Many(Web(""), Quota("limits.memory: 4Gi")), Many(Web(Limited), Quota("limits.memory: 4Gi")),
            "A LimitRange of the namespace may fill it in", Many(Web(""), Quota("limits.memory: 4Gi"), Range("default: {memory: 256Mi}"))),
        new("readiness-probe-is-set", Web("ports: [{containerPort: 8080}]"), Web("readinessProbe: {httpGet: {path: /ready, port: 8080}}"),
            "What runs to its end needs none", Job("restartPolicy: Never\n" + Container(""))),
        new("liveness-probe-is-set", Web("readinessProbe: {httpGet: {path: /ready, port: 8080}}"), Web("livenessProbe: {httpGet: {path: /alive, port: 8080}}"),
            "An init container needs none", Deployment(Container("livenessProbe: {httpGet: {path: /alive, port: 8080}}") + "\ninitContainers:\n- {name: migrate, image: \"ghcr.io/shop/migrate:1.4.2\"}")),
        new("probes-differ", Web("readinessProbe: {httpGet: {path: /health, port: 8080}}\nlivenessProbe: {httpGet: {path: /health, port: 8080}, failureThreshold: 1}"),
            Web("readinessProbe: {httpGet: {path: /ready, port: 8080}}\nlivenessProbe: {httpGet: {path: /alive, port: 8080}}"),
            "A liveness probe with more patience may ask the same", Web("readinessProbe: {tcpSocket: {port: 8080}}\nlivenessProbe: {tcpSocket: {port: 8080}, failureThreshold: 10}")),
        new("liveness-probe-port-is-declared", Web("ports: [{containerPort: 8080}]\nlivenessProbe: {httpGet: {path: /alive, port: 8081}}"), Web("ports: [{containerPort: 8080}]\nlivenessProbe: {httpGet: {path: /alive, port: 8080}}"),
            "A container that declares no port at all need not declare this one", Web("livenessProbe: {tcpSocket: {port: 8081}}")),
        new("readiness-probe-port-is-declared", Web("ports: [{name: http, containerPort: 8080}]\nreadinessProbe: {httpGet: {port: https}}"), Web("ports: [{name: http, containerPort: 8080}]\nreadinessProbe: {httpGet: {port: http}}"),
            "A port of another container of the pod counts, as they share one network",
            Deployment(Container("ports: [{containerPort: 8080}]\nreadinessProbe: {tcpSocket: {port: 9090}}") + "\n- {name: metrics, image: \"ghcr.io/shop/metrics:1.0.0\", ports: [{containerPort: 9090}]}")),
        new("startup-probe-port-is-declared", Web("ports: [{containerPort: 8080}]\nstartupProbe: {grpc: {port: 9090}}"), Web("ports: [{containerPort: 8080}]\nstartupProbe: {grpc: {port: 8080}}"),
            "A probe of another host is not about the container's ports", Web("ports: [{containerPort: 8080}]\nstartupProbe: {httpGet: {host: 10.0.0.1, port: 9090}}")),
        new("no-ssh-port", Web("ports: [{containerPort: 22}]"), Web("ports: [{containerPort: 8080}]"), "22 over UDP is not SSH", Web("ports: [{containerPort: 22, protocol: UDP}]")),
        new("ports-are-unprivileged", Web("ports: [{containerPort: 80}]"), Web("ports: [{containerPort: 8080}]"), "1024 is the first port that anybody may listen on", Web("ports: [{containerPort: 1024}]")),
        new("container-ports-are-unique", Deployment(Container("ports: [{containerPort: 8080}]") + "\n- {name: proxy, image: \"ghcr.io/shop/proxy:2.0.0\", ports: [{containerPort: 8080}]}"), Web("ports: [{name: http, containerPort: 8080}, {name: metrics, containerPort: 9090}]"),
            "TCP and UDP may share a number", Web("ports: [{name: dns, containerPort: 5353}, {name: dns-udp, containerPort: 5353, protocol: UDP}]")),
        new("port-names-are-valid", Web("ports: [{name: HTTP_main, containerPort: 8080}]"), Web("ports: [{name: http, containerPort: 8080}]"),
            "16 characters are one too many", Web("ports: [{name: http-main-service, containerPort: 8080}]")) { EdgeFails = true },
        new("service-port-protocols-agree", Object("v1", "Service", "selector: {app: web}\nports: [{name: redis, port: 80, appProtocol: http}]"), Object("v1", "Service", "selector: {app: web}\nports: [{name: http-shop, port: 80, appProtocol: http}]"),
            "gRPC is spoken over HTTP/2", Object("v1", "Service", "selector: {app: web}\nports: [{name: grpc, port: 80, appProtocol: kubernetes.io/h2c}]")),
        new("service-port-protocol-is-named", Object("v1", "Service", "selector: {app: web}\nports: [{name: main, port: 80}]"), Object("v1", "Service", "selector: {app: web}\nports: [{name: http, port: 80}]"),
            "An alias of a host outside has no such port", Object("v1", "Service", "type: ExternalName\nexternalName: shop.example.com\nports: [{port: 443}]")),
        new("env-names-are-unique", Web("env:\n- {name: LEVEL, value: info}\n- {name: LEVEL, value: debug}"), Web("env:\n- {name: LEVEL, value: info}"), "Upper and lower case are different names", Web("env:\n- {name: LEVEL, value: info}\n- {name: level, value: info}")),
        new("env-holds-no-secret", Web("env:\n- {name: DB_PASSWORD, value: open-sesame}"), Web("env:\n- name: DB_PASSWORD\n  valueFrom: {secretKeyRef: {name: db, key: password}}"), "The name of a file is no secret", Web("env:\n- {name: DB_PASSWORD, value: /run/secrets/db}")),
        new("config-map-holds-no-secret", Flat("v1", "ConfigMap", "data: {appsettings.json: '{\"Db\": \"Server=sql;Password=open-sesame\"}'}", "settings"), Flat("v1", "ConfigMap", "data: {LOG_LEVEL: info}", "settings"),
            "A placeholder is no secret", Flat("v1", "ConfigMap", "data: {DB_URL: \"postgres://shop:$(DB_PASSWORD)@db/shop\"}", "settings")),
        new("env-reads-no-secret", Web("env:\n- name: DB_PASSWORD\n  valueFrom: {secretKeyRef: {name: db, key: password}}"), Web("volumeMounts: [{name: db, mountPath: /run/secrets, readOnly: true}]") + "\n      volumes: [{name: db, secret: {secretName: db}}]",
            "All keys of a Secret at once are variables too", Web("envFrom: [{secretRef: {name: db}}]")) { EdgeFails = true },
        new("env-from-keys-are-names", Many(Web("envFrom: [{configMapRef: {name: settings}}]"), Flat("v1", "ConfigMap", "data: {log.level: info}", "settings")), Many(Web("envFrom: [{configMapRef: {name: settings}}]"), Flat("v1", "ConfigMap", "data: {LOG_LEVEL: info}", "settings")),
            "A prefix goes before each key", Many(Web("envFrom: [{prefix: P_, configMapRef: {name: settings}}]"), Flat("v1", "ConfigMap", "data: {1ST: info}", "settings"))),
    ];

    private const string Digest = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private static RuleExample Amount(string id, string request) =>
        new(id, Web("resources: {}"), Web(request), "A limit alone is a request too, as the API server sets it", Web(Limited));

    private static string Range(string limits) => Object("v1", "LimitRange", $"limits:\n- type: Container\n  {limits}", "defaults");

    private static string Quota(string hard) => Object("v1", "ResourceQuota", $"hard: {{{hard}}}", "team");
}
