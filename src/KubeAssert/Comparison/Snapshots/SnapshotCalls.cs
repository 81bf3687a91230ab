using System.Text.RegularExpressions;

namespace KubeAssert.Comparing;

/// <summary>Which snapshots a test's source asks for: what its methods give to <c>MatchSnapshot</c> and <c>MatchNamedSnapshot</c>.</summary>
internal sealed partial class SnapshotCalls
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly TestSource _source;

    public SnapshotCalls(string text) => _source = new TestSource(text);

    /// <summary>Why no test of the file asks for a snapshot; null where one does, or may.</summary>
    /// <param name="file">The source file's name.</param>
    /// <param name="test">The method.</param>
    /// <param name="name">The snapshot's name, as it is in the file's name; null for the one without.</param>
    /// <param name="assertions">The assertions that are known not to ask for any but by these two; others may be made of them.</param>
    public string? WhyNotAsked(string file, string test, string? name, IReadOnlySet<string> assertions)
    {
        var methods = Methods(test).ToList();
        if (methods.Count == 0)
            return IsOtherMember(test) ? null : $"{file} has no test {test}";

        // a helper that hands the test's own place on may be called from anywhere
        if (HandedOn().IsMatch(_source.Code))
            return null;
        var calls = methods.SelectMany(Calls).ToList();
        if (calls.Exists(call => call.Asks(name)) || methods.SelectMany(Asserted).Any(asserted => !assertions.Contains(asserted)))
            return null;
        if (calls.Count == 0)
            return $"{test} in {file} calls neither MatchSnapshot nor MatchNamedSnapshot";
        return name is null ? $"{test} in {file} asks only for snapshots with a name" : $"{test} in {file} asks for no snapshot called {name}";
    }

    /// <summary>Whether it is a constructor or a property.</summary>
    private bool IsOtherMember(string name) =>
        name.StartsWith('-') || Regex.IsMatch(_source.Code, $@"\b{Regex.Escape(name)}\s*(?:=>|\{{)", RegexOptions.None, Limit);

    /// <summary>The methods of that name that are written out: their attributes, and their bodies.</summary>
    private IEnumerable<(int Attributes, int Start, int End)> Methods(string name)
    {
        var code = _source.Code;
        foreach (Match match in Regex.Matches(code, $@"\b{Regex.Escape(name)}\s*(?:<[^()]*>\s*)?\(", RegexOptions.None, Limit))
        {
            var close = _source.Close(match.Index + match.Length - 1);
            if (close >= code.Length || BodyStart().Match(code, close + 1) is not { Success: true } body)
                continue;
            var start = body.Index + body.Length;
            var end = body.Value.EndsWith('{') ? _source.Close(start - 1) : ExpressionEnd(start);
            var before = code.LastIndexOfAny([';', '}', '{'], match.Index);
            yield return (before + 1, start, end);
        }
    }

    private int ExpressionEnd(int start)
    {
        for (var at = start; at < _source.Code.Length; at++)
        {
            if (_source.Code[at] == ';')
                return at;
            if (_source.Code[at] is '(' or '[' or '{')
                at = _source.Close(at);
        }

        return _source.Code.Length;
    }

    private IEnumerable<SnapshotCall> Calls((int Attributes, int Start, int End) method)
    {
        foreach (Match call in Call().Matches(_source.Code))
        {
            if (call.Index < method.Start || call.Index >= method.End)
                continue;
            if (!call.Groups[1].Success)
            {
                yield return new SnapshotCall(null);
                continue;
            }

            var argument = call.Index + call.Length;
            while (argument < _source.Code.Length && char.IsWhiteSpace(_source.Code[argument]) && _source.LiteralAt(argument) is null)
                argument++;
            if (_source.LiteralAt(argument) is { } literal && After(literal.End) is ',' or ')')
                yield return new SnapshotCall([literal.Value]);
            else
                yield return new SnapshotCall(Rows(method, argument) is { Count: > 0 } rows ? rows : [SourceLiteral.Hole.ToString()]);
        }
    }

    /// <summary>What is called on what <c>Should()</c> gives, one after another.</summary>
    private IEnumerable<string> Asserted((int Attributes, int Start, int End) method)
    {
        foreach (Match should in Should().Matches(_source.Code))
        {
            if (should.Index < method.Start || should.Index >= method.End)
                continue;
            var at = should.Index + should.Length;
            while (Word().Match(_source.Code, at) is { Success: true } word)
            {
                at = word.Index + word.Length;
                if (!word.Value.EndsWith('('))
                    continue;
                yield return word.Groups[1].Value;
                at = _source.Close(at - 1) + 1;
            }
        }
    }

    private char After(int at)
    {
        while (at < _source.Code.Length && char.IsWhiteSpace(_source.Code[at]))
            at++;
        return at < _source.Code.Length ? _source.Code[at] : ')';
    }

    /// <summary>The texts of a theory's rows, where the argument is the theory's parameter and all rows are written out above it.</summary>
    private List<string>? Rows((int Attributes, int Start, int End) method, int argument)
    {
        var head = _source.Code[method.Attributes..method.Start];
        if (Identifier().Match(_source.Code, argument) is not { Success: true } name || !Regex.IsMatch(head, $@"\b{name.Groups[1].Value}\s*[,)=]", RegexOptions.None, Limit) || OtherRows().IsMatch(head))
            return null;
        var rows = InlineRow().Matches(head);
        if (rows.Any(row => UnknownValue().IsMatch(row.Groups[1].Value)))
            return null;
        return rows.SelectMany(row => _source.LiteralsIn(method.Attributes + row.Index, method.Attributes + row.Index + row.Length)).Select(l => l.Value).ToList();
    }

    /// <summary>A call: of names that it may ask for; null of the snapshot without one.</summary>
    private sealed record SnapshotCall(IReadOnlyList<string>? Names)
    {
        public bool Asks(string? name) => name is null ? Names is null : Names?.Any(n => Fits(n, name)) == true;

        private static bool Fits(string pattern, string name) =>
            Regex.IsMatch(name, $"^{string.Join(".*", pattern.Split(SourceLiteral.Hole).Select(part => Regex.Escape(SnapshotPlace.Safe(part))))}$", RegexOptions.None, Limit);
    }

    [GeneratedRegex(@"\bMatch(Named)?Snapshot\s*\(", RegexOptions.None, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Call();

    [GeneratedRegex(@"\bShould\s*\(\s*\)", RegexOptions.None, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Should();

    /// <summary>A word of a chain, with what it opens if it is called: <c>.And</c>, <c>.BeValid(</c>.</summary>
    [GeneratedRegex(@"\G\s*[?!]?\.\s*(\w+)\s*(?:<[^()]*>)?\s*\(?", RegexOptions.None, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Word();

    [GeneratedRegex(@"\bShould\s*\(\s*[^\s)]", RegexOptions.None, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex HandedOn();

    [GeneratedRegex(@"\w+Data\s*(?<!\bInlineData\s*)\(", RegexOptions.None, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex OtherRows();

    [GeneratedRegex(@"\G(\w+)\s*[,)]", RegexOptions.None, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Identifier();

    [GeneratedRegex(@"\bInlineData\s*\(([^()]*)", RegexOptions.None, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex InlineRow();

    /// <summary>A constant, an enumeration's value, <c>nameof</c>.</summary>
    [GeneratedRegex(@"\b(?!true\b|false\b|null\b)[A-Za-z_]\w*", RegexOptions.None, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex UnknownValue();

    /// <summary>What may stand between a method's parameters and its body.</summary>
    [GeneratedRegex(@"\G\s*(?:where\s[^{};=]*)?(?:\{|=>)", RegexOptions.None, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex BodyStart();
}
