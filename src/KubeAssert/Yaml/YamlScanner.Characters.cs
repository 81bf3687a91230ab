using System.Buffers;
using System.Runtime.CompilerServices;

namespace KubeAssert.Yaml;

/// <content>Line breaks, blanks and the end. YAML 1.1 breaks lines at NEL, LS and PS too; the end is a zero character.</content>
internal sealed partial class YamlScanner
{
    private const char NextLine = '\u0085';
    private const char LineSeparator = '\u2028';
    private const char ParagraphSeparator = '\u2029';

    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\0\r\n\u0085\u2028\u2029");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsBreak(char c) => c is '\n' or '\r' || (c >= NextLine && c is NextLine or LineSeparator or ParagraphSeparator);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsBlankOrEnd(char c) => c <= ' ' ? c is ' ' or '\n' or '\t' or '\r' or '\0' : c >= NextLine && c is NextLine or LineSeparator or ParagraphSeparator;

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';

    /// <summary>Whether <c>---</c> or <c>...</c> stands here, alone or before a blank.</summary>
    private bool IsDocumentIndicator() =>
        _text[_at] is var c and ('-' or '.') && _text[_at + 1] == c && _text[_at + 2] == c && IsBlankOrEnd(_text[_at + 3]);

    private void SkipBreak() => ReadBreak();

    /// <summary>Steps over a line break and says what it counts as: only LS and PS stay themselves.</summary>
    private char ReadBreak()
    {
        var c = _text[_at];
        _at += c == '\r' && _text[_at + 1] == '\n' ? 2 : 1;
        _line++;
        _lineStart = _at;
        return c is LineSeparator or ParagraphSeparator ? c : '\n';
    }
}
