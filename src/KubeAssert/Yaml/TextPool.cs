using System.Runtime.InteropServices;

namespace KubeAssert.Yaml;

/// <summary>
/// Strings that were made before, so that the keys and short values that manifests repeat exist once.
/// One slot for each hash and no chains: a miss costs a string, never a search. For one thread at a time.
/// </summary>
internal sealed class TextPool
{
    private const int Slots = 1 << 13;
    private const int LongestPooled = 48;

    private readonly string?[] _slots = new string?[Slots];

    public string Get(ReadOnlySpan<char> text)
    {
        if (text.Length == 0)
            return "";
        if (text.Length > LongestPooled)
            return text.ToString();

        ref var slot = ref _slots[Hash(text)];
        if (slot is { } known && text.SequenceEqual(known))
            return known;
        return slot = text.ToString();
    }

    private static int Hash(ReadOnlySpan<char> text)
    {
        const ulong Prime = 0x9E3779B97F4A7C15;
        var hash = (ulong)text.Length;
        var bytes = MemoryMarshal.AsBytes(text);
        while (bytes.Length >= 8)
        {
            hash = (hash ^ MemoryMarshal.Read<ulong>(bytes)) * Prime;
            hash ^= hash >> 29;
            bytes = bytes[8..];
        }

        while (bytes.Length >= 2)
        {
            hash = (hash ^ MemoryMarshal.Read<ushort>(bytes)) * Prime;
            bytes = bytes[2..];
        }

        return (int)((hash ^ (hash >> 32)) & (Slots - 1));
    }
}
