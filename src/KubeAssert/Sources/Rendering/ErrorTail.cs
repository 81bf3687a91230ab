using System.Text;

namespace KubeAssert.Sources;

/// <summary>The end of what a program says, however much it says.</summary>
internal sealed class ErrorTail
{
    private const int Bytes = 64 * 1024;
    private const int Lines = 20;
    private const int LongestLine = 500;

    private readonly byte[] _kept = new byte[Bytes];
    private readonly object _lock = new();
    private long _written;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            foreach (var octet in bytes.Length > Bytes ? bytes[^Bytes..] : bytes)
                _kept[_written++ % Bytes] = octet;
        }
    }

    /// <summary>The last lines without the codes that colour a terminal.</summary>
    public override string ToString()
    {
        byte[] all;
        lock (_lock)
        {
            var start = Math.Max(0, _written - Bytes);
            all = new byte[_written - start];
            for (var i = 0; i < all.Length; i++)
                all[i] = _kept[(start + i) % Bytes];
        }

        var lines = Encoding.UTF8.GetString(all).ReplaceLineEndings("\n").Split('\n')
            .Select(Plain).Where(line => line.AsSpan().Trim().Length > 0).TakeLast(Lines);
        return string.Join('\n', lines);
    }

    private static string Plain(string line)
    {
        var text = new StringBuilder();
        for (var i = 0; i < line.Length && text.Length < LongestLine; i++)
        {
            if (line[i] == '\u001B' && i + 1 < line.Length && line[i + 1] == '[')
            {
                for (i += 2; i < line.Length && !char.IsAsciiLetter(line[i]); i++)
                {
                    // parameters of the code
                }
            }
            else if (line[i] == '\t')
            {
                text.Append("  ");
            }
            else if (!char.IsControl(line[i]))
            {
                text.Append(line[i]);
            }
        }

        return text.ToString().TrimEnd();
    }
}
