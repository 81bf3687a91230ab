using System.Runtime.CompilerServices;

namespace KubeAssert.Validation;

/// <summary>Texts seen so far, to find those that repeat. The first eight take no memory of their own.</summary>
internal struct SeenTexts
{
    private const int Inline = 8;
    private Few _few;
    private int _count;
    private HashSet<string>? _many;

    /// <summary>Whether the text was not seen before.</summary>
    public bool Add(string text)
    {
        if (_many is not null)
            return _many.Add(text);

        var few = (Span<string>)_few;
        if (few[.._count].Contains(text))
            return false;
        if (_count < Inline)
        {
            few[_count++] = text;
            return true;
        }

        _many = new HashSet<string>(few.ToArray(), StringComparer.Ordinal);
        return _many.Add(text);
    }

    public readonly bool Contains(string text) =>
        _many?.Contains(text) ?? ((ReadOnlySpan<string>)_few)[.._count].Contains(text);

    [InlineArray(Inline)]
    private struct Few
    {
        private string _first;
    }
}
