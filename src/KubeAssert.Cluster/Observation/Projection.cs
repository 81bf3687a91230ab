using System.Text.Json;

namespace KubeAssert.Cluster.Observation;

/// <summary>What is kept of an object, by its kind.</summary>
internal static class Projection
{
    public static ObjectKey KeyOf(JsonElement json)
    {
        var metadata = json.Get("metadata");
        return Normal(ObservedObject.GroupOf(json.TextOrEmpty("apiVersion")), json.TextOrEmpty("kind"), metadata.Text("namespace"), metadata.TextOrEmpty("name"));
    }

    public static ObjectKey KeyOf(string group, string kind, JsonElement json)
    {
        var metadata = json.Get("metadata");
        return Normal(group, kind, metadata.Text("namespace"), metadata.TextOrEmpty("name"));
    }

    public static ObservedObject Of(ObjectKey key, JsonElement json, ObservedObject? before, DateTimeOffset at) => (key.Group, key.Kind) switch
    {
        ("", "Pod") => new ObservedPod(key, json, before as ObservedPod, at),
        ("", "Event") => new ObservedEvent(key, json, before as ObservedEvent, at),
        ("apps", "Deployment" or "ReplicaSet" or "StatefulSet" or "DaemonSet") or ("batch", "Job" or "CronJob") or ("", "ReplicationController") =>
            new ObservedWorkload(key, json, before as ObservedWorkload, at),
        ("", "Service") => new ObservedService(key, json, before, at),
        ("discovery.k8s.io", "EndpointSlice") => new ObservedEndpoints(key, json, before, at),
        ("networking.k8s.io", "Ingress") => new ObservedIngress(key, json, before, at),
        ("", "PersistentVolumeClaim") => new ObservedClaim(key, json, before, at),
        ("", "PersistentVolume") => new ObservedVolume(key, json, before, at),
        ("storage.k8s.io", "StorageClass") => new ObservedStorageClass(key, json, before, at),
        ("", "ConfigMap" or "Secret") => new ObservedKeys(key, json, before, at),
        ("autoscaling", "HorizontalPodAutoscaler") => new ObservedAutoscaler(key, json, before, at),
        ("", "Node") => new ObservedNode(key, json, before, at),
        ("", "Namespace") => new ObservedNamespace(key, json, before, at),
        ("apiextensions.k8s.io", "CustomResourceDefinition") => new ObservedDefinition(key, json, before, at),
        _ => new ObservedObject(key, json, before, at),
    };

    // events are served by two groups; they are the same objects
    private static ObjectKey Normal(string group, string kind, string? ns, string name) =>
        new(group == "events.k8s.io" && kind == "Event" ? "" : group, kind, ns, name);
}
