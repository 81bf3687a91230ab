namespace KubeAssert.Go;

/// <summary>Compiles a syntax tree from its end to its beginning, so that each node knows what follows it.</summary>
internal sealed class Re2Compiler
{
    private readonly List<Re2Instruction> _code = [];
    private readonly List<List<(int From, int To)>> _sets = [];
    private readonly Dictionary<Re2Node.Characters, int> _numbers = new(ReferenceEqualityComparer.Instance);

    public static Re2Program Compile(Re2Node tree)
    {
        var compiler = new Re2Compiler();
        var match = compiler.Emit(Re2Operation.Match, 0, 0);
        var start = compiler.Add(tree, match);
        return new Re2Program([.. compiler._code], start, compiler._sets);
    }

    private int Emit(Re2Operation operation, int next, int other)
    {
        _code.Add(new Re2Instruction(operation, next, other));
        return _code.Count - 1;
    }

    private int Add(Re2Node node, int next)
    {
        switch (node)
        {
            case Re2Node.Characters characters:
                return Emit(Re2Operation.Character, next, Number(characters));
            case Re2Node.Assertion assertion:
                return Emit(Re2Operation.Assert, next, (int)assertion.Kind);
            case Re2Node.Concatenation sequence:
                for (var i = sequence.Parts.Count - 1; i >= 0; i--)
                    next = Add(sequence.Parts[i], next);
                return next;
            case Re2Node.Alternation alternation:
                var way = Add(alternation.Parts[^1], next);
                for (var i = alternation.Parts.Count - 2; i >= 0; i--)
                    way = Emit(Re2Operation.Split, Add(alternation.Parts[i], next), way);
                return way;
            case Re2Node.Repeat repeat:
                return Repeat(repeat, next);
            default:
                throw new NotSupportedException($"{node.GetType().Name} is not a part of a pattern");
        }
    }

    // x{2,4} is xx(x(x)?)?, x{2,} is xx+
    private int Repeat(Re2Node.Repeat repeat, int next)
    {
        var required = repeat.Min;
        var entry = next;
        if (repeat.Max < 0)
        {
            var loop = Emit(Re2Operation.Split, 0, 0);
            var body = Add(repeat.Body, loop);
            _code[loop] = Choice(repeat.Greedy, body, next);
            entry = required > 0 ? body : loop;

            // where the body may be empty, Go reads x* as (x+)?, which keeps the order of preference right
            if (required == 0 && repeat.Body.IsNullable)
                entry = Emit(Re2Operation.Split, Choice(repeat.Greedy, body, next).Next, Choice(repeat.Greedy, body, next).Other);
            required--;
        }
        else
        {
            for (var i = repeat.Min; i < repeat.Max; i++)
            {
                var choice = Choice(repeat.Greedy, Add(repeat.Body, entry), next);
                entry = Emit(choice.Operation, choice.Next, choice.Other);
            }
        }

        for (; required > 0; required--)
            entry = Add(repeat.Body, entry);
        return entry;
    }

    private static Re2Instruction Choice(bool greedy, int more, int done) =>
        greedy ? new Re2Instruction(Re2Operation.Split, more, done) : new Re2Instruction(Re2Operation.Split, done, more);

    private int Number(Re2Node.Characters characters)
    {
        if (!_numbers.TryGetValue(characters, out var number))
        {
            number = _sets.Count;
            _sets.Add(characters.Ranges);
            _numbers.Add(characters, number);
        }

        return number;
    }
}
