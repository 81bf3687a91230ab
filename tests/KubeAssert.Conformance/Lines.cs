using System.IO.Compression;

namespace KubeAssert.Conformance;

/// <summary>The lines of a file of records, compressed or not.</summary>
internal static class Lines
{
    public static IEnumerable<string> Of(string path)
    {
        using var file = File.OpenRead(path);
        using Stream text = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(text);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0)
                yield return line;
        }
    }
}
