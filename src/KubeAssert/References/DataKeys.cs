using KubeAssert.Model;

namespace KubeAssert.References;

/// <summary>Keys inside ConfigMaps and Secrets.</summary>
internal static class DataKeys
{
    private const int ShortestBeginning = 3;
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

    /// <summary>The one key that may be about the same thing: <c>DB_HOST</c> for <c>DATABASE_HOST</c>, <c>password</c> for <c>pass</c>. Null where none or several are.</summary>
    public static string? OfSameThing(string name, IEnumerable<string> keys)
    {
        string? found = null;
        foreach (var key in keys)
        {
            if (!IsOfSameThing(name, key))
                continue;
            if (found is not null)
                return null;
            found = key;
        }

        return found;
    }

    private static bool IsOfSameThing(string a, string b) =>
        Math.Min(a.Length, b.Length) >= ShortestBeginning && (a.StartsWith(b, StringComparison.OrdinalIgnoreCase) || b.StartsWith(a, StringComparison.OrdinalIgnoreCase))
        || (LastWord(a) is { } word && word.Equals(LastWord(b), StringComparison.OrdinalIgnoreCase));

    /// <summary>What stands behind the last separator of a name of several words.</summary>
    private static string? LastWord(string name) =>
        name.AsSpan().LastIndexOfAny("_-.") is > 0 and var at && at < name.Length - 1 ? name[(at + 1)..] : null;

    /// <summary>Whether a controller writes keys: into what is written without any, into tokens, and where an injector is asked for.</summary>
    private static bool IsFilledIn(Manifest owner, int keys) =>
        keys == 0 || owner["type"].Text == "kubernetes.io/service-account-token"
        || owner.Annotations.Keys.Concat(owner.Labels.Keys).Any(key => key.Contains("inject", StringComparison.Ordinal));
}
