namespace KubeAssert.Yaml;

internal enum YamlEvent : byte
{
    DocumentStart,
    DocumentEnd,
    StreamEnd,
    Alias,
    Scalar,
    SequenceStart,
    SequenceEnd,
    MappingStart,
    MappingEnd,
}

/// <summary>
/// Puts tokens together into the events of a tree, by the grammar of YAML 1.1. What is open is kept on a stack of its own,
/// so that no text, however deep, exhausts the thread's.
/// </summary>
internal sealed class YamlParser(YamlScanner scanner, YamlDialect dialect)
{
    private const string StringTagPrefix = "tag:yaml.org,2002:";

    private readonly Dictionary<string, string> _tagPrefixes = new(StringComparer.Ordinal);
    private State[] _open = new State[64];
    private int _openCount;
    private State _state;

    private enum State : byte
    {
        FirstDocument,
        NextDocument,
        DocumentContent,
        DocumentEnd,
        BlockNode,
        BlockSequenceEntry,
        IndentlessSequenceEntry,
        BlockMappingKey,
        BlockMappingValue,
        FlowSequenceFirstEntry,
        FlowSequenceEntry,
        FlowPairKey,
        FlowPairValue,
        FlowPairEnd,
        FlowMappingFirstKey,
        FlowMappingKey,
        FlowMappingValue,
        FlowMappingEmptyValue,
    }

    public YamlEvent Event { get; private set; }

    public int Line { get; private set; }

    public int Column { get; private set; }

    public string? Anchor { get; private set; }

    public string? Tag { get; private set; }

    public string Text { get; private set; } = "";

    /// <summary>Whether a scalar's type follows from its text.</summary>
    public bool IsPlain { get; private set; }

    public void Begin()
    {
        _state = State.FirstDocument;
        _openCount = 0;
        _tagPrefixes.Clear();
    }

    public YamlEvent Next()
    {
        switch (_state)
        {
            case State.FirstDocument:
            case State.NextDocument:
                return StartDocument();
            case State.DocumentContent:
                return scanner.Peek().Kind is TokenKind.VersionDirective or TokenKind.TagDirective or TokenKind.DocumentStart or TokenKind.DocumentEnd or TokenKind.StreamEnd
                    ? Empty(Pop()) : Node(isBlock: true);
            case State.DocumentEnd:
                if (scanner.Peek().Kind == TokenKind.DocumentEnd)
                    scanner.Skip();
                _tagPrefixes.Clear();
                _state = State.NextDocument;
                return Event = YamlEvent.DocumentEnd;
            case State.BlockNode:
                return Node(isBlock: true);
            case State.BlockSequenceEntry:
                return BlockSequenceEntry();
            case State.IndentlessSequenceEntry:
                return IndentlessSequenceEntry();
            case State.BlockMappingKey:
                return BlockMappingKey();
            case State.BlockMappingValue:
                return BlockMappingValue();
            case State.FlowSequenceFirstEntry:
            case State.FlowSequenceEntry:
                return FlowSequenceEntry(_state == State.FlowSequenceFirstEntry);
            case State.FlowPairKey:
                return scanner.Peek().Kind is TokenKind.Value or TokenKind.FlowEntry or TokenKind.FlowSequenceEnd
                    ? EmptyPairKey() : Nested(State.FlowPairValue, isBlock: false);
            case State.FlowPairValue:
                return FlowValue(State.FlowPairEnd, TokenKind.FlowSequenceEnd);
            case State.FlowPairEnd:
                _state = State.FlowSequenceEntry;
                return At(YamlEvent.MappingEnd, scanner.Peek());
            case State.FlowMappingFirstKey:
            case State.FlowMappingKey:
                return FlowMappingKey(_state == State.FlowMappingFirstKey);
            case State.FlowMappingValue:
                return FlowValue(State.FlowMappingKey, TokenKind.FlowMappingEnd);
            default:
                return Empty(State.FlowMappingKey);
        }
    }

    private YamlEvent StartDocument()
    {
        if (_state == State.NextDocument)
        {
            while (scanner.Peek().Kind == TokenKind.DocumentEnd)
                scanner.Skip();
        }

        ref var token = ref scanner.Peek();
        if (token.Kind == TokenKind.StreamEnd)
            return At(YamlEvent.StreamEnd, token);

        var isImplicit = _state == State.FirstDocument && token.Kind is not (TokenKind.VersionDirective or TokenKind.TagDirective or TokenKind.DocumentStart);
        At(YamlEvent.DocumentStart, token);
        ReadDirectives();
        Push(State.DocumentEnd);
        if (isImplicit)
        {
            _state = State.BlockNode;
            return Event;
        }

        token = ref scanner.Peek();
        if (token.Kind != TokenKind.DocumentStart)
            throw new YamlSyntaxException(token.Line, token.Column, "unexpected content after the end of the document", "begin the next document with '---', or indent the line as what it belongs to");
        scanner.Origin = null;
        scanner.Skip();
        _state = State.DocumentContent;
        return Event;
    }

