using KubeAssert.Model;
using KubeAssert.Texts;

namespace KubeAssert.Assertions;

/// <summary>Which ConfigMaps and Secrets a workload's volumes are made from.</summary>
internal static class VolumeFault
{
    /// <summary>Null where a volume is made from the object and a container mounts that volume.</summary>
    public static Finding? NotMounted(Workload workload, string kind, string name)
    {
        var sources = Sources(workload, kind).ToList();
        var source = sources.FirstOrDefault(s => s.Name == name);
        var volumes = workload.PodTemplate.Spec["volumes"];
        if (source.Volume is null)
        {
            var nearest = Nearest.Name(name, sources.Select(s => s.Name));
            return Fault.At(
                workload.Manifest,
                volumes,
                sources.Count == 0 ? $"has no volume made from a {kind}" : $"has volumes made from {Fault.List(sources.Select(s => $"{kind} {s.Name}"))}",
                nearest is null ? null : $"{kind} {nearest} ({sources.First(s => s.Name == nearest).Node.Location})",
                $"add a volume made from {kind} {name}{Fault.OrExpect(nearest)}");
        }

        var isMounted = workload.Containers.Any(c => c["volumeMounts"].Items.Any(m => m["name"].Text == source.Volume));
        return isMounted ? null : Fault.At(
            workload.Manifest,
            source.Node,
            $"the volume {source.Volume} is made from it, but no container mounts that volume",
            fix: $"add a volumeMount named {source.Volume}");
    }

    private static IEnumerable<(string Name, string? Volume, Node Node)> Sources(Workload workload, string kind)
    {
        var (own, key, projected) = kind == "Secret" ? ("secret", "secretName", "secret") : ("configMap", "name", "configMap");
        foreach (var volume in workload.PodTemplate.Spec["volumes"].Items)
        {
            if (volume[own][key].Text is { } name)
                yield return (name, volume["name"].Text, volume[own][key]);
            foreach (var source in volume["projected"]["sources"].Items)
            {
                if (source[projected]["name"].Text is { } inner)
                    yield return (inner, volume["name"].Text, source[projected]["name"]);
            }
        }
    }
}
