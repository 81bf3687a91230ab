using System.Runtime.CompilerServices;

namespace KubeAssert.Yaml;

/// <summary>
/// Cuts a text into tokens as the YAML 1.1 reader of Kubernetes does, with its rules on what may be a key, where tabs may
/// stand and which characters begin what.
/// </summary>
internal sealed partial class YamlScanner
{
    private const int LongestKey = 1024;

    private readonly TextPool _pool;
    private char[] _text = [];
    private int _at;
    private int _line;
    private int _lineStart;

    private Token[] _queue = new Token[64];
    private int _head;
    private int _tail;
    private int _taken;

    private int _indent = -1;
    private int[] _indents = new int[32];
    private int _indentCount;
    private int _flowLevel;
    private bool _keyAllowed = true;

    /// <summary>What may turn out to be a key when a ':' follows: one candidate for each level of brackets.</summary>
    private KeyCandidate[] _keys = new KeyCandidate[16];

    /// <summary>No candidate on a level below this one waits in the queue any more.</summary>
    private int _firstKey;

    private readonly YamlDialect _dialect;

    /// <summary>Whether the next line is the first of a document, which may begin with a byte order mark.</summary>
    private bool _beginsDocument;

    public YamlScanner(TextPool pool, YamlDialect dialect)
    {
        _pool = pool;
        _dialect = dialect;
    }

    /// <summary>The last comment that told where a document came from: <c># Source: chart/templates/web.yaml</c>.</summary>
    public string? Origin { get; set; }

    /// <summary>Where the line begins in which scanning stands: after an error, what follows may still be another document.</summary>
    public int LineStart => _lineStart;

    private int Column => _at - _lineStart;

    /// <summary>Begins at a place of a text that ends with at least four zero characters.</summary>
    public void Begin(char[] text, int at, int line)
    {
        _text = text;
        _at = at;
        _line = line;
        _lineStart = at;
        _head = _tail = _taken = 0;
        _indent = -1;
        _indentCount = 0;
        _flowLevel = 0;
        _keyAllowed = true;
        _keys[0] = default;
        _firstKey = 0;
        _beginsDocument = false;
        Origin = null;
    }

