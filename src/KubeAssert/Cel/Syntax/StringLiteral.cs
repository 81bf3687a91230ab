using System.Globalization;
using System.Text;

namespace KubeAssert.Cel;

/// <summary>What a quoted string or bytes literal stands for.</summary>
internal static class StringLiteral
{
    /// <param name="literal">The literal as written, with its quotes and an <c>r</c> before a raw one.</param>
    /// <param name="value">The text.</param>
    public static bool TryRead(string literal, out string value)
    {
        var (body, raw) = Body(literal);
        if (raw || !body.Contains('\\', StringComparison.Ordinal))
        {
            value = body;
            return true;
        }

        var text = new StringBuilder(body.Length);
        for (var i = 0; i < body.Length;)
        {
            if (body[i] != '\\')
            {
                text.Append(body[i++]);
                continue;
            }

            var (point, length) = Escape(body, i);
            i += length;
            if (!Rune.IsValid(point))
            {
                value = "";
                return false;
            }

            text.Append(new Rune(point).ToString());
        }

        value = text.ToString();
        return true;
    }

    /// <param name="literal">The literal as written behind its <c>b</c>.</param>
    /// <param name="value">The bytes; <c>\u</c> is no escape here.</param>
    public static bool TryReadBytes(string literal, out byte[] value)
    {
        var (body, raw) = Body(literal);
        var bytes = new List<byte>(body.Length);
        for (var i = 0; i < body.Length;)
        {
            if (raw || body[i] != '\\')
            {
                var rune = Rune.GetRuneAt(body, i);
                bytes.AddRange(Encoding.UTF8.GetBytes(rune.ToString()));
                i += rune.Utf16SequenceLength;
                continue;
            }

            if (body[i + 1] is 'u' or 'U')
            {
                value = [];
                return false;
            }

            var (point, length) = Escape(body, i);
            bytes.Add((byte)point);
            i += length;
        }

        value = [.. bytes];
        return true;
    }

    private static (string Body, bool Raw) Body(string literal)
    {
        var raw = literal[0] is 'r' or 'R';
        if (raw)
            literal = literal[1..];
        var quotes = literal.Length >= 6 && (literal.StartsWith("'''", StringComparison.Ordinal) || literal.StartsWith("\"\"\"", StringComparison.Ordinal)) ? 3 : 1;
        var body = literal[quotes..^quotes].Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        return (body, raw);
    }

    private static (int Point, int Length) Escape(string body, int at) => body[at + 1] switch
    {
        'a' => ('\a', 2),
        'b' => ('\b', 2),
        'f' => ('\f', 2),
        'n' => ('\n', 2),
        'r' => ('\r', 2),
        't' => ('\t', 2),
        'v' => ('\v', 2),
        'x' or 'X' => (Hex(body, at + 2, 2), 4),
        'u' => (Hex(body, at + 2, 4), 6),
        'U' => (Hex(body, at + 2, 8), 10),
        >= '0' and <= '3' => (((body[at + 1] - '0') * 64) + ((body[at + 2] - '0') * 8) + (body[at + 3] - '0'), 4),
        var itself => (itself, 2),
    };

    private static int Hex(string body, int at, int length) =>
        (int)uint.Parse(body.AsSpan(at, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
