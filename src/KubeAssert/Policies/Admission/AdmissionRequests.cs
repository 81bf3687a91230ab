using KubeAssert.OpenApi;

namespace KubeAssert.Admission;

/// <summary>Makes the request by which each manifest of a set would be created; namespaces and custom kinds are looked up once.</summary>
internal sealed class AdmissionRequests(ManifestSet manifests, KubernetesVersion version)
{
    private readonly ILookup<(string?, string?), Manifest> _definitions = manifests
        .Where(m => m is { Group: "apiextensions.k8s.io", Kind: "CustomResourceDefinition" })
        .ToLookup(m => (m["spec"]["group"].AsString(), m["spec"]["names"]["kind"].AsString()));

    private readonly Dictionary<string, MapNode> _namespaces = manifests
        .Where(m => m is { Group: "", Kind: "Namespace" })
        .DistinctBy(m => m.Name, StringComparer.Ordinal)
        .ToDictionary(m => m.Name, m => ServedObject.Of(m, version, null), StringComparer.Ordinal);

    public AdmissionRequest Of(Manifest manifest)
    {
        var definition = _definitions[(manifest.Group, manifest.Kind)].FirstOrDefault();
        var namespaceName = manifests.NamespaceOf(manifest);
        return new AdmissionRequest(
            manifest,
            ServedObject.Of(manifest, version, namespaceName),
            KindNames.PluralOf(manifest, definition),
            namespaceName,
            namespaceName is null ? null : _namespaces.GetValueOrDefault(namespaceName));
    }
}
