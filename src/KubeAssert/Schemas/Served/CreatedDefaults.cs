using System.Collections.Frozen;
using System.Text;
using System.Text.Json.Nodes;
using static KubeAssert.OpenApi.ServedDefaults;
using static KubeAssert.OpenApi.ServedObject;

namespace KubeAssert.OpenApi;

/// <summary>
/// What the API server sets when an object is created, beyond the defaults of its types: by the strategies of kinds, and by the admission
/// plugins that are on by default. What depends on the cluster is left out: addresses, node ports, UIDs, priorities of classes.
/// </summary>
internal static class CreatedDefaults
{
    private static readonly FrozenSet<string> Numbered = FrozenSet.ToFrozenSet(
    [
        "apps/DaemonSet", "apps/Deployment", "apps/ReplicaSet", "apps/StatefulSet", "batch/CronJob", "batch/Job", "/Pod", "/PodTemplate", "/ReplicationController",
        "networking.k8s.io/Ingress", "networking.k8s.io/IngressClass", "networking.k8s.io/NetworkPolicy", "policy/PodDisruptionBudget", "scheduling.k8s.io/PriorityClass",
        "admissionregistration.k8s.io/ValidatingWebhookConfiguration", "admissionregistration.k8s.io/MutatingWebhookConfiguration",
        "admissionregistration.k8s.io/ValidatingAdmissionPolicy", "apiextensions.k8s.io/CustomResourceDefinition", "flowcontrol.apiserver.k8s.io/FlowSchema",
        "flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration",
    ], StringComparer.Ordinal);

    public static void Set(JsonObject draft, string group, string kind)
    {
        if (Numbered.Contains($"{group}/{kind}"))
            Child(draft, "metadata")["generation"] = 1;
        switch (group, kind)
        {
            case ("", "Pod"):
                Pod(draft);
                break;
            case ("", "Secret"):
                Secret(draft);
                break;
            case ("", "PersistentVolume"):
                Protect(draft, "kubernetes.io/pv-protection");
                break;
            case ("", "PersistentVolumeClaim"):
                Protect(draft, "kubernetes.io/pvc-protection");
                break;
            case ("apps", "DaemonSet"):
                Child(Child(draft, "metadata"), "annotations")["deprecated.daemonset.template.generation"] = "1";
                break;
            case ("apps", "StatefulSet"):
                foreach (var claim in Objects(draft["spec"] as JsonObject, "volumeClaimTemplates"))
                {
                    claim["apiVersion"] = "v1";
                    claim["kind"] = "PersistentVolumeClaim";
                }

                break;
        }
    }

    private static void Pod(JsonObject draft)
    {
        draft["status"] = new JsonObject { ["phase"] = "Pending" };
        var spec = Child(draft, "spec");
        if (spec["terminationGracePeriodSeconds"] is { } seconds && seconds.ToJsonString().StartsWith('-'))
            spec["terminationGracePeriodSeconds"] = 1;
        Default(spec, "serviceAccountName", "default");
        Default(spec, "serviceAccount", "default");
        if (Text(spec, "priorityClassName") is null)
        {
            Default(spec, "priority", 0);
            Default(spec, "preemptionPolicy", "PreemptLowerPriority");
        }

        foreach (var taint in (ReadOnlySpan<string>)["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"])
            Tolerate(spec, taint);
    }

    private static void Tolerate(JsonObject spec, string taint)
    {
        foreach (var toleration in Objects(spec, "tolerations"))
        {
            if (Text(toleration, "key") is null || Text(toleration, "key") == taint)
            {
                if (Text(toleration, "effect") is null or "NoExecute")
                    return;
            }
        }

        if (spec["tolerations"] is not JsonArray tolerations)
            spec["tolerations"] = tolerations = [];
        tolerations.Add((JsonNode)new JsonObject { ["key"] = taint, ["operator"] = "Exists", ["effect"] = "NoExecute", ["tolerationSeconds"] = 300 });
    }

    // what is written as text is stored in base64 beside the rest
    private static void Secret(JsonObject draft)
    {
        if (draft["stringData"] is not JsonObject texts)
            return;
        draft.Remove("stringData");
        foreach (var (key, value) in texts)
            Child(draft, "data")[key] = Convert.ToBase64String(Encoding.UTF8.GetBytes(Text(texts, key) ?? value?.ToJsonString() ?? ""));
    }

    private static void Protect(JsonObject draft, string finalizer)
    {
        var metadata = Child(draft, "metadata");
        if (metadata["finalizers"] is not JsonArray finalizers)
            metadata["finalizers"] = finalizers = [];
        if (!finalizers.Any(f => f is JsonValue value && value.TryGetValue<string>(out var text) && text == finalizer))
            finalizers.Add((JsonNode)finalizer);
    }
}
