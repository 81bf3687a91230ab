using KubeAssert.Yaml;

namespace KubeAssert.OpenApi;

/// <summary>The objects around a value, innermost first.</summary>
internal sealed record EnclosingObject(MapNode Map, TypeSchema Type, EnclosingObject? Outer, bool IsLenient);

/// <summary>
/// Where an unknown field belongs: under another name, further out, further in, or beside. A place counts only where it is free and takes
/// what is written, as a fix must not lose a setting.
/// </summary>
internal static class MisplacedField
{
    /// <summary>How far in a field is looked for: <c>nodeSelector</c> of a Deployment belongs two maps deeper.</summary>
    private const int Deepest = 3;

    /// <summary>Names that many types have: one of them further out says nothing about what was meant.</summary>
    private static readonly HashSet<string> Common = new(StringComparer.Ordinal) { "name", "path", "key", "value", "port", "type", "kind", "namespace", "host", "labels", "spec" };

    /// <summary>Fields of versions and habits that moved to other fields, by the type that has them no more.</summary>
    private static readonly Dictionary<(string Type, string Key), string> Moved = new()
    {
        [("IngressBackend", "serviceName")] = "service.name",
        [("PersistentVolumeClaimSpec", "storage")] = "resources.requests.storage",
        [("PersistentVolumeSpec", "storage")] = "capacity.storage",
        [("ResourceMetricSource", "targetAverageUtilization")] = "target, as in target: {type: Utilization, averageUtilization: 70}",
        [("ResourceMetricSource", "targetAverageValue")] = "target, as in target: {type: AverageValue, averageValue: 1Gi}",
    };

    public static (string? Nearest, string Fix) Find(in MapEntry entry, EnclosingObject scope)
    {
        var key = entry.Key;
        var value = entry.Value;
        if (MovedWithin(key, value, scope) is { } moved)
            return (null, $"move it to {moved}");
        if (SameMeaning(key, value, scope) is { } meant)
            return (meant, $"did you mean {meant}? rename it");
        var near = NearestField.Of(key, scope.Type.Fields.Keys);
        if (near is not null && !scope.Map.ContainsKey(near) && (Takes(scope.Type.Find(near), value) || Texts.Nearest.Distance(key, near, 3) <= 2))
            return (near, $"did you mean {near}? rename it");

        for (var outer = scope.Outer; outer is not null; outer = outer.Outer)
        {
            if (Takes(outer.Type.Find(key), value) && !outer.Map.ContainsKey(key))
                return Move(NodePath.Join(outer.Map.Path, key), outer.Type.Name);
        }

        for (var around = scope; around is not null && (around == scope || !Common.Contains(key)); around = around.Outer)
        {
            if (Inward(key, value, around) is { } place)
                return place;
        }

        return near is null ? Otherwise(key, value, scope) : (near, $"remove it: {near} is set");
    }

    private static (string? Nearest, string Fix) Otherwise(string key, Node value, EnclosingObject scope)
    {
        if (Partly(key, value, scope) is { } partly)
            return (partly, $"did you mean {partly}? rename it");
        var choices = scope.Type.Fields.Where(field => field.Value.Shape == ValueShape.Object && Takes(field.Value.Type.Find(key), value)).Select(field => field.Key).ToList();
        if (choices.Count > 1)
            return (null, $"move it into one of {string.Join(", ", choices)}");
        if (scope.Map.Parent is null && value.Kind >= NodeKind.List && Distant(key, value, scope) is { } distant)
            return (distant, $"did you mean {distant}? rename it");
        return (null, "remove it");
    }

    private static string? MovedWithin(string key, Node value, EnclosingObject scope)
    {
        var type = scope.Type.Name[(scope.Type.Name.LastIndexOf('.') + 1)..];
        if (Moved.TryGetValue((type, key), out var to))
            return $"{scope.Map.Path}.{to}";
        if ((type, key) == ("IngressBackend", "servicePort"))
            return $"{scope.Map.Path}.service.port.{(value.Kind == NodeKind.Integer ? "number" : "name")}";
        return type == "LabelSelector" && value.IsString ? NodePath.Join(NodePath.Join(scope.Map.Path, "matchLabels"), key) : null;
    }

    /// <summary>The one free field that begins or ends with the name: <c>http</c> for <c>httpGet</c>, <c>path</c> for <c>mountPath</c>; a required one before others.</summary>
    private static string? Partly(string key, Node value, EnclosingObject scope)
    {
        const int shortest = 3;
        if (key.Length < shortest)
            return null;
        var fitting = scope.Type.Fields
            .Where(field => !scope.Map.ContainsKey(field.Key) && Takes(field.Value, value)
                && (field.Key.StartsWith(key, StringComparison.Ordinal) || field.Key.EndsWith(key, StringComparison.OrdinalIgnoreCase)))
            .Select(field => field.Key).ToList();
        return Only(fitting.Where(field => scope.Type.Required.Contains(field, StringComparer.Ordinal))) ?? Only(fitting);
    }

