using System.Collections.Concurrent;
using System.Text;

namespace KubeAssert.Comparing;

/// <summary>Writes snapshots: each whole, and one set a file, however many tests run at once.</summary>
internal static class SnapshotFile
{
    private static readonly ConcurrentDictionary<string, Lazy<string>> Written = new(StringComparer.Ordinal);

    /// <summary>Writes the text, where it is not there already.</summary>
    /// <returns>False where another text has been written there in this process.</returns>
    public static bool TryWrite(string path, string text)
    {
        var mine = new Lazy<string>(() =>
        {
            Write(path, text);
            return text;
        });
        try
        {
            return Written.GetOrAdd(path, mine).Value == text;
        }
        catch
        {
            Written.TryRemove(KeyValuePair.Create(path, mine));
            throw;
        }
    }

    private static void Write(string path, string text)
    {
        if (File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == text)
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var whole = $"{path}.{Environment.ProcessId}.tmp";
        File.WriteAllText(whole, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        File.Move(whole, path, overwrite: true);
    }
}
