using System.Text.Json;

namespace KubeAssert.Cluster.Observation;

/// <summary>A ConfigMap, Secret or claim that a pod names and can't start without.</summary>
internal sealed record PodDependency(string Kind, string Name, string Path, string? Volume = null, string? Key = null)
{
    public string NamePath => Path.EndsWith(".key", StringComparison.Ordinal) ? Path[..^3] + "name" : Path;
}

/// <summary>Reads what a pod can't start without: all that its volumes and its containers' environments name and don't call optional.</summary>
internal static class PodDependencies
{
    public static IEnumerable<PodDependency> Read(JsonElement spec) =>
        OfVolumes(spec).Concat(OfEnvironment(spec, "initContainers")).Concat(OfEnvironment(spec, "containers"));

    private static IEnumerable<PodDependency> OfVolumes(JsonElement spec)
    {
        foreach (var (volume, v) in spec.Items("volumes").Select((x, i) => (x, i)))
        {
            var name = volume.Text("name");
            foreach (var found in OfSource(volume, $"volumes[{v}]", name, "secretName"))
                yield return found;
            foreach (var (source, s) in volume.Get("projected").Items("sources").Select((x, i) => (x, i)))
            {
                foreach (var found in OfSource(source, $"volumes[{v}].projected.sources[{s}]", name, "name"))
                    yield return found;
            }

            if (volume.Get("persistentVolumeClaim") is { ValueKind: JsonValueKind.Object } claim)
                yield return new("PersistentVolumeClaim", claim.TextOrEmpty("claimName"), $"volumes[{v}].persistentVolumeClaim.claimName", name);
        }
    }

    private static IEnumerable<PodDependency> OfSource(JsonElement source, string path, string? volume, string secretName)
    {
        foreach (var (field, kind, nameField) in new[] { ("configMap", "ConfigMap", "name"), ("secret", "Secret", secretName) })
        {
            if (source.Get(field) is not { ValueKind: JsonValueKind.Object } named || named.Flag("optional") == true)
                continue;
            var name = named.TextOrEmpty(nameField);
            yield return new(kind, name, $"{path}.{field}.{nameField}", volume);
            foreach (var (item, i) in named.Items("items").Select((x, i) => (x, i)))
                yield return new(kind, name, $"{path}.{field}.items[{i}].key", volume, item.Text("key"));
        }
    }

    private static IEnumerable<PodDependency> OfEnvironment(JsonElement spec, string list)
    {
        foreach (var (container, c) in spec.Items(list).Select((x, i) => (x, i)))
        {
            foreach (var (source, n) in container.Items("envFrom").Select((x, i) => (x, i)))
            {
                foreach (var (field, kind) in new[] { ("configMapRef", "ConfigMap"), ("secretRef", "Secret") })
                {
                    if (source.Get(field) is { ValueKind: JsonValueKind.Object } named && named.Flag("optional") != true)
                        yield return new(kind, named.TextOrEmpty("name"), $"{list}[{c}].envFrom[{n}].{field}.name");
                }
            }

            foreach (var (variable, n) in container.Items("env").Select((x, i) => (x, i)))
            {
                foreach (var (field, kind) in new[] { ("configMapKeyRef", "ConfigMap"), ("secretKeyRef", "Secret") })
                {
                    if (variable.Get("valueFrom").Get(field) is { ValueKind: JsonValueKind.Object } named && named.Flag("optional") != true)
                        yield return new(kind, named.TextOrEmpty("name"), $"{list}[{c}].env[{n}].valueFrom.{field}.key", Key: named.Text("key"));
                }
            }
        }
    }
}
