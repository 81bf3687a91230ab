using System.Text.Json.Nodes;
using static KubeAssert.OpenApi.ServedDefaults;
using static KubeAssert.OpenApi.ServedObject;

namespace KubeAssert.OpenApi;

/// <summary>Defaults of networking, autoscaling, storage, RBAC, scheduling and admission.</summary>
internal static class OtherDefaults
{
    private const string Rbac = "rbac.authorization.k8s.io";

    public static IEnumerable<TypeDefaults> All { get; } = new TypeDefaults[]
    {
        new("networking.v1.NetworkPolicyPort", d => Default(d, "protocol", "TCP")),
        new("networking.v1.NetworkPolicy", d =>
        {
            var spec = Child(d, "spec");
            if (spec["policyTypes"] is not JsonArray { Count: > 0 })
                spec["policyTypes"] = spec["egress"] is JsonArray { Count: > 0 } ? new JsonArray("Ingress", "Egress") : new JsonArray("Ingress");
        }),
        new("networking.v1.IngressClassParametersReference", d => Default(d, "scope", "Cluster")),
        new("autoscaling.v1.HorizontalPodAutoscaler", d => Default(Child(d, "spec"), "minReplicas", 1)),
        new("autoscaling.v2.HorizontalPodAutoscaler", Autoscaler),
        new("storage.v1.StorageClass", d =>
        {
            Default(d, "reclaimPolicy", "Delete");
            Default(d, "volumeBindingMode", "Immediate");
        }),
        new("storage.v1.CSIDriver", CsiDriver),
        new("rbac.v1.ClusterRoleBinding", d => Default(Child(d, "roleRef"), "apiGroup", Rbac)),
        new("rbac.v1.RoleBinding", d => Default(Child(d, "roleRef"), "apiGroup", Rbac)),
        new("rbac.v1.Subject", d =>
        {
            if (Text(d, "kind") is "User" or "Group")
                Default(d, "apiGroup", Rbac);
        }),
        new("scheduling.v1.PriorityClass", d => Default(d, "preemptionPolicy", "PreemptLowerPriority")),
        new("admissionregistration.v1.ValidatingWebhook", Webhook),
        new("admissionregistration.v1.MutatingWebhook", d =>
        {
            Webhook(d);
            Default(d, "reinvocationPolicy", "Never");
        }),
        new("admissionregistration.v1.RuleWithOperations", d => Default(d, "scope", "*")),
        new("admissionregistration.v1.NamedRuleWithOperations", d => Default(d, "scope", "*")),
        new("admissionregistration.v1.ServiceReference", d => Default(d, "port", 443)),
        new("admissionregistration.v1.ValidatingAdmissionPolicySpec", d => Default(d, "failurePolicy", "Fail")),
        new("admissionregistration.v1.MutatingAdmissionPolicySpec", d => Default(d, "failurePolicy", "Fail")),
        new("admissionregistration.v1.MatchResources", Matching),
    }.Select(d => d with { Type = "io.k8s.api." + d.Type });

    private static void Matching(JsonObject draft)
    {
        Default(draft, "matchPolicy", "Equivalent");
        Default(draft, "namespaceSelector", new JsonObject());
        Default(draft, "objectSelector", new JsonObject());
    }

    private static void Webhook(JsonObject draft)
    {
        Default(draft, "failurePolicy", "Fail");
        Matching(draft);
        Default(draft, "timeoutSeconds", 10);
    }

    private static void Autoscaler(JsonObject draft)
    {
        var spec = Child(draft, "spec");
        Default(spec, "minReplicas", 1);
        if (spec["metrics"] is not JsonArray { Count: > 0 })
        {
            spec["metrics"] = new JsonArray(new JsonObject
            {
                ["type"] = "Resource",
                ["resource"] = new JsonObject { ["name"] = "cpu", ["target"] = new JsonObject { ["type"] = "Utilization", ["averageUtilization"] = 80 } },
            });
        }

        if (spec["behavior"] is not JsonObject behavior)
            return;
        Scaling(Child(behavior, "scaleUp"), 0, Change("Pods", 4), Change("Percent", 100));
        Scaling(Child(behavior, "scaleDown"), null, Change("Percent", 100));

        static JsonNode Change(string type, int value) => new JsonObject { ["type"] = type, ["value"] = value, ["periodSeconds"] = 15 };
    }

    private static void Scaling(JsonObject rules, int? stabilization, params JsonNode[] policies)
    {
        if (stabilization is { } seconds)
            Default(rules, "stabilizationWindowSeconds", seconds);
        Default(rules, "selectPolicy", "Max");
        Default(rules, "policies", new JsonArray(policies));
    }

    private static void CsiDriver(JsonObject draft)
    {
        var spec = Child(draft, "spec");
        Default(spec, "attachRequired", true);
        Default(spec, "podInfoOnMount", false);
        Default(spec, "storageCapacity", false);
        Default(spec, "fsGroupPolicy", "ReadWriteOnceWithFSType");
        if (spec["volumeLifecycleModes"] is not JsonArray { Count: > 0 })
            spec["volumeLifecycleModes"] = new JsonArray("Persistent");
        Default(spec, "requiresRepublish", false);
        Default(spec, "seLinuxMount", false);
    }
}
