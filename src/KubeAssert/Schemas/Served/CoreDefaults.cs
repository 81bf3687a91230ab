using System.Text.Json.Nodes;
using static KubeAssert.OpenApi.ServedDefaults;
using static KubeAssert.OpenApi.ServedObject;

namespace KubeAssert.OpenApi;

/// <summary>Defaults of the core group: pods and all inside them, Services, volumes and the rest.</summary>
internal static class CoreDefaults
{
    private const string Prefix = "io.k8s.api.core.v1.";
    private const long OwnerCanWriteMode = 420;

    public static IEnumerable<TypeDefaults> All { get; } = new TypeDefaults[]
    {
        new("Container", Container),
        new("EphemeralContainer", Container),
        new("Pod", Pod),
        new("PodSpec", PodSpec),
        new("Probe", Probe),
        new("HTTPGetAction", d => Both(d, "path", "/", "scheme", "HTTP")),
        new("GRPCAction", d => Default(d, "service", "")),
        new("ContainerPort", d => Default(d, "protocol", "TCP")),
        new("ObjectFieldSelector", d => Default(d, "apiVersion", "v1")),
        new("Volume", Volume),
        new("SecretVolumeSource", Mode),
        new("ConfigMapVolumeSource", Mode),
        new("DownwardAPIVolumeSource", Mode),
        new("ProjectedVolumeSource", Mode),
        new("ServiceAccountTokenProjection", d => Default(d, "expirationSeconds", 3600)),
        new("HostPathVolumeSource", d => Default(d, "type", "")),
        new("ISCSIVolumeSource", d => Default(d, "iscsiInterface", "default")),
        new("RBDVolumeSource", d =>
        {
            Both(d, "pool", "rbd", "user", "admin");
            Default(d, "keyring", "/etc/ceph/keyring");
        }),
        new("AzureDiskVolumeSource", d =>
        {
            Both(d, "cachingMode", "ReadWrite", "kind", "Shared");
            Default(d, "fsType", "ext4");
            Default(d, "readOnly", false);
        }),
        new("ScaleIOVolumeSource", d => Both(d, "storageMode", "ThinProvisioned", "fsType", "xfs")),
        new("Service", Service),
        new("Secret", d => Default(d, "type", "Opaque")),
        new("Namespace", Namespace),
        new("NamespaceStatus", d => Default(d, "phase", "Active")),
        new("Endpoints", d =>
        {
            foreach (var subset in Objects(d, "subsets"))
            {
                foreach (var port in Objects(subset, "ports"))
                    Default(port, "protocol", "TCP");
            }
        }),
        new("PersistentVolume", d =>
        {
            Default(Child(d, "status"), "phase", "Pending");
            Both(Child(d, "spec"), "persistentVolumeReclaimPolicy", "Retain", "volumeMode", "Filesystem");
        }),
        new("PersistentVolumeClaim", d => Default(Child(d, "status"), "phase", "Pending")),
        new("PersistentVolumeClaimSpec", d => Default(d, "volumeMode", "Filesystem")),
        new("LimitRangeItem", LimitRangeItem),
        new("ReplicationController", ReplicationController),
        new("ReplicationControllerSpec", d => Default(d, "replicas", 1)),
    }.Select(d => d with { Type = Prefix + d.Type });

    private static void Both(JsonObject draft, string key, string value, string key2, string value2)
    {
        Default(draft, key, value);
        Default(draft, key2, value2);
    }

    private static void Mode(JsonObject draft) => Default(draft, "defaultMode", OwnerCanWriteMode);

    private static void Container(JsonObject draft)
    {
        Default(draft, "imagePullPolicy", PullPolicy(Text(draft, "image")));
        Both(draft, "terminationMessagePath", "/dev/termination-log", "terminationMessagePolicy", "File");
    }

    // what is no image reference has no tag, not even the default one
    private static string PullPolicy(string? image) =>
        ImageReference.TryParse(image) is { Digest: null, Tag: null or "latest" } ? "Always" : "IfNotPresent";