    /// <summary><c>name</c> for <c>secretName</c>, <c>configMapName</c> for <c>name</c>, <c>configMapKeyRef</c> for <c>configMapRef</c>: what only one field can mean.</summary>
    private static string? SameMeaning(string key, Node value, EnclosingObject scope)
    {
        var meant = key switch
        {
            "name" => Only(scope.Type.Fields.Keys.Where(field => field.EndsWith("Name", StringComparison.Ordinal))),
            _ when key.EndsWith("Name", StringComparison.Ordinal) && scope.Type.Find("name") is not null => "name",
            "configMapKeyRef" or "secretKeyRef" => key.Replace("KeyRef", "Ref", StringComparison.Ordinal),
            "configMapRef" or "secretRef" => key.Replace("Ref", "KeyRef", StringComparison.Ordinal),
            _ => null,
        };
        return meant is not null && !scope.Map.ContainsKey(meant) && Takes(scope.Type.Find(meant), value) ? meant : null;
    }

    private static string? Only(IEnumerable<string> fields) => fields.Take(2).ToList() is [var only] ? only : null;

    /// <summary>The nearest place further in: through maps that are there before those that would be new, and into the items of lists.</summary>
    private static (string? Nearest, string Fix)? Inward(string key, Node value, EnclosingObject scope)
    {
        var level = new List<(string Path, Node Node, TypeSchema Type, int Copies)> { (scope.Map.Path, scope.Map, scope.Type, 1) };
        for (var depth = 0; depth < Deepest; depth++)
        {
            var next = level.SelectMany(Below).OrderByDescending(place => place.Node.IsMap).ToList();
            var taking = next.Where(place => Takes(place.Type.Find(key), value) && !place.Node[key].Exists).ToList();
            if (taking is [var first, ..] && (taking.Count == 1 || first.Node.IsMap))
                return MoveInto(first.Path, first.Type, key, first.Copies);
            level = next;
        }

        return null;
    }

    private static IEnumerable<(string Path, Node Node, TypeSchema Type, int Copies)> Below((string Path, Node Node, TypeSchema Type, int Copies) place)
    {
        foreach (var (name, schema) in place.Type.Fields)
        {
            var path = NodePath.Join(place.Path, name);
            if (schema.Shape == ValueShape.Object)
                yield return (path, place.Node[name], schema.Type, place.Copies);
            else if (schema is { Shape: ValueShape.List, Item.Shape: ValueShape.Object } && place.Node[name].Items is { Count: > 0 } items && name == "containers")
                yield return (items.Count == 1 ? NodePath.Join(path, 0) : path + "[*]", items[0], schema.Item.Type, items.Count);
        }
    }

    private static (string? Nearest, string Fix) MoveInto(string path, TypeSchema type, string key, int copies)
    {
        var there = NodePath.Join(path, key);
        return copies == 1 ? Move(there, type.Name) : ($"{there} in {type.Name}", $"move it to the container that it is meant for: {there}");
    }

    private static (string? Nearest, string Fix) Move(string there, string typeName) => ($"{there} in {typeName}", $"move it to {there}");

    /// <summary>A field of the object as a whole that is misspelled beyond recognition, but holds what no other field would.</summary>
    private static string? Distant(string key, Node value, EnclosingObject scope) => scope.Type.Fields
        .Where(field => !scope.Map.ContainsKey(field.Key) && Takes(field.Value, value) && Texts.Nearest.Distance(key, field.Key) <= Math.Max(key.Length, field.Key.Length) / 3)
        .Select(field => field.Key).FirstOrDefault();

    /// <summary>Whether a field takes a value of that kind of YAML.</summary>
    private static bool Takes(ValueSchema? schema, Node value) => schema is not null && value.Kind switch
    {
        NodeKind.Map when schema.Shape == ValueShape.Map && schema.Item!.Shape == ValueShape.String => value.Entries.All(entry => entry.Value.IsString),
        NodeKind.Map => schema.Shape is ValueShape.Object or ValueShape.Map or ValueShape.Any,
        NodeKind.List => schema.Shape == ValueShape.List,
        NodeKind.Boolean => schema.Shape == ValueShape.Boolean,
        NodeKind.Integer => schema.Shape is ValueShape.Int32 or ValueShape.Int64 or ValueShape.Double or ValueShape.IntOrString or ValueShape.Quantity,
        NodeKind.String => schema.Shape is ValueShape.String or ValueShape.IntOrString or ValueShape.Quantity or ValueShape.Bytes or ValueShape.Time or ValueShape.MicroTime,
        _ => false,
    };
}
