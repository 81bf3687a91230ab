using System.Text.Json;

namespace KubeAssert.Cluster.Observation;

/// <summary>A PersistentVolumeClaim.</summary>
internal sealed class ObservedClaim : ObservedObject
{
    public ObservedClaim(ObjectKey key, JsonElement json, ObservedObject? before, DateTimeOffset at)
        : base(key, json, before, at)
    {
        var spec = json.Get("spec");
        Phase = json.Get("status").TextOrEmpty("phase");
        StorageClass = spec.Text("storageClassName");
        VolumeName = spec.Text("volumeName");
        AccessModes = spec.Texts("accessModes");
        Requested = spec.Get("resources").Get("requests").Get("storage").Amount();
        Selector = spec.Get("selector").StringMap("matchLabels");
    }

    public string Phase { get; }

    /// <summary>Null when none is given and no default class filled it in.</summary>
    public string? StorageClass { get; }

    public string? VolumeName { get; }

    public IReadOnlyList<string> AccessModes { get; }

    /// <summary>How many bytes it asks for.</summary>
    public double Requested { get; }

    /// <summary>The labels that its volume must carry.</summary>
    public IReadOnlyDictionary<string, string> Selector { get; }
}

/// <summary>A PersistentVolume.</summary>
internal sealed class ObservedVolume : ObservedObject
{
    public ObservedVolume(ObjectKey key, JsonElement json, ObservedObject? before, DateTimeOffset at)
        : base(key, json, before, at)
    {
        var spec = json.Get("spec");
        Phase = json.Get("status").TextOrEmpty("phase");
        StorageClass = spec.TextOrEmpty("storageClassName");
        Capacity = spec.Get("capacity").Get("storage").Amount();
        AccessModes = spec.Texts("accessModes");
        var claim = spec.Get("claimRef");
        Claim = claim.ValueKind == JsonValueKind.Object ? ObjectKey.Core("PersistentVolumeClaim", claim.Text("namespace"), claim.TextOrEmpty("name")) : null;
    }

    public string Phase { get; }

    public string StorageClass { get; }

    public double Capacity { get; }

    public IReadOnlyList<string> AccessModes { get; }

    /// <summary>The claim it is bound to, or kept for; null when any may have it.</summary>
    public ObjectKey? Claim { get; }

    /// <summary>Whether the binder may give it to a claim.</summary>
    public bool Fits(ObservedClaim claim) =>
        Phase is not ("Released" or "Failed") && !IsDeleting && StorageClass == (claim.StorageClass ?? "") && Capacity >= claim.Requested
        && claim.AccessModes.All(m => AccessModes.Contains(m, StringComparer.Ordinal)) && claim.Selector.All(s => Labels.GetValueOrDefault(s.Key) == s.Value)
        && (Claim is null || Claim == claim.Key) && (claim.VolumeName is not { Length: > 0 } named || named == Key.Name);
}

/// <summary>A StorageClass.</summary>
internal sealed class ObservedStorageClass(ObjectKey key, JsonElement json, ObservedObject? before, DateTimeOffset at)
    : ObservedObject(key, json, before, at)
{
    public bool IsDefault => Annotations.GetValueOrDefault("storageclass.kubernetes.io/is-default-class") == "true";

    public bool WaitsForConsumer { get; } = json.Text("volumeBindingMode") == "WaitForFirstConsumer";

    /// <summary>Whether it makes volumes, rather than only grouping those that somebody made.</summary>
    public bool Provisions { get; } = json.Text("provisioner") != "kubernetes.io/no-provisioner";
}

/// <summary>A ConfigMap or Secret: which keys it has. Values are never kept.</summary>
internal sealed class ObservedKeys(ObjectKey key, JsonElement json, ObservedObject? before, DateTimeOffset at)
    : ObservedObject(key, json, before, at)
{
    public IReadOnlyCollection<string> Keys { get; } =
        json.Entries("data").Concat(json.Entries("binaryData")).Concat(json.Entries("stringData")).Select(e => e.Name).Distinct(StringComparer.Ordinal).ToArray();
}

/// <summary>A HorizontalPodAutoscaler.</summary>
internal sealed class ObservedAutoscaler : ObservedObject
{
    public ObservedAutoscaler(ObjectKey key, JsonElement json, ObservedObject? before, DateTimeOffset at)
        : base(key, json, before, at)
    {
        var target = json.Get("spec").Get("scaleTargetRef");
        Target = new ObjectKey(GroupOf(target.TextOrEmpty("apiVersion")), target.TextOrEmpty("kind"), key.Namespace, target.TextOrEmpty("name"));
    }

