using System.Text.Json;

namespace KubeAssert.Cluster.Observation;

/// <summary>A ConfigMap, Secret or claim that a pod names and can't start without.</summary>
internal sealed record PodDependency(string Kind, string Name, string Path, string? Volume = null, string? Key = null)
{
    public string NamePath => Path.EndsWith(".key", StringComparison.Ordinal) ? Path[..^3] + "name" : Path;
}

/// <summary>A pod.</summary>
internal sealed class ObservedPod : ObservedObject
{
    public ObservedPod(ObjectKey key, JsonElement json, ObservedPod? before, DateTimeOffset at)
        : base(key, json, before, at)
    {
        var (spec, status) = (json.Get("spec"), json.Get("status"));
        var same = before?.Uid == Uid ? before : null;

        Phase = status.TextOrEmpty("phase");
        Reason = status.TextOrEmpty("reason");
        Message = status.TextOrEmpty("message");
        PhaseSince = same is not null && same.Phase == Phase ? same.PhaseSince : at;
        NodeName = spec.Text("nodeName");
        RestartPolicy = spec.Text("restartPolicy") ?? "Always";
        IsGated = spec.Items("schedulingGates").Any();
        Gates = IsGated ? spec.Items("schedulingGates").Select(g => g.TextOrEmpty("name")).ToArray() : [];
        Requests = PodRequests.Read(spec);
        Dependencies = ReadDependencies(spec).Distinct().ToArray();
        Containers = PodContainers.Read(spec, status, same, at);
    }

    public string Phase { get; }

    public string Reason { get; }

    public string Message { get; }

    /// <summary>When this phase was first seen, by our clock.</summary>
    public DateTimeOffset PhaseSince { get; }

    public string? NodeName { get; }

    public string RestartPolicy { get; }

    public bool IsGated { get; }

    public IReadOnlyList<string> Gates { get; }

    public PodRequests Requests { get; }

    public IReadOnlyList<PodDependency> Dependencies { get; }

    /// <summary>Init containers first, each in the order of the specification.</summary>
    public IReadOnlyList<ObservedContainer> Containers { get; }

    public bool IsReady => Condition("Ready") is { IsTrue: true };

    public bool IsOver => Phase is "Succeeded" or "Failed";

    /// <summary>Whether its volumes are mounted and its network is there.</summary>
    public bool HasSandbox =>
        Condition("PodReadyToStartContainers") is { IsTrue: true } || Containers.Any(c => c.IsRunning || c.LastTermination is not null);

    public ObservedContainer? Container(string name) => Containers.FirstOrDefault(c => c.Name == name);

    private static IEnumerable<PodDependency> ReadDependencies(JsonElement spec)
    {
        var at = 0;
        foreach (var volume in spec.Items("volumes"))
        {
            var path = $"volumes[{at++}]";
            var name = volume.Text("name");
            if (volume.Get("configMap") is { ValueKind: JsonValueKind.Object } configMap && configMap.Flag("optional") != true)
                yield return new("ConfigMap", configMap.TextOrEmpty("name"), path + ".configMap.name", name);
            if (volume.Get("secret") is { ValueKind: JsonValueKind.Object } secret && secret.Flag("optional") != true)
                yield return new("Secret", secret.TextOrEmpty("secretName"), path + ".secret.secretName", name);
            if (volume.Get("persistentVolumeClaim") is { ValueKind: JsonValueKind.Object } claim)
                yield return new("PersistentVolumeClaim", claim.TextOrEmpty("claimName"), path + ".persistentVolumeClaim.claimName", name);
        }

        foreach (var volume in spec.Items("volumes"))
        {
            foreach (var source in volume.Get("projected").Items("sources"))
            {
                foreach (var (field, kind) in new[] { ("configMap", "ConfigMap"), ("secret", "Secret") })
                {
                    if (source.Get(field) is { ValueKind: JsonValueKind.Object } projected && projected.Flag("optional") != true)
                        yield return new(kind, projected.TextOrEmpty("name"), $"volumes[name={volume.Text("name")}]", volume.Text("name"));
                }
            }
        }

        foreach (var list in new[] { "initContainers", "containers" })
        {
            var index = 0;
            foreach (var container in spec.Items(list))
            {
                var path = $"{list}[{index++}]";
                foreach (var (source, n) in container.Items("envFrom").Select((s, n) => (s, n)))
                {
                    if (source.Get("configMapRef") is { ValueKind: JsonValueKind.Object } c && c.Flag("optional") != true)
                        yield return new("ConfigMap", c.TextOrEmpty("name"), $"{path}.envFrom[{n}].configMapRef.name");
                    if (source.Get("secretRef") is { ValueKind: JsonValueKind.Object } s && s.Flag("optional") != true)
                        yield return new("Secret", s.TextOrEmpty("name"), $"{path}.envFrom[{n}].secretRef.name");
                }

                foreach (var (variable, n) in container.Items("env").Select((v, n) => (v, n)))
                {
                    var from = variable.Get("valueFrom");
                    if (from.Get("configMapKeyRef") is { ValueKind: JsonValueKind.Object } c && c.Flag("optional") != true)
                        yield return new("ConfigMap", c.TextOrEmpty("name"), $"{path}.env[{n}].valueFrom.configMapKeyRef.key", Key: c.Text("key"));
                    if (from.Get("secretKeyRef") is { ValueKind: JsonValueKind.Object } s && s.Flag("optional") != true)
                        yield return new("Secret", s.TextOrEmpty("name"), $"{path}.env[{n}].valueFrom.secretKeyRef.key", Key: s.Text("key"));
                }
            }
        }
    }
}
