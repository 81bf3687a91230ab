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
            ("", "ConfigMap") => metadata.Text("name") is "kube-root-ca.crt" or "openshift-service-ca.crt" or "istio-ca-root-cert",
            ("", "Secret") => item.Text("type") is "kubernetes.io/service-account-token" or "helm.sh/release.v1",
            _ => false,
        };
    }

    /// <summary>Whether a claim is one that a StatefulSet made by a template: it has no owner, so that it stays when the StatefulSet goes.</summary>
    public static bool IsMadeClaim(string name, IEnumerable<Manifest> statefulSets) =>
        statefulSets.Any(set => set["spec"]["volumeClaimTemplates"].Items.Any(template =>
            template["metadata"]["name"].Text is { } start && name.StartsWith($"{start}-{set.Name}-", StringComparison.Ordinal)
            && name[(start.Length + set.Name.Length + 2)..] is { Length: > 0 } rest && rest.All(char.IsAsciiDigit)));
}