    public ObjectKey Target { get; }

    /// <summary>Whether it looked for its numbers and got none. A target that was scaled to none needs no numbers.</summary>
    public bool LacksMetrics => Condition("ScalingActive") is { IsFalse: true, Reason: not "ScalingDisabled" };
}

/// <summary>A taint of a node that keeps pods away.</summary>
internal sealed record Taint(string Key, string Value, string Effect)
{
    /// <summary>Whether the control plane sets such taints, and takes them off again: a node that starts, is away or under pressure.</summary>
    public static bool PassesByItself(string key) =>
        (key.StartsWith("node.kubernetes.io/", StringComparison.Ordinal) && key is not "node.kubernetes.io/unschedulable")
        || key.StartsWith("node.cloudprovider.kubernetes.io/", StringComparison.Ordinal);

    public override string ToString() => Value.Length > 0 ? $"{Key}={Value}:{Effect}" : $"{Key}:{Effect}";
}

/// <summary>A node.</summary>
internal sealed class ObservedNode : ObservedObject
{
    public ObservedNode(ObjectKey key, JsonElement json, ObservedObject? before, DateTimeOffset at)
        : base(key, json, before, at)
    {
        var allocatable = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var entry in json.Get("status").Entries("allocatable"))
            allocatable[entry.Name] = entry.Value.Amount();
        Allocatable = allocatable;
        Taints = json.Get("spec").Items("taints").Select(t => new Taint(t.TextOrEmpty("key"), t.TextOrEmpty("value"), t.TextOrEmpty("effect"))).ToArray();
    }

    public IReadOnlyDictionary<string, double> Allocatable { get; }

    public IReadOnlyList<Taint> Taints { get; }

    public bool IsReady => Condition("Ready") is { IsTrue: true };

    /// <summary>Whether it is on its way: not ready, or still carrying the taints of a node that starts.</summary>
    public bool IsStarting => !IsReady || Taints.Any(t => Taint.PassesByItself(t.Key));
}

/// <summary>A Namespace.</summary>
internal sealed class ObservedNamespace(ObjectKey key, JsonElement json, ObservedObject? before, DateTimeOffset at)
    : ObservedObject(key, json, before, at)
{
    public bool IsTerminating { get; } = json.Get("status").Text("phase") == "Terminating";
}

/// <summary>An event: what a component said about an object.</summary>
internal sealed class ObservedEvent : ObservedObject
{
    public ObservedEvent(ObjectKey key, JsonElement json, ObservedEvent? before, DateTimeOffset at)
        : base(key, json, before, at)
    {
        // events.k8s.io/v1 calls them regarding and note
        var about = json.Get("involvedObject");
        if (about.ValueKind != JsonValueKind.Object)
            about = json.Get("regarding");
        About = new ObjectKey(GroupOf(about.TextOrEmpty("apiVersion")), about.TextOrEmpty("kind"), about.Text("namespace"), about.TextOrEmpty("name"));
        AboutUid = about.TextOrEmpty("uid");
        FieldPath = about.TextOrEmpty("fieldPath");
        IsWarning = json.Text("type") == "Warning";
        Reason = json.TextOrEmpty("reason");
        Message = WithoutPrefix(json.Text("message") ?? json.TextOrEmpty("note"));
        Count = Math.Max(1, Math.Max(Math.Max(json.Int("count"), json.Int("deprecatedCount")), json.Get("series").Int("count")));
        LastSeen = before is not null && before.Count == Count && before.Message == Message ? before.LastSeen : at;
        SecondSeen = Count < 2 ? null : before?.SecondSeen ?? at;
    }

    // what a component puts before the last of many alike
    private static string WithoutPrefix(string message) =>
        message.StartsWith(Combined, StringComparison.Ordinal) ? message[Combined.Length..] : message;

    private const string Combined = "(combined from similar events): ";

    public ObjectKey About { get; }

    public string AboutUid { get; }

    public string FieldPath { get; }

    public bool IsWarning { get; }

    public string Reason { get; }

    public string Message { get; }

    public int Count { get; }

    /// <summary>When it was last seen to happen, by our clock.</summary>
    public DateTimeOffset LastSeen { get; }

    /// <summary>When it was seen to have happened twice, by our clock.</summary>
    public DateTimeOffset? SecondSeen { get; }
}

/// <summary>A CustomResourceDefinition.</summary>
internal sealed class ObservedDefinition(ObjectKey key, JsonElement json, ObservedObject? before, DateTimeOffset at)
    : ObservedObject(key, json, before, at)
{
    public bool IsEstablished => Condition("Established") is { IsTrue: true };
}
