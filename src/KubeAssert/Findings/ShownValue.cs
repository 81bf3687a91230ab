using System.Text;

namespace KubeAssert.Findings;

/// <summary>Keeps the values of Secrets out of messages and reports.</summary>
internal static class ShownValue
{
    private const int LongestShown = 120;

    /// <summary>Where <c>kubectl apply</c> keeps a copy of the whole object, its data included.</summary>
    public const string LastAppliedKey = "kubectl.kubernetes.io/last-applied-configuration";

    private const string LastApplied = $"metadata.annotations[{LastAppliedKey}]";

    /// <summary>A value for a message: short, in JSON, and never that of a Secret.</summary>
    public static string Of(Manifest? manifest, Node node)
    {
        if (Hides(manifest, node))
            return Redacted.Of(Encoding.UTF8.GetByteCount(node.Text ?? node.ToString()));
        var text = node.IsString ? node.Text! : node.ToString();
        return text.Length <= LongestShown ? text : string.Concat(text.AsSpan(0, LongestShown), "...");
    }

    /// <summary>Whether a node is, holds or lies in a value of a Secret's <c>data</c> or <c>stringData</c>.</summary>
    public static bool Hides(Manifest? manifest, Node node)
    {
        if (manifest is not { Kind: "Secret", Group: "" })
            return false;

        var path = node.Path;
        return path.Length == 0 || IsUnder(path, "data") || IsUnder(path, "stringData")
            || path.StartsWith(LastApplied, StringComparison.Ordinal)
            || (path is "metadata" or "metadata.annotations" && manifest.Annotations.ContainsKey(LastAppliedKey));
    }

    private static bool IsUnder(string path, string key) =>
        path.StartsWith(key, StringComparison.Ordinal) && (path.Length == key.Length || path[key.Length] is '.' or '[');
}