    private void ReadDirectives()
    {
        var hasVersion = false;
        for (; scanner.Peek() is { Kind: TokenKind.VersionDirective or TokenKind.TagDirective } token; scanner.Skip())
        {
            if (dialect == YamlDialect.Client)
                throw new YamlSyntaxException(token.Line, token.Column, "kubectl does not read a directive: it splits the text at '---' and finds no document before it", "remove the line");
            if (token.Kind == TokenKind.VersionDirective)
            {
                if (hasVersion || token is not { Text: "1", Suffix: "1" })
                    throw new YamlSyntaxException(token.Line, token.Column, hasVersion ? "%YAML is given twice" : $"Kubernetes reads YAML 1.1, not {token.Text}.{token.Suffix}", "remove the %YAML line");
                hasVersion = true;
            }
            else if (!_tagPrefixes.TryAdd(token.Text!, token.Suffix!))
            {
                throw new YamlSyntaxException(token.Line, token.Column, $"%TAG {token.Text} is given twice", "remove one of the two");
            }
        }

        _tagPrefixes.TryAdd("!", "!");
        _tagPrefixes.TryAdd("!!", StringTagPrefix);
    }

    private YamlEvent Node(bool isBlock, bool mayBeIndentless = false)
    {
        ref var token = ref scanner.Peek();
        Anchor = null;
        Tag = null;
        if (token.Kind == TokenKind.Alias)
        {
            At(YamlEvent.Alias, token);
            Text = token.Text!;
            scanner.Skip();
            _state = Pop();
            return Event;
        }

        var (line, column) = (token.Line, token.Column);
        if (token.Kind is TokenKind.Anchor or TokenKind.Tag)
        {
            ReadProperty(token);
            scanner.Skip();
            token = ref scanner.Peek();
            if ((token.Kind == TokenKind.Anchor && Anchor is null) || (token.Kind == TokenKind.Tag && Tag is null))
            {
                ReadProperty(token);
                scanner.Skip();
                token = ref scanner.Peek();
            }
        }

        if (token.Kind == TokenKind.Scalar)
        {
            Text = token.Text!;
            IsPlain = Tag is null ? token.IsPlain : Tag == "!";
            Event = YamlEvent.Scalar;
            Line = token.Line;
            Column = token.Column;
            scanner.Skip();
            _state = Pop();
            return Event;
        }

        var (begun, state) = token.Kind switch
        {
            TokenKind.BlockEntry when mayBeIndentless => (YamlEvent.SequenceStart, State.IndentlessSequenceEntry),
            TokenKind.FlowSequenceStart => (YamlEvent.SequenceStart, State.FlowSequenceFirstEntry),
            TokenKind.FlowMappingStart => (YamlEvent.MappingStart, State.FlowMappingFirstKey),
            TokenKind.BlockSequenceStart when isBlock => (YamlEvent.SequenceStart, State.BlockSequenceEntry),
            TokenKind.BlockMappingStart when isBlock => (YamlEvent.MappingStart, State.BlockMappingKey),
            _ => (YamlEvent.Scalar, State.FirstDocument),
        };
        if (begun != YamlEvent.Scalar)
        {
            At(begun, token);
            if (state != State.IndentlessSequenceEntry)
                scanner.Skip();
            _state = state;
            return Event;
        }

        if (Anchor is null && Tag is null)
            throw new YamlSyntaxException(token.Line, token.Column, "a value is expected here", "write one, or quote it if it is meant to begin with this character");

        Event = YamlEvent.Scalar;
        Line = line;
        Column = column;
        Text = "";
        IsPlain = Tag is null;
        _state = Pop();
        return Event;
    }

    private void ReadProperty(in Token token)
    {
        if (token.Kind == TokenKind.Anchor)
            Anchor = token.Text;
        else if (token.Text!.Length == 0)
            Tag = token.Suffix;
        else if (_tagPrefixes.TryGetValue(token.Text, out var prefix))
            Tag = prefix + token.Suffix;
        else
            throw new YamlSyntaxException(token.Line, token.Column, "the tag has an undefined prefix", "quote the value if it is meant to begin with '!'");
    }

    private YamlEvent BlockSequenceEntry()
    {
        ref var token = ref scanner.Peek();
        if (token.Kind == TokenKind.BlockEntry)
        {
            Place(token);
            scanner.Skip();
            return scanner.Peek().Kind is TokenKind.BlockEntry or TokenKind.BlockEnd
                ? Empty(State.BlockSequenceEntry) : Nested(State.BlockSequenceEntry, isBlock: true);
        }

        return token.Kind == TokenKind.BlockEnd ? End(YamlEvent.SequenceEnd)
            : throw new YamlSyntaxException(token.Line, token.Column, "a list item that begins with '- ' is expected here", "write '- ' before it, or indent it as what it belongs to");
    }

