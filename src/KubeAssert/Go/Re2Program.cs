namespace KubeAssert.Go;

/// <summary>A compiled pattern: a Thompson automaton, and the classes of characters that it tells apart.</summary>
internal sealed class Re2Program
{
    private readonly int[] _asciiClasses = new int[128];
    private readonly int[] _starts;
    private readonly bool[][] _members;

    public Re2Program(Re2Instruction[] code, int start, List<List<(int From, int To)>> sets)
    {
        Code = code;
        Start = start;
        _starts = [.. sets.SelectMany(s => s).SelectMany(r => new[] { r.From, r.To + 1 }).Append(0).Distinct().Order()];
        for (var c = 0; c < _asciiClasses.Length; c++)
            _asciiClasses[c] = Search(c);
        _members = [.. sets.Select(Members)];
        HasOnlyTextAssertions = code.All(i => i.Operation != Re2Operation.Assert || (Re2Assertion)i.Other is Re2Assertion.TextStart or Re2Assertion.TextEnd);
    }

    public Re2Instruction[] Code { get; }

    public int Start { get; }

    /// <summary>Characters of one class are told apart by no set of the pattern.</summary>
    public int ClassCount => _starts.Length;

    /// <summary>Whether nothing but the beginning and the end of the text is asked for, which a deterministic automaton answers.</summary>
    public bool HasOnlyTextAssertions { get; }

    public int ClassOf(int point) => point < 128 ? _asciiClasses[point] : Search(point);

    public bool Contains(int set, int characterClass) => _members[set][characterClass];

    private int Search(int point)
    {
        var at = Array.BinarySearch(_starts, point);
        return at >= 0 ? at : ~at - 1;
    }

    private bool[] Members(List<(int From, int To)> ranges)
    {
        var members = new bool[_starts.Length];
        foreach (var (from, to) in ranges)
        {
            for (var c = Search(from); c < _starts.Length && _starts[c] <= to; c++)
                members[c] = true;
        }

        return members;
    }
}
