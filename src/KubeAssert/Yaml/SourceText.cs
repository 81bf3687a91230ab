using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace KubeAssert.Yaml;

/// <summary>Bytes or a string as the characters that a scanner reads: decoded, without byte order mark, checked, ended by zeros.</summary>
internal sealed class SourceText
{
    private const int Padding = 8;

    private static readonly SearchValues<char> AsciiControls = SearchValues.Create(
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\a\b\v\f\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F\u007F");

    private char[] _characters = [];

    /// <summary>The characters, then zeros.</summary>
    public char[] Characters => _characters;

    public int Length { get; private set; }

    public void Load(ReadOnlySpan<byte> bytes)
    {
        CheckLength(bytes.Length);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            bytes = bytes[3..];
        if (bytes.Length >= 2 && ((bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF)))
            throw new YamlSyntaxException(0, 0, "the text is UTF-16", "save it as UTF-8");
        Reserve(bytes.Length);
        if (Utf8.ToUtf16(bytes, _characters, out var read, out var written, replaceInvalidSequences: false) != OperationStatus.Done)
        {
            var (line, column) = PlaceOf(_characters.AsSpan(0, written));
            throw new YamlSyntaxException(line, column, $"byte 0x{bytes[read]:X2} is no UTF-8", "save the file as UTF-8");
        }

        End(written, isAscii: written == bytes.Length);
    }

    public void Load(ReadOnlySpan<char> text)
    {
        CheckLength(text.Length);
        if (text.Length > 0 && text[0] == '\uFEFF')
            text = text[1..];
        Reserve(text.Length);
        text.CopyTo(_characters);
        End(text.Length, Ascii.IsValid(text));
    }

    private static void CheckLength(long length)
    {
        if (length > Limits.Length)
            throw TooLong();
    }

    public static YamlSyntaxException TooLong() =>
        new(0, 0, $"the text is longer than {Limits.Length / (1024 * 1024)} MB", "load the manifests alone, in several files");

    private void Reserve(int length)
    {
        if (_characters.Length < length + Padding)
            _characters = new char[Math.Max(length + Padding, 4096)];
    }

    private void End(int length, bool isAscii)
    {
        Length = length;
        _characters.AsSpan(length, Padding).Clear();
        var text = _characters.AsSpan(0, length);
        var bad = text.IndexOfAny(AsciiControls);
        if (!isAscii && FirstBad(text) is var other and >= 0 && (bad < 0 || other < bad))
            bad = other;
        if (bad < 0)
            return;
        var (line, column) = PlaceOf(text[..bad]);
        throw new YamlSyntaxException(line, column, $"the character U+{(int)text[bad]:X4} is not allowed in YAML", "remove it, or write it as an escape in double quotes");
    }

    /// <summary>The first character beyond ASCII that YAML does not allow: other controls, halves of pairs, U+FFFE and U+FFFF.</summary>
    private static int FirstBad(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c < '\u0080' || (c is >= '\u00A0' and < '\uD800') || c == '\u0085' || c is >= '\uE000' and <= '\uFFFD')
                continue;
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else
                return i;
        }

        return -1;
    }

    private static (int Line, int Column) PlaceOf(ReadOnlySpan<char> before) =>
        (before.Count('\n'), before.Length - before.LastIndexOf('\n') - 1);
}
