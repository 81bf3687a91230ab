using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

namespace KubeAssert.Cluster.K3s;

/// <summary>
/// An archive of images as <c>docker save</c>, <c>podman save</c>, buildx and <c>dotnet publish /t:PublishContainer</c> write it, made ready for a node: not compressed, every image with its full
/// name, for the node's platform alone. A node refuses an index that is silent about platforms, as the .NET SDK writes it, and one whose other platforms are absent, as Docker may write it.
/// </summary>
internal sealed class ImageArchive
{
    public const string Manifests = "manifest.json";
    public const string Index = "index.json";
    public const string Layout = "oci-layout";
    private const int DescriptionBytes = 1 << 20;
    private const int AllDescriptionBytes = 1 << 26;
    private readonly string _path;
    private readonly Dictionary<string, byte[]> _descriptions = new(StringComparer.Ordinal);

    private ImageArchive(string path) => _path = path;

    /// <summary>Writes the images of one archive into another.</summary>
    /// <param name="source">The file as it came, compressed or not.</param>
    /// <param name="target">The file to write.</param>
    /// <param name="architecture">The node's: <c>amd64</c>.</param>
    /// <param name="wanted">A name that the image is to have besides its own, where there is only one image; null: none.</param>
    /// <param name="cancel">Ends the work.</param>
    /// <returns>The full names of the images: <c>docker.io/library/shop:dev</c>.</returns>
    /// <exception cref="K3sException">It is no such archive, holds nothing for the platform, or an image without a name.</exception>
    public static async Task<IReadOnlyList<string>> PrepareAsync(string source, string target, string architecture, ImageReference? wanted, CancellationToken cancel)
    {
        var plain = await InflateAsync(source, cancel).ConfigureAwait(false);
        try
        {
            var archive = new ImageArchive(plain);
            await archive.ReadAsync(cancel).ConfigureAwait(false);
            var plan = archive._descriptions.ContainsKey(Index)
                ? new IndexedImages(archive.Description).Plan(architecture, wanted)
                : archive._descriptions.ContainsKey(Manifests)
                    ? new ListedImages(archive.Description).Plan(architecture, wanted)
                    : throw new K3sException($"holds neither {Manifests} nor {Index}, as image archives do");
            await archive.WriteAsync(target, plan, cancel).ConfigureAwait(false);
            return plan.Names;
        }
        catch (Exception e) when (e is K3sException or InvalidDataException or EndOfStreamException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new K3sException($"The image archive {Path.GetFileName(source)} {(e is K3sException ? e.Message : $"can't be read: {e.Message.TrimEnd('.')}")}.", e);
        }
        finally
        {
            if (plain != source)
                File.Delete(plain);
        }
    }

    private static async Task<string> InflateAsync(string source, CancellationToken cancel)
    {
        var input = File.OpenRead(source);
        await using (input.ConfigureAwait(false))
        {
            if (input.ReadByte() != 0x1f || input.ReadByte() != 0x8b)
                return source;
            input.Position = 0;
            var plain = Path.Combine(Path.GetTempPath(), $"kubeassert-{Guid.NewGuid():n}.tar");
            var inflated = new GZipStream(input, CompressionMode.Decompress);
            await using (inflated.ConfigureAwait(false))
            {
                var output = File.Create(plain);
                await using (output.ConfigureAwait(false))
                    await inflated.CopyToAsync(output, cancel).ConfigureAwait(false);
            }

            return plain;
        }
    }

    /// <summary>Keeps the small JSON files: what describes the images.</summary>
    private async Task ReadAsync(CancellationToken cancel)
    {
        var kept = 0L;
        var reader = new TarReader(File.OpenRead(_path));
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.GetNextEntryAsync(copyData: false, cancel).ConfigureAwait(false) is { } entry)
            {
                if (entry.DataStream is not { Length: > 1 and <= DescriptionBytes } data || kept + data.Length > AllDescriptionBytes)
                    continue;
                var bytes = new byte[data.Length];
                await data.ReadExactlyAsync(bytes, cancel).ConfigureAwait(false);
                if (bytes[0] is not ((byte)'{' or (byte)'['))
                    continue;
                _descriptions[NameOf(entry)] = bytes;
                kept += bytes.Length;
            }
        }
    }

    private async Task WriteAsync(string target, ImagePlan plan, CancellationToken cancel)
    {
        var written = new HashSet<string>(StringComparer.Ordinal);
        var writer = new TarWriter(File.Create(target), TarEntryFormat.Pax);
        await using (writer.ConfigureAwait(false))
        {
            foreach (var (name, bytes) in plan.Written)
                await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(bytes) }, cancel).ConfigureAwait(false);
            var reader = new TarReader(File.OpenRead(_path));
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.GetNextEntryAsync(copyData: false, cancel).ConfigureAwait(false) is { } entry)
                {
                    if (plan.Keeps(NameOf(entry)) && written.Add(NameOf(entry)))
                        await writer.WriteEntryAsync(entry, cancel).ConfigureAwait(false);
                }
            }
        }
    }

    private static string NameOf(TarEntry entry) => entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;

    private JsonElement? Description(string name) => _descriptions.TryGetValue(name, out var bytes) ? JsonDocument.Parse(bytes).RootElement : null;
}