    /// <summary>The next token; it stays until <see cref="Skip"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref Token Peek()
    {
        if (_head == _tail || _flowLevel > 0 || _keys[0].IsPossible)
            FetchMore();
        return ref _queue[_head];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Skip()
    {
        _head++;
        _taken++;
    }

    private void FetchMore()
    {
        while (_head == _tail || HeadMayBeKey())
            FetchNext();
    }

    /// <summary>Whether the token at the head may yet get a key token before it.</summary>
    private bool HeadMayBeKey()
    {
        while (_firstKey < _flowLevel && !(_keys[_firstKey].IsPossible && _keys[_firstKey].Token >= _taken))
            _firstKey++;
        ref var key = ref _keys[_firstKey];
        return key.IsPossible && key.Token == _taken && IsValid(ref key);
    }

    private bool IsValid(ref KeyCandidate key)
    {
        if (!key.IsPossible)
            return false;
        if (key.Line == _line && !IsTooFar(key.At))
            return true;
        DropKey(ref key);
        return false;
    }

    private bool IsTooFar(int from)
    {
        if (_at - from <= LongestKey)
            return false;
        var characters = _at - from;
        foreach (var c in _text.AsSpan(from, _at - from))
        {
            if (char.IsLowSurrogate(c))
                characters--;
        }

        return characters > LongestKey;
    }

    private static void DropKey(ref KeyCandidate key)
    {
        if (key.IsPossible && key.IsRequired)
            throw new YamlSyntaxException(key.Line, key.Column, "a key is expected here, but no ':' follows it", "write 'key: value', or indent the line deeper than the one it continues");
        key.IsPossible = false;
    }

    private void SaveKey()
    {
        if (!_keyAllowed)
            return;
        ref var key = ref _keys[_flowLevel];
        DropKey(ref key);
        key = new KeyCandidate
        {
            IsPossible = true,
            IsRequired = _flowLevel == 0 && _indent == Column,
            Token = _taken + _tail - _head,
            At = _at,
            Line = _line,
            Column = Column,
        };
    }

    private void FetchNext()
    {
        ToNextToken();
        var column = Column;
        Unroll(column);

        var c = _text[_at];
        if (column == 0)
        {
            if (c == '%')
            {
                FetchDirective();
                return;
            }

            if (c == '-' && _dialect == YamlDialect.Client)
                CheckSeparator();
            if (c is '-' or '.' && IsDocumentIndicator())
            {
                FetchDocumentIndicator(c == '-' ? TokenKind.DocumentStart : TokenKind.DocumentEnd);
                return;
            }
        }

        switch (c)
        {
            case '\0':
                FetchStreamEnd();
                return;
            case '[':
                FetchFlowStart(TokenKind.FlowSequenceStart);
                return;
            case '{':
                FetchFlowStart(TokenKind.FlowMappingStart);
                return;
            case ']':
                FetchFlowEnd(TokenKind.FlowSequenceEnd);
                return;
            case '}':
                FetchFlowEnd(TokenKind.FlowMappingEnd);
                return;
            case ',':
                DropKey(ref _keys[_flowLevel]);
                _keyAllowed = true;
                Add(TokenKind.FlowEntry, 1);
                return;
            case '-' when IsBlankOrEnd(_text[_at + 1]):
                FetchBlockEntry();
                return;
            case '?' when _flowLevel > 0 || IsBlankOrEnd(_text[_at + 1]):
                FetchKey();
                return;
            case ':' when _flowLevel > 0 || IsBlankOrEnd(_text[_at + 1]):
                FetchValue();
                return;
            case '*':
                FetchAnchor(TokenKind.Alias);
                return;
            case '&':
                FetchAnchor(TokenKind.Anchor);
                return;
            case '!':
                FetchTag();
                return;
            case '|' when _flowLevel == 0:
                FetchBlockScalar(isLiteral: true);
                return;
            case '>' when _flowLevel == 0:
                FetchBlockScalar(isLiteral: false);
                return;
            case '\'' or '"':
                FetchQuoted(c);
                return;
            case '#' or '|' or '>' or '%' or '@' or '`':
            case '\t':
                throw new YamlSyntaxException(_line, column, c == '\t' ? "a tab stands where only spaces may indent" : $"a value cannot begin with '{c}'", c == '\t' ? "indent with spaces" : "quote the value");
            default:
                FetchPlain();
                return;
        }
    }

    private void ToNextToken()
    {
        var text = _text;
        while (true)
        {
            while (text[_at] == ' ' || (text[_at] == '\t' && (_flowLevel > 0 || !_keyAllowed)))
                _at++;
            if (text[_at] == '#')
                SkipComment();
            if (!IsBreak(text[_at]))
                return;
            SkipBreak();
            if (_flowLevel == 0)
                _keyAllowed = true;
            if (_beginsDocument)
                SkipMark();
        }
    }

    /// <summary>Files that were joined keep their byte order marks: kubectl reads each document alone.</summary>
    private void SkipMark()
    {
        _beginsDocument = false;
        if (_text[_at] != '\uFEFF')
            return;
        _at++;
        _lineStart++;
    }

    /// <summary>Nothing but a comment may follow a separator, as in apimachinery's YAMLReader.</summary>
    private void CheckSeparator()
    {
        var line = _text.AsSpan(_at);
        if (!line.StartsWith("---", StringComparison.Ordinal))
            return;
        var end = line.IndexOfAny(LineEnds);
        var rest = line[3..end].Trim();
        if (rest.Length == 0 || rest[0] == '#')
            return;

        // what follows is looked at again from the next line on
        _at += end;
        _lineStart = _at;
        throw new YamlSyntaxException(_line, 0, "kubectl reads nothing but a comment behind '---'", "begin the document on the next line");
    }

    private void SkipComment()
    {
        const string Source = "# Source: ";
        var rest = _text.AsSpan(_at);
        var comment = rest[..rest.IndexOfAny(LineEnds)];
        if (Column == 0 && comment.StartsWith(Source, StringComparison.Ordinal))
            Origin ??= comment[Source.Length..].Trim().ToString();
        _at += comment.Length;
    }

    private void FetchStreamEnd()
    {
        // the end of the text is the end of its last line: no key can be waiting for its ':' any more
        if (Column != 0)
        {
            _line++;
            _lineStart = _at;
        }

        Unroll(-1);
        DropKey(ref _keys[_flowLevel]);
        _keyAllowed = false;
        Add(TokenKind.StreamEnd, 0);
    }

    private void FetchDocumentIndicator(TokenKind kind)
    {
        Unroll(-1);
        DropKey(ref _keys[_flowLevel]);
        _keyAllowed = false;
        _beginsDocument = kind == TokenKind.DocumentStart;
        Add(kind, 3);
    }

    private void FetchFlowStart(TokenKind kind)
    {
        SaveKey();
        var number = _taken + _tail - _head;
        if (++_flowLevel == _keys.Length)
            Array.Resize(ref _keys, _keys.Length * 2);
        if (_flowLevel > Limits.Depth)
            throw TooDeep(_line, Column);
        _keys[_flowLevel] = new KeyCandidate { Token = number };
        _keyAllowed = true;
        Add(kind, 1);
    }

    private void FetchFlowEnd(TokenKind kind)
    {
        DropKey(ref _keys[_flowLevel]);
        if (_flowLevel > 0)
            _flowLevel--;
        _firstKey = Math.Min(_firstKey, _flowLevel);
        _keyAllowed = false;
        Add(kind, 1);
    }

    private void FetchBlockEntry()
    {
        if (_flowLevel == 0)
        {
            if (!_keyAllowed)
                throw new YamlSyntaxException(_line, Column, "a list item can't begin here", "put '- ' on a line of its own, or quote the value if it is meant to begin with '-'");
            Roll(Column, -1, TokenKind.BlockSequenceStart, _line);
        }

        DropKey(ref _keys[_flowLevel]);
        _keyAllowed = true;
        Add(TokenKind.BlockEntry, 1);
    }

    private void FetchKey()
    {
        if (_flowLevel == 0)
        {
            if (!_keyAllowed)
                throw new YamlSyntaxException(_line, Column, "a key can't begin here", "quote the value if it is meant to begin with '?'");
            Roll(Column, -1, TokenKind.BlockMappingStart, _line);
        }

        DropKey(ref _keys[_flowLevel]);
        _keyAllowed = _flowLevel == 0;
        Add(TokenKind.Key, 1);
    }

    private void FetchValue()
    {
        ref var key = ref _keys[_flowLevel];
        if (IsValid(ref key))
        {
            Insert(key.Token - _taken, TokenKind.Key, key.Line, key.Column);
            if (_flowLevel == 0)
                Roll(key.Column, key.Token - _taken, TokenKind.BlockMappingStart, key.Line);
            key.IsPossible = false;
            _keyAllowed = false;
        }
        else
        {
            if (_flowLevel == 0)
            {
                if (!_keyAllowed)
                    throw new YamlSyntaxException(_line, Column, "a ':' here would begin a mapping inside a value", "quote the value that contains ': ', or put the mapping on lines of its own");
                Roll(Column, -1, TokenKind.BlockMappingStart, _line);
            }

            _keyAllowed = _flowLevel == 0;
        }

        Add(TokenKind.Value, 1);
    }

    /// <summary>Goes one level deeper where the column asks for it.</summary>
    private void Roll(int column, int at, TokenKind kind, int line)
    {
        if (_indent >= column)
            return;
        if (_indentCount == _indents.Length)
            Array.Resize(ref _indents, _indents.Length * 2);
        _indents[_indentCount++] = _indent;
        _indent = column;
        if (_indentCount > Limits.Depth)
            throw TooDeep(line, column);
        Insert(at, kind, line, column);
    }

    private void Unroll(int column)
    {
        if (_flowLevel > 0)
            return;
        while (_indent > column)
        {
            Add(TokenKind.BlockEnd, 0);
            _indent = _indents[--_indentCount];
        }
    }

    /// <summary>Adds a token that begins here and is <paramref name="length"/> characters long.</summary>
    private void Add(TokenKind kind, int length)
    {
        ref var token = ref Append();
        token.Kind = kind;
        token.Line = _line;
        token.Column = Column;
        token.Text = null;
        _at += length;
    }

    private ref Token Append()
    {
        if (_tail == _queue.Length)
            MakeRoom();
        return ref _queue[_tail++];
    }

    private void Insert(int position, TokenKind kind, int line, int column)
    {
        ref var last = ref Append();
        if (position >= 0 && _head + position < _tail - 1)
        {
            Array.Copy(_queue, _head + position, _queue, _head + position + 1, _tail - 1 - _head - position);
            last = ref _queue[_head + position];
        }

        last = new Token { Kind = kind, Line = line, Column = column };
    }

    private void MakeRoom()
    {
        if (_head > _queue.Length / 2)
        {
            Array.Copy(_queue, _head, _queue, 0, _tail - _head);
        }
        else
        {
            var larger = new Token[_queue.Length * 2];
            Array.Copy(_queue, _head, larger, 0, _tail - _head);
            _queue = larger;
        }

        _tail -= _head;
        _head = 0;
    }

    public static YamlSyntaxException TooDeep(int line, int column) =>
        new(line, column, $"mappings and lists are nested deeper than {Limits.Depth} levels", "flatten it: no Kubernetes object needs as many");

    private struct KeyCandidate
    {
        public bool IsPossible;
        public bool IsRequired;
        public int Token;
        public int At;
        public int Line;
        public int Column;
    }
}
