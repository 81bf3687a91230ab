using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace KubeAssert.Cluster.Tests.K3s;

/// <summary>Archives of images in the layouts that tools write, each image with one small layer.</summary>
internal sealed class SampleArchives : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("archives-").FullName;
    private int _count;

    public string NewFile() => Path.Combine(_folder, $"archive-{Interlocked.Increment(ref _count)}.tar");

    /// <summary>As <c>dotnet publish /t:PublishContainer</c> writes it for one platform, and <c>docker save</c> did before version 25.</summary>
    public string OfOnePlatform(string? name, string architecture = "amd64")
    {
        var layer = Layer();
        var config = Config(layer, architecture);
        return Write([
            (Hex(layer) + "/layer.tar", layer),
            (Hex(config) + ".json", config),
            ("manifest.json", Json(new[] { new { Config = Hex(config) + ".json", RepoTags = name is null ? null : new[] { name }, Layers = new[] { Hex(layer) + "/layer.tar" } } })),
        ]);
    }

    /// <summary>As the .NET SDK writes it with <c>ContainerImageFormat=OCI</c>: the index is silent about the platform.</summary>
    public string OfOneIndexed(string name)
    {
        var image = Image("amd64");
        return Write([.. image.Blobs, .. Root(image.Manifest, "application/vnd.oci.image.manifest.v1+json", name)]);
    }

    /// <summary>As the .NET SDK writes it for several <c>RuntimeIdentifiers</c>: an index within the index.</summary>
    public string OfSeveralPlatforms(string name)
    {
        var images = new[] { Image("arm64"), Image("amd64") };
        var inner = Json(new
        {
            schemaVersion = 2,
            mediaType = "application/vnd.oci.image.index.v1+json",
            manifests = images.Zip(["arm64", "amd64"], (i, a) => Descriptor(i.Manifest, "application/vnd.oci.image.manifest.v1+json", new { os = "linux", architecture = a })),
        });
        return Write([.. images.SelectMany(i => i.Blobs).DistinctBy(b => b.Name), Blob(inner), .. Root(inner, "application/vnd.oci.image.index.v1+json", name)]);
    }

    /// <summary>As <c>docker save</c> writes it from the containerd image store: the image's whole index, of which other platforms are absent, and an attestation.</summary>
    public string OfDockersImageStore(string name)
    {
        var here = Image("amd64");
        var absent = Image("arm64");
        var attestation = Image("unknown", "unknown");
        var inner = Json(new
        {
            schemaVersion = 2,
            mediaType = "application/vnd.oci.image.index.v1+json",
            manifests = new[]
            {
                Descriptor(absent.Manifest, "application/vnd.oci.image.manifest.v1+json", new { os = "linux", architecture = "arm64" }),
                Descriptor(here.Manifest, "application/vnd.oci.image.manifest.v1+json", new { os = "linux", architecture = "amd64" }),
                Descriptor(attestation.Manifest, "application/vnd.oci.image.manifest.v1+json", new { os = "unknown", architecture = "unknown" }),
            },
        });
        return Write([.. here.Blobs, .. attestation.Blobs.Where(b => here.Blobs.All(h => h.Name != b.Name)), Blob(inner), .. Root(inner, "application/vnd.oci.image.index.v1+json", name)]);
    }

    public static string Compressed(string path)
    {
        using var input = File.OpenRead(path);
        using var output = new GZipStream(File.Create(path + ".gz"), CompressionLevel.Fastest);
        input.CopyTo(output);
        return path + ".gz";
    }

    public string Text(string text)
    {
        var path = NewFile();
        File.WriteAllText(path, text);
        return path;
    }

    public string Write(IEnumerable<(string Name, byte[] Bytes)> files)
    {
        var path = NewFile();
        using var writer = new TarWriter(File.Create(path), TarEntryFormat.Gnu);
        foreach (var (name, bytes) in files)
            writer.WriteEntry(new GnuTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(bytes) });
        return path;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static byte[] Json(object value) => JsonSerializer.SerializeToUtf8Bytes(value);

    private static (byte[] Manifest, (string Name, byte[] Bytes)[] Blobs) Image(string architecture, string os = "linux")
    {
        var layer = Layer();
        var config = Config(layer, architecture, os);
        var manifest = Json(new
        {
            schemaVersion = 2,
            mediaType = "application/vnd.oci.image.manifest.v1+json",
            config = Descriptor(config, "application/vnd.oci.image.config.v1+json", null),
            layers = new[] { Descriptor(layer, "application/vnd.oci.image.layer.v1.tar", null) },
        });
        return (manifest, [Blob(layer), Blob(config), Blob(manifest)]);
    }

    private static (string Name, byte[] Bytes)[] Root(byte[] content, string mediaType, string name)
    {
        var root = new
        {
            mediaType,
            digest = "sha256:" + Hex(content),
            size = content.Length,
            platform = new { },
            annotations = new Dictionary<string, string> { ["io.containerd.image.name"] = "docker.io/library/" + name, ["org.opencontainers.image.ref.name"] = name.Split(':')[1] },
        };
        return
        [
            ("index.json", Json(new { schemaVersion = 2, mediaType = "application/vnd.oci.image.index.v1+json", manifests = new[] { root } })),
            ("oci-layout", Json(new { imageLayoutVersion = "1.0.0" })),
        ];
    }

    private static Dictionary<string, object> Descriptor(byte[] content, string mediaType, object? platform)
    {
        var descriptor = new Dictionary<string, object> { ["mediaType"] = mediaType, ["digest"] = "sha256:" + Hex(content), ["size"] = content.Length };
        if (platform is not null)
            descriptor["platform"] = platform;
        return descriptor;
    }

    private static byte[] Layer()
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, TarEntryFormat.Gnu, leaveOpen: true))
            writer.WriteEntry(new GnuTarEntry(TarEntryType.RegularFile, "hello.txt") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes("hello\n")), ModificationTime = DateTimeOffset.UnixEpoch });
        return stream.ToArray();
    }

    private static byte[] Config(byte[] layer, string architecture, string os = "linux") =>
        Json(new { architecture, os, config = new { Cmd = new[] { "/hello" } }, rootfs = new { type = "layers", diff_ids = new[] { "sha256:" + Hex(layer) } } });

    private static (string Name, byte[] Bytes) Blob(byte[] content) => ("blobs/sha256/" + Hex(content), content);

    private static string Hex(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
