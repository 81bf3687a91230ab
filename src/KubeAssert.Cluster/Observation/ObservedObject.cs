using System.Text.Json;

namespace KubeAssert.Cluster.Observation;

/// <summary>The object that controls another: from <c>ownerReferences</c>, the entry with <c>controller: true</c>, else the first.</summary>
internal sealed record Owner(string Group, string Kind, string Name, string Uid);

/// <summary>A condition, and since when we have seen it with this status and reason.</summary>
internal sealed record Condition(string Type, string Status, string Reason, string Message, DateTimeOffset Since)
{
    public bool IsTrue => Status == "True";

    public bool IsFalse => Status == "False";
}

/// <summary>What every object has. Subclasses hold what matters of their kind, and no more: memory is bounded by it.</summary>
internal class ObservedObject
{
    private const string ConditionsAnnotation = "autoscaling.alpha.kubernetes.io/conditions";

    // Services, claims, quotas count no generations: what they ask for is compared
    private readonly int _specification;

    public ObservedObject(ObjectKey key, JsonElement json, ObservedObject? before, DateTimeOffset at)
    {
        var metadata = json.Get("metadata");
        Key = key;
        Uid = metadata.TextOrEmpty("uid");
        Generation = metadata.Long("generation");
        Labels = metadata.StringMap("labels");
        Annotations = key.Kind is "Pod" or "Node" ? new Dictionary<string, string>() : metadata.StringMap("annotations");
        IsDeleting = metadata.Text("deletionTimestamp") is not null;
        Finalizers = metadata.Items("finalizers").Where(f => f.ValueKind == JsonValueKind.String).Select(f => f.GetString()!).ToArray();
        Owner = ReadOwner(metadata);

        var sameObject = before?.Uid == Uid ? before : null;
        FirstSeen = sameObject?.FirstSeen ?? at;
        _specification = Generation == 0 && key.Kind is not ("Pod" or "Event") && json.Get("spec") is { ValueKind: JsonValueKind.Object } spec ? spec.GetRawText().GetHashCode(StringComparison.Ordinal) : 0;
        ChangedAt = sameObject is not null && sameObject.Generation == Generation && sameObject._specification == _specification ? sameObject.ChangedAt : at;

        var status = json.Get("status");
        ObservedGeneration = status.Get("observedGeneration").ValueKind == JsonValueKind.Number ? status.Long("observedGeneration") : null;
        Conditions = ReadConditions(ConditionsOf(status), sameObject?.Conditions ?? [], at);
    }

    public ObjectKey Key { get; }

    public string Uid { get; }

    public long Generation { get; }

    public long? ObservedGeneration { get; }

    public IReadOnlyDictionary<string, string> Labels { get; }

    public IReadOnlyDictionary<string, string> Annotations { get; }

    public IReadOnlyList<string> Finalizers { get; }

    public bool IsDeleting { get; }

    public Owner? Owner { get; }

    public IReadOnlyList<Condition> Conditions { get; }

    /// <summary>When it was first seen, by our clock.</summary>
    public DateTimeOffset FirstSeen { get; }

    /// <summary>When what it asks for now was first seen, by our clock.</summary>
    public DateTimeOffset ChangedAt { get; }

    public Condition? Condition(string type)
    {
        foreach (var condition in Conditions)
        {
            if (condition.Type == type)
                return condition;
        }

        return null;
    }

    public override string ToString() => Key.ToString();

    private static Owner? ReadOwner(JsonElement metadata)
    {
        JsonElement owner = default;
        foreach (var reference in metadata.Items("ownerReferences"))
        {
            if (owner.ValueKind == JsonValueKind.Undefined || reference.Flag("controller") == true)
                owner = reference;
        }

        if (owner.ValueKind == JsonValueKind.Undefined)
            return null;
        var apiVersion = owner.TextOrEmpty("apiVersion");
        return new Owner(GroupOf(apiVersion), owner.TextOrEmpty("kind"), owner.TextOrEmpty("name"), owner.TextOrEmpty("uid"));
    }

    internal static string GroupOf(string apiVersion) =>
        apiVersion.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? apiVersion[..slash] : "";

    // autoscaling/v1 has no place for them but an annotation
    private IEnumerable<JsonElement> ConditionsOf(JsonElement status)
    {
        if (!Annotations.TryGetValue(ConditionsAnnotation, out var text))
            return status.Items("conditions");
        try
        {
            using var json = JsonDocument.Parse("{\"conditions\":" + text + "}");
            return json.RootElement.Clone().Items("conditions");
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static Condition[] ReadConditions(IEnumerable<JsonElement> found, IReadOnlyList<Condition> before, DateTimeOffset at)
    {
        var conditions = new List<Condition>();
        foreach (var json in found)
        {
            var (type, value, reason) = (json.TextOrEmpty("type"), json.TextOrEmpty("status"), json.TextOrEmpty("reason"));
            var since = at;
            foreach (var old in before)
            {
                if (old.Type == type && old.Status == value && old.Reason == reason)
                    since = old.Since;
            }

            conditions.Add(new Condition(type, value, reason, json.TextOrEmpty("message"), since));
        }

        return conditions.Count == 0 ? [] : conditions.ToArray();
    }
}