    private static void Pod(JsonObject draft)
    {
        var spec = Child(draft, "spec");
        var all = Objects(spec, "containers").Concat(Objects(spec, "initContainers")).ToList();
        foreach (var container in all)
        {
            if (MapAt(container, "resources", "limits") is not { Count: > 0 } limits)
                continue;
            var requests = Child(Child(container, "resources"), "requests");
            foreach (var (name, limit) in limits)
            {
                if (!requests.ContainsKey(name))
                    requests[name] = limit?.DeepClone();
            }
        }

        Default(spec, "enableServiceLinks", true);
        if (spec["hostNetwork"] is not JsonValue value || !value.TryGetValue<bool>(out var isHost) || !isHost)
            return;
        foreach (var port in all.SelectMany(c => Objects(c, "ports")))
            Default(port, "hostPort", port["containerPort"]?.DeepClone() ?? 0);
    }

    private static void PodSpec(JsonObject draft)
    {
        Both(draft, "dnsPolicy", "ClusterFirst", "restartPolicy", "Always");
        Default(draft, "securityContext", new JsonObject());
        Default(draft, "terminationGracePeriodSeconds", 30);
        Default(draft, "schedulerName", "default-scheduler");
        // the old name and the new one of the field are kept alike
        if (Text(draft, "serviceAccountName") is { } account)
            draft["serviceAccount"] = account;
        else if (Text(draft, "serviceAccount") is { } old)
            draft["serviceAccountName"] = old;
    }

    private static void Probe(JsonObject draft)
    {
        Default(draft, "timeoutSeconds", 1);
        Default(draft, "periodSeconds", 10);
        Default(draft, "successThreshold", 1);
        Default(draft, "failureThreshold", 3);
    }

    private static void Volume(JsonObject draft)
    {
        if (draft.Count == 0 || (draft.Count == 1 && draft.ContainsKey("name")))
            draft["emptyDir"] = new JsonObject();
    }

    private static void Service(JsonObject draft)
    {
        var spec = Child(draft, "spec");
        Default(spec, "sessionAffinity", "None");
        if (Text(spec, "sessionAffinity") == "None")
            spec.Remove("sessionAffinityConfig");
        else if (Text(spec, "sessionAffinity") == "ClientIP")
            Default(Child(Child(spec, "sessionAffinityConfig"), "clientIP"), "timeoutSeconds", 10800);
        Default(spec, "type", "ClusterIP");
        foreach (var port in Objects(spec, "ports"))
        {
            Default(port, "protocol", "TCP");
            if (port["targetPort"] is not JsonValue target || target.ToJsonString() is "0" or "\"\"")
                port["targetPort"] = port["port"]?.DeepClone() ?? 0;
        }

        var type = Text(spec, "type");
        var isExternal = type is "LoadBalancer" or "NodePort" || (type == "ClusterIP" && spec["externalIPs"] is JsonArray { Count: > 0 });
        if (isExternal)
            Default(spec, "externalTrafficPolicy", "Cluster");
        if (type is "NodePort" or "LoadBalancer" or "ClusterIP")
            Default(spec, "internalTrafficPolicy", "Cluster");
        if (type == "LoadBalancer")
            Default(spec, "allocateLoadBalancerNodePorts", true);
    }

    private static void Namespace(JsonObject draft)
    {
        if (Text(draft["metadata"] as JsonObject, "name") is { } name)
            Child(Child(draft, "metadata"), "labels")["kubernetes.io/metadata.name"] = name;
        Child(draft, "status");
    }

    private static void LimitRangeItem(JsonObject draft)
    {
        if (Text(draft, "type") != "Container")
            return;
        Copy("max", "default");
        Copy("default", "defaultRequest");
        Copy("min", "defaultRequest");

        void Copy(string from, string to)
        {
            foreach (var (name, value) in draft[from] as JsonObject ?? [])
                Default(Child(draft, to), name, value?.DeepClone() ?? "0");
        }
    }

    private static void ReplicationController(JsonObject draft)
    {
        if (MapAt(draft, "spec", "template", "metadata", "labels") is not { } labels)
            return;
        if (MapAt(draft, "spec", "selector") is not { Count: > 0 })
            Child(draft, "spec")["selector"] = labels.DeepClone();
        if (MapAt(draft, "metadata", "labels") is not { Count: > 0 })
            Child(draft, "metadata")["labels"] = labels.DeepClone();
    }
}
