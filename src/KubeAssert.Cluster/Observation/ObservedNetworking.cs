using System.Text.Json;

namespace KubeAssert.Cluster.Observation;

/// <summary>A port of a Service: where it sends to is a number or the name of a container's port.</summary>
internal sealed record ObservedPort(string? Name, int Port, string? TargetName, string Protocol);

/// <summary>A Service.</summary>
internal sealed class ObservedService : ObservedObject
{
    public ObservedService(ObjectKey key, JsonElement json, ObservedObject? before, DateTimeOffset at)
        : base(key, json, before, at)
    {
        var spec = json.Get("spec");
        Selector = spec.StringMap("selector");
        Type = spec.Text("type") ?? "ClusterIP";
        Ports = spec.Items("ports").Select(p => new ObservedPort(
            p.Text("name"), p.Int("port"), p.Text("targetPort"), p.Text("protocol") ?? "TCP")).ToArray();
        HasLoadBalancer = json.Get("status").Get("loadBalancer").Items("ingress").Any();
        PublishesNotReady = spec.Flag("publishNotReadyAddresses") == true;
    }

    public IReadOnlyDictionary<string, string> Selector { get; }

    public string Type { get; }

    public IReadOnlyList<ObservedPort> Ports { get; }

    /// <summary>Whether a load balancer has given it an address.</summary>
    public bool HasLoadBalancer { get; }

    public bool PublishesNotReady { get; }

    /// <summary>Whether its endpoints come from pods.</summary>
    public bool SelectsPods => Selector.Count > 0 && Type != "ExternalName";

    public bool Selects(IReadOnlyDictionary<string, string> labels)
    {
        foreach (var (key, value) in Selector)
        {
            if (!labels.TryGetValue(key, out var actual) || actual != value)
                return false;
        }

        return Selector.Count > 0;
    }
}

/// <summary>Part of a Service's endpoints.</summary>
internal sealed class ObservedEndpoints : ObservedObject
{
    public ObservedEndpoints(ObjectKey key, JsonElement json, ObservedObject? before, DateTimeOffset at)
        : base(key, json, before, at)
    {
        ServiceName = Labels.GetValueOrDefault("kubernetes.io/service-name") ?? Owner?.Name ?? "";
        PortCount = json.Items("ports").Count();
        PortNames = json.Items("ports").Select(p => p.TextOrEmpty("name")).ToArray();
        foreach (var endpoint in json.Items("endpoints"))
        {
            Total++;
            if (endpoint.Get("conditions").Flag("ready") != false)
                ReadyCount++;
        }

        ReadySince = ReadyCount == 0 ? null : before is ObservedEndpoints { Uid: var uid, ReadySince: { } since } && uid == Uid ? since : at;
    }

    /// <summary>Since when some endpoint has been ready, by our clock; null while none is.</summary>
    public DateTimeOffset? ReadySince { get; }

    public string ServiceName { get; }

    public int PortCount { get; }

    public IReadOnlyList<string> PortNames { get; }

    public int Total { get; }

    public int ReadyCount { get; }
}

/// <summary>A backend of an Ingress.</summary>
internal sealed record IngressBackend(string Service, string? PortName, int PortNumber, string Path);

/// <summary>An Ingress.</summary>
internal sealed class ObservedIngress : ObservedObject
{
    public ObservedIngress(ObjectKey key, JsonElement json, ObservedObject? before, DateTimeOffset at)
        : base(key, json, before, at)
    {
        var spec = json.Get("spec");
        var backends = new List<IngressBackend>();
        Add(spec.Get("defaultBackend"), "spec.defaultBackend");
        foreach (var (rule, r) in spec.Items("rules").Select((x, i) => (x, i)))
        {
            foreach (var (path, p) in rule.Get("http").Items("paths").Select((x, i) => (x, i)))
                Add(path.Get("backend"), $"spec.rules[{r}].http.paths[{p}].backend");
        }

        Backends = backends.ToArray();

        void Add(JsonElement backend, string path)
        {
            var service = backend.Get("service");
            if (service.Text("name") is { } name)
                backends.Add(new IngressBackend(name, service.Get("port").Text("name"), service.Get("port").Int("number"), path + ".service.name"));
        }
    }

    public IReadOnlyList<IngressBackend> Backends { get; }
}
