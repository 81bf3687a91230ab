namespace KubeAssert;

/// <summary>A Secret. It tells which keys there are and how long their values; the values themselves only by <see cref="Reveal"/>.</summary>
public sealed class Secret : ObjectView
{
    internal Secret(ManifestSet manifests, Manifest manifest)
        : base(manifests, manifest)
    {
    }

    /// <summary>What it is for.</summary>
    /// <value><c>Opaque</c> where nothing is written.</value>
    public string Type => Node["type"].Text is { Length: > 0 } type ? type : "Opaque";

    /// <summary>All keys of <c>data</c> and <c>stringData</c>, each once.</summary>
    public IReadOnlyList<string> Keys =>
        [.. Node["data"].Entries.Concat(Node["stringData"].Entries).Select(entry => entry.Key).Distinct(StringComparer.Ordinal)];

    /// <summary>The values by their keys as they may be printed: <c>&lt;redacted, 24 bytes&gt;</c>.</summary>
    public IReadOnlyDictionary<string, string> Redacted =>
        Keys.ToDictionary(key => key, key => Reveal(key) is { } value ? Findings.Redacted.Of(value.Length) : "<redacted>", StringComparer.Ordinal);

    /// <summary>Whether it can't be changed.</summary>
    public bool IsImmutable => Node["immutable"].AsBoolean() == true;

    /// <summary>The value's bytes, <c>stringData</c> before <c>data</c>; null where there is no such key or its value is no base64. Keep them out of messages.</summary>
    public byte[]? Reveal(string key)
    {
        if (Node["stringData"][key] is { HasValue: true } text)
            return System.Text.Encoding.UTF8.GetBytes(text.Text ?? "");
        try
        {
            return Node["data"][key].Text is { } encoded ? Convert.FromBase64String(encoded) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
