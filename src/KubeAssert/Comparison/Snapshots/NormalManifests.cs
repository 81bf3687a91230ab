using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using KubeAssert.Findings;
using KubeAssert.Loading;
using KubeAssert.Yaml;

namespace KubeAssert.Comparing;

/// <summary>Manifests as snapshots keep them: objects and keys in one order, values of Secrets hashed.</summary>
internal static class NormalManifests
{
    private const string LastApplied = ShownValue.LastAppliedKey;
    private static readonly string[] First = ["apiVersion", "kind", "metadata", "name"];

    /// <summary>The same set, every value of a Secret by its hash; all else stays at its place.</summary>
    public static ManifestSet WithoutSecrets(ManifestSet manifests) => manifests.WithManifests(manifests.Select(WithoutSecrets));

    /// <summary>The text of a snapshot.</summary>
    public static string Text(ManifestSet withoutSecrets) => string.Join("---\n", withoutSecrets
        .OrderBy(m => m.Group, StringComparer.Ordinal).ThenBy(m => m.Kind, StringComparer.Ordinal)
        .ThenBy(m => withoutSecrets.NamespaceOf(m), StringComparer.Ordinal).ThenBy(m => m.ToString(), StringComparer.Ordinal)
        .Select(m => YamlWriter.Write(Sorted(m.Root)).TrimEnd('\n') + "\n"));

    private static Manifest WithoutSecrets(Manifest manifest)
    {
        // the last applied configuration holds all values once more
        if (manifest.Annotations.ContainsKey(LastApplied))
            manifest = manifest.Without($"metadata.annotations[{LastApplied}]");
        if (manifest is not { Group: "", Kind: "Secret" })
            return WithoutHidden(manifest);

        var root = manifest.Root;
        var entries = root.Entries.Where(e => e.Key is not ("data" or "stringData"))
            .Select(e => new MapEntry(e.Key, e.KeyLine, e.KeyColumn, Shown(manifest, e.Key, e.Value))).ToList();
        var hidden = new Dictionary<string, MapEntry>(StringComparer.Ordinal);
        foreach (var (field, around) in new[] { ("data", root["data"]), ("stringData", root["stringData"]) })
        {
            foreach (var entry in around.Entries)
                hidden[entry.Key] = new MapEntry(entry.Key, entry.KeyLine, entry.KeyColumn, Hashed(manifest, entry, field == "data"));
        }

        if (hidden.Count > 0)
            entries.Add(new MapEntry("data", root.Line, root.Column, new MapNode([.. hidden.Values], root.Line, root.Column)));
        return new Manifest(new MapNode([.. entries], root.Line, root.Column, root.Source), manifest.Origin);
    }

    /// <summary>What looks like a Secret inside of another object, by its hash.</summary>
    private static Manifest WithoutHidden(Manifest manifest)
    {
        if (!SecretContent.Hides(manifest.Root))
            return manifest;
        var root = (MapNode)Shown(manifest, "", manifest.Root);
        root.BelongTo(manifest.Root.Source);
        return new Manifest(root, manifest.Origin);
    }

    private static Node Shown(Manifest manifest, string key, Node node)
    {
        if (SecretContent.IsHidden(node))
            return Hashed(manifest, new MapEntry(key, node.Line, node.Column, node), isBase64: false);
        return node switch
        {
            MapNode map => new MapNode(
                [.. map.Entries.Select(e => new MapEntry(e.Key, e.KeyLine, e.KeyColumn, Shown(manifest, e.Key, e.Value)))], map.Line, map.Column),
            ListNode list => new ListNode([.. list.Items.Select(item => Shown(manifest, key, item))], list.Line, list.Column),
            _ => NodeCopy.Of(node),
        };
    }

    // salted by the place, so that equal hashes don't tell equal passwords
    private static ScalarNode Hashed(Manifest manifest, MapEntry entry, bool isBase64)
    {
        var bytes = Bytes(entry.Value.Text ?? entry.Value.ToString(), isBase64);
        var salt = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{manifest.Name}\n{entry.Key}\n"));
        var hash = Convert.ToHexString(SHA256.HashData([.. salt, .. bytes]))[..16].ToUpperInvariant();
        return new ScalarNode(NodeKind.String, "sha256:" + hash, isPlain: false, entry.Value.Line, entry.Value.Column);
    }

    private static byte[] Bytes(string text, bool isBase64)
    {
        var buffer = new byte[text.Length];
        return isBase64 && Convert.TryFromBase64String(text, buffer, out var length) ? buffer[..length] : Encoding.UTF8.GetBytes(text);
    }

    private static MapNode Sorted(MapNode root)
    {
        var sorted = (MapNode)Sort(root);
        sorted.BelongTo(root.Source);
        return sorted;
    }

    private static Node Sort(Node node) => node switch
    {
        MapNode map => new MapNode([.. map.Entries
            .OrderBy(e => Array.IndexOf(First, e.Key) is >= 0 and var at ? at : First.Length).ThenBy(e => e.Key, StringComparer.Ordinal)
            .Select(e => new MapEntry(e.Key, e.KeyLine, e.KeyColumn, Sort(e.Value)))], map.Line, map.Column),
        ListNode list => new ListNode([.. list.Items.Select(Sort)], list.Line, list.Column),
        _ => NodeCopy.Of(node),
    };
}
