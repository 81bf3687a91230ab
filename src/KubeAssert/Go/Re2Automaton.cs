namespace KubeAssert.Go;

/// <summary>
/// Tells whether a text matches, with a deterministic automaton whose states are built as texts need them.
/// Where they would become too many, all are forgotten: a step then costs as much as in <see cref="Re2Search"/>, not more.
/// </summary>
internal sealed class Re2Automaton(Re2Program program)
{
    private const int MaxTransitions = 1 << 16;

    private readonly Dictionary<int[], State> _states = new(SameNumbers.Instance);
    private readonly Re2Threads _threads = new(program.Code.Length);
    private readonly Stack<int> _pending = new();
    private State? _first;

    public bool IsMatch(string text, Re2Steps steps)
    {
        var state = _first ??= Begin(steps);
        for (var at = 0; at < text.Length;)
        {
            if (state.Matches)
                return true;
            var point = Re2Search.Point(text, at, out var width);
            at += width;
            var characterClass = program.ClassOf(point);
            steps.Add(1);
            state = state.Next[characterClass] ?? Step(state, characterClass, steps);
        }

        return state.Matches || state.MatchesAtEnd;
    }

    private State Begin(Re2Steps steps)
    {
        _threads.Clear();
        Follow(program.Start, atStart: true, steps);

        // kept apart: an empty text's end is its beginning too, which is so of no other state
        return Create(_threads.ToArray(), isFirst: true);
    }

    private State Step(State state, int characterClass, Re2Steps steps)
    {
        _threads.Clear();
        foreach (var place in state.Places)
        {
            var instruction = program.Code[place];
            if (instruction.Operation == Re2Operation.Character && program.Contains(instruction.Other, characterClass))
                Follow(instruction.Next, atStart: false, steps);
        }

        // a match may begin anywhere
        Follow(program.Start, atStart: false, steps);
        steps.Add(state.Places.Length);
        var next = Intern();
        state.Next[characterClass] = next;
        return next;
    }

    private void Follow(int place, bool atStart, Re2Steps steps)
    {
        _pending.Push(place);
        while (_pending.TryPop(out var next))
        {
            if (!_threads.Add(next, 0))
                continue;
            steps.Add(1);
            var instruction = program.Code[next];
            if (instruction.Operation == Re2Operation.Split)
            {
                _pending.Push(instruction.Other);
                _pending.Push(instruction.Next);
            }
            else if (instruction.Operation == Re2Operation.Assert && (Re2Assertion)instruction.Other == Re2Assertion.TextStart && atStart)
            {
                _pending.Push(instruction.Next);
            }
        }
    }

    private State Intern()
    {
        var places = _threads.ToArray();
        Array.Sort(places);
        if (_states.TryGetValue(places, out var known))
            return known;
        if (_states.Count > 0 && ((long)_states.Count + 1) * (program.ClassCount + places.Length) > MaxTransitions)
        {
            _states.Clear();
            _first = null;
        }

        var state = Create(places, isFirst: false);
        _states.Add(places, state);
        return state;
    }

    private State Create(int[] places, bool isFirst) =>
        new(places, program.ClassCount, Array.Exists(places, IsMatch), MatchesAtEnd(places, isFirst));

    private bool IsMatch(int place) => program.Code[place].Operation == Re2Operation.Match;

    // $ holds at the end alone, where nothing more is read
    private bool MatchesAtEnd(int[] places, bool isFirst)
    {
        var ways = new Stack<int>(places.Where(p => IsAtEnd(program.Code[p], isFirst)).Select(p => program.Code[p].Next));
        var seen = new HashSet<int>();
        while (ways.TryPop(out var place))
        {
            if (!seen.Add(place))
                continue;
            var instruction = program.Code[place];
            if (instruction.Operation == Re2Operation.Match)
                return true;
            if (instruction.Operation == Re2Operation.Split)
                ways.Push(instruction.Other);
            if (instruction.Operation == Re2Operation.Split || IsAtEnd(instruction, isFirst))
                ways.Push(instruction.Next);
        }

        return false;
    }

    private static bool IsAtEnd(Re2Instruction instruction, bool isFirst) => instruction.Operation == Re2Operation.Assert
        && ((Re2Assertion)instruction.Other == Re2Assertion.TextEnd || (isFirst && (Re2Assertion)instruction.Other == Re2Assertion.TextStart));

    private sealed record State(int[] Places, int Classes, bool Matches, bool MatchesAtEnd)
    {
        public State?[] Next { get; } = new State?[Classes];
    }

    private sealed class SameNumbers : IEqualityComparer<int[]>
    {
        public static readonly SameNumbers Instance = new();

        public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(int[] obj)
        {
            var hash = new HashCode();
            foreach (var number in obj)
                hash.Add(number);
            return hash.ToHashCode();
        }
    }
}
