using static KubeAssert.Tests.RuleCatalogue.Shapes;

namespace KubeAssert.Tests.RuleCatalogue;

/// <summary>Availability, jobs, network, metadata, scheduling, commands.</summary>
internal static class WorkloadExamples
{
    private const string Spread = "topologySpreadConstraints:\n- {maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway, labelSelector: {matchLabels: {app: web}}}\n";

    private const string Data = "volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]\n";

    public static RuleExample[] All =>
    [
        new("minimum-replicas", Web("", "replicas: 1"), Web("", "replicas: 2"), "What an autoscaler scales is the autoscaler's matter", Many(Web(""), Scaler("minReplicas: 2\nmaxReplicas: 5"))),
        new("replicas-are-spread", Web("", "replicas: 3"), Deployment(Spread + Container(""), "replicas: 3"), "A term that keeps away from other pods does not spread the pods themselves",
            Deployment("affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: database}}}]}}\n" + Container(""), "replicas: 3")) { EdgeFails = true },
        new("spread-constraints-count-own-pods", Deployment("topologySpreadConstraints:\n- {maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: shop}}}\n" + Container("")), Deployment(Spread + Container("")),
            "Without a selector no pod is counted", Deployment("topologySpreadConstraints: [{maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule}]\n" + Container(""))) { EdgeFails = true },
        new("updates-are-rolling", Web("", "strategy: {type: Recreate}"), Web("", "strategy: {type: RollingUpdate}"), "Recreate is right where one node alone can mount the claim", Many(Deployment(Data + Container(""), "strategy: {type: Recreate}"), Claim("ReadWriteOnce"))),
        new("selector-matches-template", Web("").Replace("labels: {app: web}", "labels: {app: shop}", StringComparison.Ordinal), Web(""), "The pods may carry more labels", Web("").Replace("labels: {app: web}", "labels: {app: web, tier: front}", StringComparison.Ordinal)),
        new("claim-is-not-shared", Many(Deployment(Data + Container(""), "replicas: 3"), Claim("ReadWriteOnce")), Many(Deployment(Data + Container(""), "replicas: 3"), Claim("ReadWriteMany")),
            "An autoscaler makes more pods of one", Many(Deployment(Data + Container("")), Claim("ReadWriteOnce"), Scaler("maxReplicas: 5"))) { EdgeFails = true },
        new("disruption-budget-exists", Web("", "replicas: 3"), Many(Web("", "replicas: 3"), Budget("maxUnavailable: 1")), "One pod alone can't be protected without blocking its node", Web("", "replicas: 1")),
        new("disruption-budget-allows-disruption", Many(Web("", "replicas: 2"), Budget("minAvailable: 2")), Many(Web("", "replicas: 3"), Budget("minAvailable: 2")),
            "Kubernetes rounds percentages up: 67% of 3 pods are all 3", Many(Web("", "replicas: 3"), Budget("minAvailable: 67%"))) { EdgeFails = true },
        new("disruption-budget-has-a-bound", Budget("unhealthyPodEvictionPolicy: AlwaysAllow"), Budget("maxUnavailable: 1"), "A percentage is a bound", Budget("minAvailable: 50%")),
        new("disruption-budget-evicts-unhealthy-pods", Budget("maxUnavailable: 1"), Budget("maxUnavailable: 1\nunhealthyPodEvictionPolicy: AlwaysAllow"), "The default, written or not, keeps them", Budget("maxUnavailable: 1\nunhealthyPodEvictionPolicy: IfHealthyBudget")) { EdgeFails = true },
        new("autoscaler-minimum-replicas", Scaler("minReplicas: 1\nmaxReplicas: 5"), Scaler("minReplicas: 2\nmaxReplicas: 5"), "Where nothing is written it is 1", Scaler("maxReplicas: 5")) { EdgeFails = true },
        new("autoscaler-owns-replicas", Many(Web("", "replicas: 3"), Scaler("minReplicas: 2\nmaxReplicas: 5")), Many(Web(""), Scaler("minReplicas: 2\nmaxReplicas: 5")),
            "An autoscaler of another namespace scales something else", Many(Web("", "replicas: 3"), Scaler("minReplicas: 2\nmaxReplicas: 5").Replace("name: web\nspec", "name: web\n  namespace: other\nspec", StringComparison.Ordinal))),
        new("autoscaler-target-has-requests", Many(Web(""), Scaler("maxReplicas: 5\nmetrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}}]")),
            Many(Web("resources: {requests: {cpu: 100m}}"), Scaler("maxReplicas: 5\nmetrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}}]")),
            "An amount that is not in percent needs no request", Many(Web(""), Scaler("maxReplicas: 5\nmetrics: [{type: Resource, resource: {name: memory, target: {type: AverageValue, averageValue: 200Mi}}}]"))),
        new("job-is-cleaned-up", Job("restartPolicy: Never\n" + Container("")), Job("restartPolicy: Never\n" + Container(""), "ttlSecondsAfterFinished: 3600"), "Hooks of Helm are removed by Helm",
            Job("restartPolicy: Never\n" + Container("")).Replace("name: import", "name: import\n  annotations: {helm.sh/hook: pre-upgrade}", StringComparison.Ordinal)),
        new("cron-job-has-deadline", CronJob("restartPolicy: Never\n" + Container("")), CronJob("restartPolicy: Never\n" + Container(""), "startingDeadlineSeconds: 600"), "A Job of its own has none", Job("restartPolicy: Never\n" + Container(""))),
        new("job-restart-policy-is-set", Job(Container("")), Job("restartPolicy: OnFailure\n" + Container("")), "A CronJob's pods need it too", CronJob(Container(""))) { EdgeFails = true },
        new("cron-job-runs-alone", CronJob("restartPolicy: Never\n" + Container("command: [flock, /data/lock, /app/report]")), CronJob("restartPolicy: Never\n" + Container("command: [flock, /data/lock, /app/report]"), "concurrencyPolicy: Forbid"),
            "A claim that one node alone can mount is written by both runs", Many(CronJob("restartPolicy: Never\n" + Data + Container("")), Claim("ReadWriteOnce"))) { EdgeFails = true },
        new("pods-are-restarted", Pod("restartPolicy: Never\n" + Container("")), Pod("restartPolicy: OnFailure\n" + Container("")), "Where nothing is written it is Always", Pod(Container(""))),
        new("service-is-internal", Object("v1", "Service", "type: NodePort\nselector: {app: web}\nports: [{port: 80}]"), Object("v1", "Service", "selector: {app: web}\nports: [{port: 80}]"), "Which types are allowed is a parameter", Object("v1", "Service", "type: LoadBalancer\nselector: {app: web}\nports: [{port: 443}]"))
        {
            Rule = Rules.ServiceIsInternal(new ServiceTypeParameters { Allowed = ["ClusterIP", "LoadBalancer"] }),
            Written = "Rules.ServiceIsInternal(new ServiceTypeParameters { Allowed = [\"ClusterIP\", \"LoadBalancer\"] })",
        },
        new("pods-are-isolated", Web(""), Many(Web(""), Object("networking.k8s.io/v1", "NetworkPolicy", "podSelector: {matchLabels: {app: web}}\npolicyTypes: [Ingress]")),
            "A policy of another namespace holds for nobody here", Many(Web(""), Object("networking.k8s.io/v1", "NetworkPolicy", "podSelector: {}").Replace("name: web\nspec", "name: web\n  namespace: other\nspec", StringComparison.Ordinal))) { EdgeFails = true },
        new("network-policy-peer-selects-pods", Many(Web(""), Policy("app: webb")), Many(Web(""), Policy("app: web")), "With a namespaceSelector the pods may be anywhere", Many(Web(""), Object("networking.k8s.io/v1", "NetworkPolicy", "podSelector: {}\ningress: [{from: [{namespaceSelector: {}, podSelector: {matchLabels: {app: prometheus}}}]}]"))),
        new("required-labels", Web(""), Web("").Replace("name: web\nspec", "name: web\n  labels: {app.kubernetes.io/name: web}\nspec", StringComparison.Ordinal), "An empty value is none", Web("").Replace("name: web\nspec", "name: web\n  labels: {app.kubernetes.io/name: \"\"}\nspec", StringComparison.Ordinal)) { EdgeFails = true },
        new("required-annotations", Web(""), Web("").Replace("name: web\nspec", "name: web\n  annotations: {email: shop@example.com}\nspec", StringComparison.Ordinal), "The pattern has to match the whole value", Web("").Replace("name: web\nspec", "name: web\n  annotations: {email: \"ask shop@example.com\"}\nspec", StringComparison.Ordinal))
        {
            EdgeFails = true,
            Rule = Rules.RequiredAnnotations(new RequiredKeyParameters { Keys = ["email"], Pattern = "[a-z.]+@[a-z.]+" }),
            Written = "Rules.RequiredAnnotations(new RequiredKeyParameters { Keys = [\"email\"], Pattern = \"[a-z.]+@[a-z.]+\" })",
        },
        new("namespace-is-not-default", Web("").Replace("name: web\nspec", "name: web\n  namespace: default\nspec", StringComparison.Ordinal), Web("").Replace("name: web\nspec", "name: web\n  namespace: shop\nspec", StringComparison.Ordinal), "Kinds of the whole cluster are in no namespace", Flat("v1", "Namespace", "", "shop")),
        new("label-values-are-valid", Web("").Replace("name: web\nspec", "name: web\n  labels: {owner: shop@example.com}\nspec", StringComparison.Ordinal), Web("").Replace("name: web\nspec", "name: web\n  labels: {owner: shop}\nspec", StringComparison.Ordinal), "An empty value is allowed", Web("").Replace("name: web\nspec", "name: web\n  labels: {owner: \"\"}\nspec", StringComparison.Ordinal)),
        new("api-version-is-current", CronJob("restartPolicy: Never\n" + Container("")).Replace("batch/v1", "batch/v1beta1", StringComparison.Ordinal), CronJob("restartPolicy: Never\n" + Container("")), "What is deprecated and still served is a warning", Flat("v1", "Endpoints", "subsets: []")) { EdgeFails = true },
        new("keys-are-sorted", Flat("v1", "ConfigMap", "data: {b: x, a: y}"), Flat("v1", "ConfigMap", "data: {a: y, b: x}"), "A name may come first", Pod("containers:\n- name: web\n  image: ghcr.io/shop/web:1.4.2")),
        new("priority-class-is-allowed", Deployment("priorityClassName: system-node-critical\n" + Container("")), Deployment("priorityClassName: shop\n" + Container("")), "Nothing written is no class that is agreed on", Web(""))
        {
            EdgeFails = true,
            Rule = Rules.PriorityClassIsAllowed(new PriorityClassParameters { Allowed = ["shop"] }),
            Written = "Rules.PriorityClassIsAllowed(new PriorityClassParameters { Allowed = [\"shop\"] })",
        },
        new("node-affinity-is-set", Web(""), Deployment("nodeSelector: {kubernetes.io/arch: arm64}\n" + Container("")), "A DaemonSet runs on every node", Web("").Replace("Deployment", "DaemonSet", StringComparison.Ordinal)),
        new("dns-options-are-set", Web(""), Deployment("dnsConfig: {options: [{name: ndots, value: \"2\"}]}\n" + Container("")), "A pod that asks its node's resolver has no search list", Deployment("dnsPolicy: Default\n" + Container(""))),
        new("shell-script-follows-dash-c", Web("command: [bash, \"echo ready && exec /app/web\"]"), Web("command: [bash, -c, \"echo ready && exec /app/web\"]"), "The name of a file needs no -c", Web("command: [bash, -eu, /app/start.sh, --port, \"8080\"]")),
        new("shell-line-has-a-shell", Web("command: [/app/migrate, \"&&\", /app/web]"), Web("command: [sh, -c, \"/app/migrate && exec /app/web\"]"), "A program's name has no blanks", Web("command: [\"npm start\"]")) { EdgeFails = true },
        new("heap-fits-memory-limit", Web("resources: {limits: {memory: 1Gi}}\nenv: [{name: JAVA_TOOL_OPTIONS, value: \"-Xmx2g\"}]"), Web("resources: {limits: {memory: 2Gi}}\nenv: [{name: JAVA_TOOL_OPTIONS, value: \"-Xmx1536m\"}]"),
            "Node.js counts in MiB", Web("resources: {limits: {memory: 1Gi}}\ncommand: [node, --max-old-space-size=1024, server.js]")) { EdgeFails = true },
        new("pre-stop-fits-grace-period", Web("lifecycle: {preStop: {exec: {command: [sleep, \"45\"]}}}"), Deployment("terminationGracePeriodSeconds: 60\n" + Container("lifecycle: {preStop: {exec: {command: [sleep, \"45\"]}}}")),
            "Two waits add up", Web("lifecycle: {preStop: {exec: {command: [sh, -c, \"sleep 20; /app/drain; sleep 15\"]}}}")) { EdgeFails = true },
    ];

    private static string Scaler(string spec) => Object("autoscaling/v2", "HorizontalPodAutoscaler", "scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}\n" + spec);

    private static string Budget(string spec) => Object("policy/v1", "PodDisruptionBudget", "selector: {matchLabels: {app: web}}\n" + spec);

    private static string Claim(string mode) => Object("v1", "PersistentVolumeClaim", $"accessModes: [{mode}]\nresources: {{requests: {{storage: 1Gi}}}}", "data");

    private static string Policy(string labels) => Object("networking.k8s.io/v1", "NetworkPolicy", $"podSelector: {{}}\ningress: [{{from: [{{podSelector: {{matchLabels: {{{labels}}}}}}}]}}]");
}