    private YamlEvent IndentlessSequenceEntry()
    {
        ref var token = ref scanner.Peek();
        if (token.Kind == TokenKind.BlockEntry)
        {
            Place(token);
            scanner.Skip();
            return scanner.Peek().Kind is TokenKind.BlockEntry or TokenKind.Key or TokenKind.Value or TokenKind.BlockEnd
                ? Empty(State.IndentlessSequenceEntry) : Nested(State.IndentlessSequenceEntry, isBlock: true);
        }

        _state = Pop();
        return At(YamlEvent.SequenceEnd, token);
    }

    private YamlEvent BlockMappingKey()
    {
        ref var token = ref scanner.Peek();
        if (token.Kind == TokenKind.Key)
        {
            Place(token);
            scanner.Skip();
            return scanner.Peek().Kind is TokenKind.Key or TokenKind.Value or TokenKind.BlockEnd
                ? Empty(State.BlockMappingValue) : Nested(State.BlockMappingValue, isBlock: true, mayBeIndentless: true);
        }

        return token.Kind == TokenKind.BlockEnd ? End(YamlEvent.MappingEnd)
            : throw new YamlSyntaxException(token.Line, token.Column, "a key is expected here", "indent it as the other keys of this map, or quote the value before it as a whole");
    }

    private YamlEvent BlockMappingValue()
    {
        ref var token = ref scanner.Peek();
        if (token.Kind != TokenKind.Value)
            return Empty(State.BlockMappingKey);
        Place(token);
        scanner.Skip();
        return scanner.Peek().Kind is TokenKind.Key or TokenKind.Value or TokenKind.BlockEnd
            ? Empty(State.BlockMappingKey) : Nested(State.BlockMappingKey, isBlock: true, mayBeIndentless: true);
    }

    private YamlEvent FlowSequenceEntry(bool isFirst)
    {
        if (scanner.Peek().Kind != TokenKind.FlowSequenceEnd)
        {
            if (!isFirst)
                SkipComma("]");
            ref var token = ref scanner.Peek();
            if (token.Kind == TokenKind.Key)
            {
                At(YamlEvent.MappingStart, token);
                Anchor = null;
                Tag = null;
                scanner.Skip();
                _state = State.FlowPairKey;
                return Event;
            }

            if (token.Kind != TokenKind.FlowSequenceEnd)
                return Nested(State.FlowSequenceEntry, isBlock: false);
        }

        return End(YamlEvent.SequenceEnd);
    }

    private YamlEvent EmptyPairKey()
    {
        // the reader of Kubernetes steps over the token here, whatever it is
        Place(scanner.Peek());
        scanner.Skip();
        return Empty(State.FlowPairValue);
    }

    private YamlEvent FlowMappingKey(bool isFirst)
    {
        if (scanner.Peek().Kind != TokenKind.FlowMappingEnd)
        {
            if (!isFirst)
                SkipComma("}");
            ref var token = ref scanner.Peek();
            if (token.Kind == TokenKind.Key)
            {
                Place(token);
                scanner.Skip();
                return scanner.Peek().Kind is TokenKind.Value or TokenKind.FlowEntry or TokenKind.FlowMappingEnd
                    ? Empty(State.FlowMappingValue) : Nested(State.FlowMappingValue, isBlock: false);
            }

            if (token.Kind != TokenKind.FlowMappingEnd)
                return Nested(State.FlowMappingEmptyValue, isBlock: false);
        }

        return End(YamlEvent.MappingEnd);
    }

    private YamlEvent FlowValue(State next, TokenKind end)
    {
        ref var token = ref scanner.Peek();
        Place(token);
        if (token.Kind == TokenKind.Value)
        {
            scanner.Skip();
            token = ref scanner.Peek();
            if (token.Kind != TokenKind.FlowEntry && token.Kind != end)
                return Nested(next, isBlock: false);
        }

        return Empty(next);
    }

    private void SkipComma(string close)
    {
        ref var token = ref scanner.Peek();
        if (token.Kind != TokenKind.FlowEntry)
            throw new YamlSyntaxException(token.Line, token.Column, $"',' or '{close}' is expected here", $"separate values by ',' and close with '{close}'");
        scanner.Skip();
    }

    private YamlEvent Nested(State after, bool isBlock, bool mayBeIndentless = false)
    {
        Push(after);
        return Node(isBlock, mayBeIndentless);
    }

    private YamlEvent End(YamlEvent end)
    {
        At(end, scanner.Peek());
        scanner.Skip();
        _state = Pop();
        return Event;
    }

    /// <summary>A null that nobody wrote, at the place of the last token.</summary>
    private YamlEvent Empty(State next)
    {
        _state = next;
        Anchor = null;
        Tag = null;
        Text = "";
        IsPlain = true;
        return Event = YamlEvent.Scalar;
    }

    private YamlEvent At(YamlEvent what, in Token token)
    {
        Place(token);
        return Event = what;
    }

    private void Place(in Token token)
    {
        Line = token.Line;
        Column = token.Column;
    }

    private void Push(State state)
    {
        if (_openCount == _open.Length)
            Array.Resize(ref _open, _open.Length * 2);
        _open[_openCount++] = state;
    }

    private State Pop() => _open[--_openCount];
}
