using KubeAssert.Model;

namespace KubeAssert.References;

/// <summary>What objects of the set make at run time: Secrets of sealed and external secrets and certificates, pods of well-known operators.</summary>
internal sealed class Makers
{
    private readonly Dictionary<(string Kind, string? Namespace, string Name), Manifest> _objects = [];
    private readonly List<(Manifest Maker, string? Namespace, IReadOnlyDictionary<string, string> Labels)> _pods = [];
    private readonly List<(Manifest Set, string? Namespace, string Prefix)> _claims = [];

    public Makers(ManifestSet manifests, CustomWorkloads? custom)
    {
        foreach (var manifest in manifests)
        {
            var @namespace = manifests.NamespaceOf(manifest);
            switch (manifest.Kind)
            {
                case "StatefulSet":
                    foreach (var template in manifest["spec"]["volumeClaimTemplates"].Items)
                        _claims.Add((manifest, @namespace, $"{template["metadata"]["name"].Text}-{manifest.Name}-"));
                    break;
                case "SealedSecret":
                    Make(manifest, "Secret", @namespace, manifest["spec"]["template"]["metadata"]["name"].Text ?? manifest.Name);
                    break;
                case "ExternalSecret" or "PushSecret" or "VaultStaticSecret" or "InfisicalSecret" or "OnePasswordItem":
                    Make(manifest, "Secret", @namespace, manifest["spec"]["target"]["name"].Text ?? manifest["spec"]["destination"]["name"].Text ?? manifest.Name);
                    break;
                case "Certificate":
                    Make(manifest, "Secret", @namespace, manifest["spec"]["secretName"].Text);
                    break;
                case "SecretProviderClass":
                    foreach (var made in manifest["spec"]["secretObjects"].Items)
                        Make(manifest, "Secret", @namespace, made["secretName"].Text);
                    break;
                default:
                    AddPods(manifest, @namespace, custom);
                    break;
            }
        }
    }

    /// <summary>The object that makes it, or null.</summary>
    public Manifest? Of(ReferenceTarget target)
    {
        if (_objects.TryGetValue((target.Kind, target.Namespace, target.Name), out var maker))
            return maker;
        if (target.Kind != "PersistentVolumeClaim")
            return null;

        foreach (var (set, @namespace, prefix) in _claims)
        {
            if (@namespace == target.Namespace && target.Name.Length > prefix.Length && target.Name.StartsWith(prefix, StringComparison.Ordinal)
                && target.Name.AsSpan(prefix.Length).IndexOfAnyExceptInRange('0', '9') < 0)
                return set;
        }

        return null;
    }

    public IEnumerable<Manifest> OfPods(LabelSelector selector, string? @namespace) =>
        _pods.Where(pods => pods.Namespace == @namespace && selector.Matches(pods.Labels)).Select(pods => pods.Maker);

    private void Make(Manifest maker, string kind, string? @namespace, string? name)
    {
        if (name is { Length: > 0 })
            _objects.TryAdd((kind, @namespace, name), maker);
    }

    /// <summary>Custom objects with a pod template inside, and the pods of the Prometheus operator, whose labels its documentation states.</summary>
    private void AddPods(Manifest manifest, string? @namespace, CustomWorkloads? custom)
    {
        if (!manifest.Group.Contains('.', StringComparison.Ordinal) || WorkloadShape.Of(manifest, custom) is not null)
            return;

        if (manifest["spec"]["template"] is MapNode template && template["spec"]["containers"].IsList)
        {
            _pods.Add((manifest, @namespace, Manifest.StringMap(template["metadata"]["labels"])));
            return;
        }

        if (manifest.Group != "monitoring.coreos.com" || manifest.Kind is not ("Prometheus" or "PrometheusAgent" or "Alertmanager" or "ThanosRuler"))
            return;

        var kind = manifest.Kind switch { "PrometheusAgent" => "prometheus", "ThanosRuler" => "thanos-ruler", _ => manifest.Kind.ToLowerInvariant() };
        var labels = new Dictionary<string, string>(Manifest.StringMap(manifest["spec"]["podMetadata"]["labels"]), StringComparer.Ordinal)
        {
            ["app.kubernetes.io/name"] = kind,
            ["app.kubernetes.io/instance"] = manifest.Name,
            ["app.kubernetes.io/managed-by"] = "prometheus-operator",
            [kind] = manifest.Name,
        };
        if (kind == "prometheus")
            labels["operator.prometheus.io/name"] = manifest.Name;
        _pods.Add((manifest, @namespace, labels));
    }
}
