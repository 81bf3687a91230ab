using KubeAssert.Loading;

namespace KubeAssert.Sources;

/// <summary>A file of the repository that may matter for what is deployed.</summary>
/// <param name="Full">Where it is.</param>
/// <param name="Path">Its path relative to the root, with forward slashes.</param>
internal sealed record RepositoryFile(string Full, string Path)
{
    private const int HeadLength = 64 * 1024;

    private FileContent? _content;

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The folder; empty for the root.</summary>
    public string Folder => Path.LastIndexOf('/') is var slash and >= 0 ? Path[..slash] : "";

    public bool IsYaml => Ending is ".yaml" or ".yml";

    public string Ending => System.IO.Path.GetExtension(Path).ToLowerInvariant();

    /// <summary>What the file holds, read at the first call; of a file whose beginning has no apiVersion and kind no more than that is read.</summary>
    public FileContent Content(FileReader reader) => _content ??= LooksLikeManifest() ? reader.Read(new ManifestFile(Full, Path, IsNamed: false)) : new FileContent { IsSkipped = true };

    private bool LooksLikeManifest()
    {
        try
        {
            using var stream = new FileStream(Full, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            var bytes = new byte[(int)Math.Min(HeadLength, stream.Length)];
            var head = bytes.AsSpan(0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
            var start = head.TrimStart((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF, (byte)' ', (byte)'\n', (byte)'\r', (byte)'\t']);
            if (start.Length > 0 && start[0] is (byte)'{' or (byte)'[')
                return Has(head, "\"apiVersion\""u8) && Has(head, "\"kind\""u8);
            return IsYaml && BeginsALine(head, "apiVersion"u8) && BeginsALine(head, "kind"u8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool Has(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) => text.IndexOf(word) >= 0;

    private static bool BeginsALine(ReadOnlySpan<byte> text, ReadOnlySpan<byte> key)
    {
        for (var rest = text; rest.IndexOf(key) is var at and >= 0; rest = rest[(at + key.Length)..])
        {
            var before = rest[..at].TrimEnd((ReadOnlySpan<byte>)[(byte)'"', (byte)'\'', (byte)' ', (byte)'-', 0xEF, 0xBB, 0xBF]);
            if (before.Length == 0 || before[^1] == (byte)'\n')
                return true;
        }

        return false;
    }
}
