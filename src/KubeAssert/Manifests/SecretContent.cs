using System.Text.RegularExpressions;
using KubeAssert.Texts;

namespace KubeAssert.Loading;

/// <summary>
/// Decides what in a tree is the content of a Secret: wherever the Secret stands (a list, a template, another object's field or
/// annotation, a string) and however its kind or its fields are misspelled. It hides too much rather than too little.
/// </summary>
internal static partial class SecretContent
{
    private const string Kind = "secret";

    /// <summary>The fields of an object that hold no value of its own.</summary>
    private static readonly string[] TypeFields = ["apiVersion", "kind", "type", "immutable"];

    /// <summary>The fields of ObjectMeta: anything else below <c>metadata</c> was meant for elsewhere.</summary>
    private static readonly string[] MetadataFields =
    [
        "name", "generateName", "namespace", "labels", "uid", "resourceVersion", "generation", "creationTimestamp",
        "deletionTimestamp", "deletionGracePeriodSeconds", "ownerReferences", "finalizers", "managedFields", "selfLink",
    ];

    /// <summary>Where tools keep a copy of the whole object.</summary>
    private static readonly string[] CopyAnnotations =
    [
        "kubectl.kubernetes.io/last-applied-configuration", "kapp.k14s.io/original", "objectset.rio.cattle.io/applied",
        "banzaicloud.com/last-applied",
    ];

    private enum Zone
    {
        Open,
        Secret,
        Metadata,
        Annotations,
        Hidden,
    }

    /// <summary>Whether a node lies in what a Secret holds, or is such content itself.</summary>
    public static bool IsHidden(Node node) => ZoneOf(node) == Zone.Hidden;

    /// <summary>Whether a node lies in what a Secret holds, or holds such content at any depth.</summary>
    public static bool Hides(Node node)
    {
        var zone = ZoneOf(node);
        return zone == Zone.Hidden || Holds(node, zone);
    }

    /// <summary>The topmost hidden nodes at or below a node: the value of <c>data</c>, not each of its entries.</summary>
    public static IEnumerable<Node> HiddenIn(Node node) => HiddenIn(node, ZoneOf(node));

    /// <summary>All texts that are hidden at or below a node.</summary>
    public static IEnumerable<string> TextsIn(Node node) => HiddenIn(node).SelectMany(ScalarsOf);

    private static bool Holds(Node node, Zone zone) => HiddenIn(node, zone).Any();

    private static IEnumerable<Node> HiddenIn(Node node, Zone zone)
    {
        if (zone == Zone.Hidden)
        {
            if (node.HasValue)
                yield return node;
            yield break;
        }

        foreach (var entry in node.Entries)
        {
            foreach (var hidden in HiddenIn(entry.Value, Below(node, zone, entry.Key, entry.Value)))
                yield return hidden;
        }

        foreach (var item in node.Items)
        {
            foreach (var hidden in HiddenIn(item, Below(node, zone, null, item)))
                yield return hidden;
        }
    }

    private static IEnumerable<string> ScalarsOf(Node node) =>
        node.Text is { } text ? [text] : node.Entries.Select(e => e.Value).Concat(node.Items).SelectMany(ScalarsOf);

    private static Zone ZoneOf(Node node)
    {
        if (node.Parent is not { } parent)
            return Entered(node, Zone.Open);
        var zone = ZoneOf(parent);
        return zone == Zone.Hidden ? Zone.Hidden : Below(parent, zone, KeyOf(parent, node), node);
    }

    private static string? KeyOf(Node parent, Node child)
    {
        if (child is MissingNode missing)
            return missing.Key;
        foreach (var entry in parent.Entries)
        {
            if (ReferenceEquals(entry.Value, child))
                return entry.Key;
        }

        return null;
    }

    /// <summary>The zone of a child, which a key or a position leads to.</summary>
    private static Zone Below(Node parent, Zone zone, string? key, Node child) => zone switch
    {
        Zone.Hidden => Zone.Hidden,
        Zone.Secret when key == "metadata" => Zone.Metadata,
        Zone.Secret => key is not null && TypeFields.Contains(key, StringComparer.Ordinal) ? Zone.Open : Zone.Hidden,
        Zone.Metadata when key == "annotations" => Zone.Annotations,
        Zone.Metadata => key is not null && MetadataFields.Contains(key, StringComparer.Ordinal) ? Zone.Open : Zone.Hidden,
        Zone.Annotations => key is null || IsCopy(key, child) || Embeds(child) ? Zone.Hidden : Zone.Open,
        _ => IsCopyAnnotation(parent, key, child) || Embeds(child) ? Zone.Hidden : Entered(child, Zone.Open),
    };

    private static Zone Entered(Node node, Zone zone) => node is MapNode map && IsSecret(map) ? Zone.Secret : zone;

    private static bool IsCopyAnnotation(Node parent, string? key, Node child) =>
        key is not null && child.IsString && parent.Parent is { } above && KeyOf(above, parent) == "annotations" && IsCopy(key, child);

    /// <summary>An annotation that holds a whole object, in JSON or compressed.</summary>
    private static bool IsCopy(string key, Node value)
    {
        if (CopyAnnotations.Contains(key, StringComparer.Ordinal))
            return true;
        if (value.Text is not { } text)
            return false;
        return text.StartsWith("H4sI", StringComparison.Ordinal)
            || (text.AsSpan().TrimStart() is ['{', ..] && (text.Contains("apiVersion", StringComparison.Ordinal)
                || text.Contains("kind", StringComparison.OrdinalIgnoreCase) || text.Contains("data", StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>A string that holds a manifest of a Secret.</summary>
    private static bool Embeds(Node node) =>
        node.IsString && node.Text is { Length: > 12 } text
        && (text.Contains("secret", StringComparison.OrdinalIgnoreCase) || text.Contains("stringdata", StringComparison.OrdinalIgnoreCase))
        && (SecretKind().IsMatch(text) || StringData().IsMatch(text));

    /// <summary>A mapping that is a Secret, or was meant to be one.</summary>
    private static bool IsSecret(MapNode map)
    {
        var kind = map["kind"].Text?.Trim();
        if (kind is null)
            return IsItemOfSecrets(map) || (HasKey(map, "stringData") && (map.Parent is null || map["metadata"].IsMap));

        var hasValues = HasKey(map, "data") || HasKey(map, "stringData");
        if (kind.Equals(Kind, StringComparison.OrdinalIgnoreCase))
            return map.Parent is null || map.Parent.IsList || hasValues || map["metadata"].IsMap;
        return hasValues && IsNearlySecret(kind);
    }

    /// <summary>Items of a typed list need not repeat its kind.</summary>
    private static bool IsItemOfSecrets(MapNode map) =>
        map.Parent is ListNode { Parent: { } list }
        && (list["kind"].Text?.Trim().Equals("SecretList", StringComparison.OrdinalIgnoreCase) ?? false);

    private static bool HasKey(MapNode map, string name)
    {
        foreach (ref readonly var entry in map.Span)
        {
            if (entry.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary>A kind with at most two letters added, lost or changed: <c>Secert</c>, <c>Secrets</c>.</summary>
    private static bool IsNearlySecret(string kind) => Nearest.Distance(kind.ToLowerInvariant(), Kind, atMost: 3) <= 2;

    [GeneratedRegex("""kind\\?["']?\s*[:=]\s*\\?["']?secrets?(list)?\b""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretKind();

    [GeneratedRegex("""(^|[\s{,"'\\])stringdata\\?["']?\s*:""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex StringData();
}
