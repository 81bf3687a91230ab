using KubeAssert.Model;

namespace KubeAssert.References;

/// <summary>Keys inside ConfigMaps and Secrets.</summary>
internal static class DataKeys
{
    private static readonly string[] Fields = ["data", "binaryData", "stringData"];

    public static void Read(string kind, Manifest source, Node key, Manifest owner, bool isOptional, GraphBuilder graph)
    {
        var keys = new List<(string Name, Node Node)>();
        foreach (var field in Fields)
        {
            foreach (var entry in owner[field].Entries)
                keys.Add((entry.Key, entry.Value));
        }

        graph.Part(kind, source, key, owner, "key", key.Text!, keys, "names", isOptional, IsFilledIn(owner, keys.Count) ? ExistsElsewhere.FilledIn : null);
    }

    /// <summary>Whether a controller writes keys: into what is written without any, into tokens, and where an injector is asked for.</summary>
    private static bool IsFilledIn(Manifest owner, int keys) =>
        keys == 0 || owner["type"].Text == "kubernetes.io/service-account-token"
        || owner.Annotations.Keys.Concat(owner.Labels.Keys).Any(key => key.Contains("inject", StringComparison.Ordinal));
}
