using System.Text.Json;
using KubeAssert.Cluster.Connection;
using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Reading;

/// <summary>What nobody deployed: servers and controllers make it.</summary>
internal static class MadeObjects
{
    public static bool IsMadeKind(ApiResource resource) => (resource.Group, resource.Kind) switch
    {
        ("" or "events.k8s.io", "Event") => true,
        ("", "Endpoints") or ("discovery.k8s.io", "EndpointSlice") or ("coordination.k8s.io", "Lease") or ("apps", "ControllerRevision") => true,
        _ => false,
    };

    public static bool IsMade(ApiResource resource, JsonElement item)
    {
        var metadata = item.Get("metadata");
        return metadata.Items("ownerReferences").Any(owner => owner.Flag("controller") == true) || (resource.Group, resource.Kind) switch
        {
            ("", "ServiceAccount") => metadata.Text("name") == "default",
            ("", "ConfigMap") => metadata.Text("name") == "kube-root-ca.crt",
            ("", "Secret") => item.Text("type") == "kubernetes.io/service-account-token",
            _ => false,
        };
    }
}
