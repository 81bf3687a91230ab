using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace KubeAssert.Tests.Registry;

/// <summary>A small image in the form in which registries keep it.</summary>
internal sealed record PushedImage
{
    public const string OciManifest = "application/vnd.oci.image.manifest.v1+json";
    public const string OciIndex = "application/vnd.oci.image.index.v1+json";
    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";
    public const string DockerIndex = "application/vnd.docker.distribution.manifest.list.v2+json";

    public string Architecture { get; init; } = "amd64";

    public string User { get; init; } = "";

    public string[] Entrypoint { get; init; } = ["/app"];

    public string[] Cmd { get; init; } = [];

    public string[] Ports { get; init; } = [];

    public bool IsDocker { get; init; }

    /// <summary>The configuration's type, where it is not that of an image.</summary>
    public string? ConfigType { get; init; }

    public byte[] Layer { get; } = Encoding.UTF8.GetBytes("a layer that nobody unpacks");

    public byte[] Config => JsonSerializer.SerializeToUtf8Bytes(new
    {
        architecture = Architecture,
        os = "linux",
        config = new { User, Entrypoint, Cmd, ExposedPorts = Ports.ToDictionary(p => p, _ => new { }) },
        rootfs = new { type = "layers", diff_ids = new[] { DigestOf(Layer) } },
    });

    public string ManifestType => IsDocker ? DockerManifest : OciManifest;

    public byte[] Manifest => JsonSerializer.SerializeToUtf8Bytes(new
    {
        schemaVersion = 2,
        mediaType = ManifestType,
        config = new
        {
            mediaType = ConfigType ?? (IsDocker ? "application/vnd.docker.container.image.v1+json" : "application/vnd.oci.image.config.v1+json"),
            digest = DigestOf(Config),
            size = Config.Length,
        },
        layers = new[]
        {
            new
            {
                mediaType = IsDocker ? "application/vnd.docker.image.rootfs.diff.tar.gzip" : "application/vnd.oci.image.layer.v1.tar+gzip",
                digest = DigestOf(Layer),
                size = Layer.Length,
            },
        },
    });

    public string Digest => DigestOf(Manifest);

    public static byte[] Index(params PushedImage[] images) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        schemaVersion = 2,
        mediaType = images[0].IsDocker ? DockerIndex : OciIndex,
        manifests = images.Select(i => new
        {
            mediaType = i.ManifestType,
            digest = i.Digest,
            size = i.Manifest.Length,
            platform = new { architecture = i.Architecture, os = "linux" },
        }),
    });

    public static string DigestOf(byte[] content) => "sha256:" + Convert.ToHexString(SHA256.HashData(content)).ToLowerInvariant();
}
