namespace KubeAssert.Model;

/// <summary>The syntax of <c>kubectl -l</c>, as Kubernetes' label package states it.</summary>
internal sealed class LabelSelectorParser
{
    private readonly string _text;
    private int _at;

    private LabelSelectorParser(string text) => _text = text;

    public static List<LabelRequirement> Parse(string text)
    {
        var parser = new LabelSelectorParser(text);
        var requirements = new List<LabelRequirement>();
        parser.SkipBlanks();
        if (parser.AtEnd)
            return requirements;

        while (true)
        {
            requirements.Add(parser.Requirement());
            parser.SkipBlanks();
            if (parser.AtEnd)
                return requirements;
            parser.Expect(',');
        }
    }

    private bool AtEnd => _at == _text.Length;

    private LabelRequirement Requirement()
    {
        SkipBlanks();
        if (Take('!'))
            return new(Key(), LabelOperator.DoesNotExist);

        var key = Key();
        SkipBlanks();
        if (AtEnd || _text[_at] == ',')
            return new(key, LabelOperator.Exists);
        if (Take('='))
        {
            Take('=');
            return new(key, LabelOperator.In, Value());
        }

        if (Take('!'))
        {
            Expect('=');
            return new(key, LabelOperator.NotIn, Value());
        }

        if (Take('>'))
            return new(key, LabelOperator.Gt, Integer());
        if (Take('<'))
            return new(key, LabelOperator.Lt, Integer());

        var start = _at;
        return Word() switch
        {
            "in" => new(key, LabelOperator.In, Values()),
            "notin" => new(key, LabelOperator.NotIn, Values()),
            var word => throw Fail(start, $"'{word}' is no operator; use =, !=, in, notin, > or <"),
        };
    }

    private string Key()
    {
        SkipBlanks();
        var start = _at;
        var key = Word();
        return LabelSyntax.IsKey(key) ? key : throw Fail(start, key.Length == 0 ? "a label's key is expected" : $"'{key}' is no label key");
    }

    private string Value()
    {
        SkipBlanks();
        var start = _at;
        var value = Word();
        return LabelSyntax.IsValue(value) ? value : throw Fail(start, $"'{value}' is no label value");
    }

    private string Integer()
    {
        var start = _at;
        var value = Value();
        return long.TryParse(value, out _) ? value : throw Fail(start, "an integer is expected");
    }

    private string[] Values()
    {
        SkipBlanks();
        Expect('(');
        var values = new List<string>();
        do
        {
            values.Add(Value());
            SkipBlanks();
        }
        while (Take(','));

        Expect(')');
        return [.. values];
    }

    private string Word()
    {
        var start = _at;
        while (_at < _text.Length && !char.IsWhiteSpace(_text[_at]) && _text[_at] is not ('=' or '!' or '(' or ')' or ',' or '>' or '<'))
            _at++;
        return _text[start.._at];
    }

    private void SkipBlanks()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            _at++;
    }

    private bool Take(char expected)
    {
        if (AtEnd || _text[_at] != expected)
            return false;
        _at++;
        return true;
    }

    private void Expect(char expected)
    {
        if (!Take(expected))
            throw Fail(_at, $"'{expected}' is expected");
    }

    private FormatException Fail(int at, string why) =>
        new($"The label selector '{_text}' can't be read at character {at + 1}: {why}.");
}
