using System.Text;

namespace KubeAssert.Go;

/// <summary>
/// Finds the leftmost match as Go does, the first of several by the pattern's preference, with all ways followed at once
/// (Pike's virtual machine): steps grow with the text and the pattern, never with their combinations.
/// </summary>
internal sealed class Re2Search(Re2Program program, string text, Re2Steps steps)
{
    private readonly Re2Instruction[] _code = program.Code;
    private readonly Stack<int> _pending = new();
    private Re2Threads _threads = new(program.Code.Length);
    private Re2Threads _next = new(program.Code.Length);

    /// <summary>Beginning and end of the first match at or after <paramref name="from"/>; null where nothing matches.</summary>
    public (int Start, int End)? Find(int from)
    {
        (int, int)? found = null;
        _threads.Clear();
        for (var at = from; ;)
        {
            if (found is null)
                Follow(_threads, program.Start, at, at);
            if (_threads.Count == 0 && found is not null)
                return found;

            var width = 0;
            var characterClass = -1;
            if (at < text.Length)
            {
                var point = Point(text, at, out width);
                characterClass = program.ClassOf(point);
            }

            _next.Clear();
            for (var i = 0; i < _threads.Count; i++)
            {
                var instruction = _code[_threads[i]];
                if (instruction.Operation == Re2Operation.Match)
                {
                    // what stands behind it in the order of preference is no longer of interest
                    found = (_threads.StartOf(i), at);
                    break;
                }

                if (instruction.Operation == Re2Operation.Character && characterClass >= 0 && program.Contains(instruction.Other, characterClass))
                    Follow(_next, instruction.Next, at + width, _threads.StartOf(i));
            }

            steps.Add(_threads.Count + 1);
            if (at >= text.Length)
                return found;
            (_threads, _next) = (_next, _threads);
            at += width;
        }
    }

    /// <summary>The character at an index, with the replacement character for half a surrogate pair.</summary>
    internal static int Point(string text, int at, out int width)
    {
        var c = text[at];
        width = 1;
        if (!char.IsSurrogate(c))
            return c;
        if (!Rune.TryGetRuneAt(text, at, out var rune))
            return 0xFFFD;
        width = rune.Utf16SequenceLength;
        return rune.Value;
    }

    private void Follow(Re2Threads threads, int place, int at, int start)
    {
        _pending.Push(place);
        while (_pending.TryPop(out var next))
        {
            if (!threads.Add(next, start))
                continue;
            steps.Add(1);
            var instruction = _code[next];
            if (instruction.Operation == Re2Operation.Split)
            {
                _pending.Push(instruction.Other);
                _pending.Push(instruction.Next);
            }
            else if (instruction.Operation == Re2Operation.Assert && Holds((Re2Assertion)instruction.Other, at))
            {
                _pending.Push(instruction.Next);
            }
        }
    }

    private bool Holds(Re2Assertion assertion, int at) => assertion switch
    {
        Re2Assertion.TextStart => at == 0,
        Re2Assertion.TextEnd => at == text.Length,
        Re2Assertion.LineStart => at == 0 || text[at - 1] == '\n',
        Re2Assertion.LineEnd => at == text.Length || text[at] == '\n',
        Re2Assertion.WordBoundary => IsWord(at - 1) != IsWord(at),
        _ => IsWord(at - 1) == IsWord(at),
    };

    private bool IsWord(int at) => at >= 0 && at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_');
}
