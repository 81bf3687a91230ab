using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeAssert.Loading;
using KubeAssert.Yaml;

namespace KubeAssert.Sources;

/// <summary>Makes manifests of objects that System.Text.Json can write.</summary>
internal static class BuiltObjects
{
    public static ManifestSet Read(IReadOnlyList<object> objects, Location place)
    {
        var problems = new List<ReadProblem>();
        var documents = new List<YamlDocument>();
        if (objects.Count == 0)
            problems.Add(new ReadProblem(place, "no object is given", "give at least one"));
        for (var i = 0; i < objects.Count; i++)
            Add(objects[i], $"object {i + 1} of {objects.Count}", place, documents, problems);

        var manifests = new List<Manifest>();
        new DocumentReader(isNamed: true, manifests, problems).Read(documents);
        return RenderedText.Checked(manifests, problems, new Duplicates("give each object once"));
    }

    /// <summary>The line that a frame of the stack stands at; the method where there is no debug information.</summary>
    public static Location Place(StackFrame frame)
    {
        if (frame.GetFileName() is { } file && frame.GetFileLineNumber() is var line and > 0)
            return new Location(Relative(file), line, Math.Max(frame.GetFileColumnNumber(), 1));
        var method = frame.GetMethod();
        return new Location(method is null ? "objects" : $"{method.DeclaringType?.Name}.{method.Name}", 0, 0);
    }

    private static void Add(object? given, string called, Location place, List<YamlDocument> documents, List<ReadProblem> problems)
    {
        var type = given?.GetType();
        if (given is null or string || type!.IsPrimitive)
        {
            problems.Add(new ReadProblem(place, $"{called} is {(given is null ? "null" : $"a {type!.Name}")}", given is string ? "read texts by Manifests.Parse" : "give an object with apiVersion, kind and metadata"));
            return;
        }

        string text;
        try
        {
            text = Written(given, type);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException or ArgumentException)
        {
            problems.Add(new ReadProblem(place, $"{called}, a {type.Name}, can't be written as JSON: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}", "give an object that System.Text.Json can write"));
            return;
        }

        var read = new List<YamlDocument>();
        JsonReader.TryRead(text.AsSpan(), new Source(place.File), new TextPool(), read, problems);
        foreach (var document in read)
        {
            var placed = WithoutNulls(document.Root, Math.Max(place.Line, 0), Math.Max(place.Column, 0));
            placed.BelongTo(new Source(place.File));
            documents.AddRange(Flat.Documents(placed, called, problems));
        }
    }

    private static string Written(object given, Type type)
    {
        if (Entity(type) is not { } entity || JsonSerializer.SerializeToNode(given, type, ObjectJson.Options) is not JsonObject node)
            return JsonSerializer.Serialize(given, type, ObjectJson.Options);

        var typed = new JsonObject { ["apiVersion"] = entity.ApiVersion, ["kind"] = entity.Kind };
        foreach (var (key, value) in node.ToList())
        {
            if (value is null)
                continue;
            node.Remove(key);
            typed[key] = value;
        }

        return typed.ToJsonString(ObjectJson.Options);
    }

    /// <summary>What the attribute that models of KubernetesClient carry says of their kind.</summary>
    private static (string ApiVersion, string Kind)? Entity(Type type)
    {
        var attribute = type.GetCustomAttributes(inherit: true).FirstOrDefault(a => a.GetType().Name == "KubernetesEntityAttribute");
        if (attribute is null)
            return null;
        var (group, version, kind) = (Text(attribute, "Group"), Text(attribute, "ApiVersion"), Text(attribute, "Kind"));
        return version.Length == 0 || kind.Length == 0 ? null : (group.Length == 0 ? version : group + "/" + version, kind);
    }

    private static string Text(object attribute, string property) => attribute.GetType().GetProperty(property)?.GetValue(attribute) as string ?? "";

    /// <summary>The values, all at one place, without nulls in maps.</summary>
    private static Node WithoutNulls(Node node, int line, int column) => node switch
    {
        MapNode map => new MapNode(
            [.. map.Entries.Where(e => e.Value.HasValue).Select(e => new MapEntry(e.Key, line, column, WithoutNulls(e.Value, line, column)))], line, column),
        ListNode list => new ListNode([.. list.Items.Select(item => WithoutNulls(item, line, column))], line, column),
        _ => NodeCopy.Of(node, (line, column)),
    };

    /// <summary>A source file's path as a person at the repository's root would type it.</summary>
    private static string Relative(string file)
    {
        var root = SourcePath.Places.LastOrDefault(place => file.StartsWith(Path.TrimEndingDirectorySeparator(place) + Path.DirectorySeparatorChar, OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal));
        return (root is null ? file : Path.GetRelativePath(root, file)).Replace('\\', '/');
    }
}
