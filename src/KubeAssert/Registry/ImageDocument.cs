using System.Text.Json;

namespace KubeAssert.Registry;

/// <summary>One image of an index.</summary>
internal sealed record IndexEntry(string Digest, ImagePlatform? Platform);

/// <summary>A manifest or an index of manifests, of OCI or of Docker.</summary>
internal sealed class ImageDocument
{
    private const int MostEntries = 1000;
    private const string DockerConfigType = "application/vnd.docker.container.image.v1+json";
    private const string OciConfigType = "application/vnd.oci.image.config.v1+json";

    /// <summary>What early versions of Docker wrote.</summary>
    private const string OldConfigType = "application/octet-stream";

    /// <summary>What is asked for.</summary>
    public static readonly string[] Types =
    [
        "application/vnd.oci.image.index.v1+json",
        "application/vnd.docker.distribution.manifest.list.v2+json",
        "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.docker.distribution.manifest.v2+json",
    ];

    /// <summary>The images of an index, attestations and other artifacts aside; null for a manifest.</summary>
    public IReadOnlyList<IndexEntry>? Entries { get; private init; }

    /// <summary>The digest of the image's configuration; empty for an index.</summary>
    public string ConfigDigest { get; private init; } = "";

    /// <exception cref="RegistryProblem">It is neither, or of no container image.</exception>
    public static ImageDocument Read(byte[] json, Endpoint endpoint)
    {
        using var document = Parse(json, endpoint, "manifest");
        var root = document.RootElement;
        if (root.Get("manifests") is { ValueKind: JsonValueKind.Array })
            return new ImageDocument { Entries = root.List("manifests").Take(MostEntries).Select(Entry).OfType<IndexEntry>().ToList() };

        if (root.Get("config") is { } config)
        {
            var type = config.Text("mediaType") ?? DockerConfigType;
            if (type is not (DockerConfigType or OciConfigType or OldConfigType))
                throw RegistryProblem.Unusable($"it is no container image, but {OneLine.Of(root.Text("artifactType") is { Length: > 0 } artifact ? artifact : type)}");
            return config.Text("digest") is { } digest && Digest.IsWellFormed(digest)
                ? new ImageDocument { ConfigDigest = digest }
                : throw RegistryProblem.Unusable("its manifest names no configuration");
        }

        throw root.Get("schemaVersion") is { ValueKind: JsonValueKind.Number } version && version.TryGetInt32(out var number) && number == 1
            ? RegistryProblem.Unusable("it is in the old form with schema version 1, which container runtimes no longer pull")
            : RegistryProblem.NotChecked($"{endpoint} answers with something that is no manifest");
    }

    /// <summary>Reads an image's configuration.</summary>
    public static RegistryImage Config(byte[] json, string digest, ImagePlatform? platform, Endpoint endpoint)
    {
        using var document = Parse(json, endpoint, "image configuration");
        var root = document.RootElement;
        var own = new ImagePlatform(root.Text("os") ?? "linux", root.Text("architecture") ?? "", root.Text("variant") ?? "");
        var actual = platform ?? own;
        var config = root.Get("config") ?? default;
        return new RegistryImage
        {
            Digest = digest,
            Platform = actual,
            Platforms = [actual],
            Entrypoint = config.Texts("Entrypoint"),
            Command = config.Texts("Cmd"),
            User = config.Text("User") ?? "",
            WorkingDirectory = config.Text("WorkingDir") ?? "",
            ExposedPorts = config.Map("ExposedPorts").Select(port => port.Key).Order(StringComparer.Ordinal).ToList(),
        };
    }

    /// <exception cref="RegistryProblem">It is no JSON object.</exception>
    public static JsonDocument Parse(byte[] json, Endpoint endpoint, string what)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException)
        {
            throw RegistryProblem.NotChecked($"{endpoint} answers with {(json.Length == 0 ? "nothing" : "no JSON")} for the {what}");
        }

        if (document.RootElement.ValueKind == JsonValueKind.Object)
            return document;
        document.Dispose();
        throw RegistryProblem.NotChecked($"{endpoint} answers with no JSON object for the {what}");
    }

    private static IndexEntry? Entry(JsonElement entry)
    {
        if (entry.Text("digest") is not { } digest || !Digest.IsWellFormed(digest))
            return null;
        if (entry.Text("artifactType") is { Length: > 0 } || entry.Text("mediaType") is { Length: > 0 } type && !Types.Contains(type, StringComparer.Ordinal))
            return null;
        if (entry.Get("platform") is not { } platform)
            return new IndexEntry(digest, null);
        var (os, architecture) = (platform.Text("os") ?? "", platform.Text("architecture") ?? "");
        return os is "" or "unknown" || architecture is "" or "unknown" ? null : new IndexEntry(digest, new ImagePlatform(os, architecture, platform.Text("variant") ?? ""));
    }
}
