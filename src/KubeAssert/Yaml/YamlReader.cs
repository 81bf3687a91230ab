namespace KubeAssert.Yaml;

/// <summary>
/// Reads texts into nodes as Kubernetes reads them. One reader serves one thread and keeps its buffers, and the short strings
/// that it has seen, from text to text.
/// </summary>
internal sealed class YamlReader
{
    /// <summary>Whoever has more of them in one text learns about the rest after correcting these.</summary>
    private const int MostBrokenDocuments = 100;

    private readonly SourceText _text = new();
    private readonly YamlScanner _scanner;
    private readonly YamlParser _parser;
    private readonly NodeBuilder _builder;
    private readonly TextPool _pool = new();

    public YamlReader(YamlDialect dialect = YamlDialect.Client)
    {
        _scanner = new YamlScanner(_pool, dialect);
        _parser = new YamlParser(_scanner, dialect);
        _builder = new NodeBuilder(_parser, _scanner, dialect);
    }

    /// <summary>Reads every document of the text; documents that hold nothing are left out.</summary>
    public static IReadOnlyList<YamlDocument> Read(string text, string name, ICollection<ReadProblem> problems) =>
        new YamlReader().Read(text.AsSpan(), name, problems);

    public IReadOnlyList<YamlDocument> Read(ReadOnlySpan<char> text, string name, ICollection<ReadProblem> problems)
    {
        try
        {
            _text.Load(text);
        }
        catch (YamlSyntaxException e)
        {
            problems.Add(Problem(name, e));
            return [];
        }

        return Documents(name, problems);
    }

    public IReadOnlyList<YamlDocument> Read(ReadOnlySpan<byte> text, string name, ICollection<ReadProblem> problems, string? file = null)
    {
        try
        {
            _text.Load(text);
        }
        catch (YamlSyntaxException e)
        {
            problems.Add(Problem(name, e));
            return [];
        }

        return Documents(name, problems, file);
    }

    private List<YamlDocument> Documents(string name, ICollection<ReadProblem> problems, string? file = null)
    {
        var source = new Source(name, file);
        var text = _text.Characters.AsSpan(0, _text.Length);
        if (text.TrimStart() is ['{', ..])
        {
            var documents = new List<YamlDocument>();
            var ofJson = new List<ReadProblem>();
            if (JsonReader.TryRead(text, source, _pool, documents, ofJson) || name.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            {
                foreach (var problem in ofJson)
                    problems.Add(problem);
                return documents;
            }
        }

        return YamlDocuments(source, problems);
    }

    private List<YamlDocument> YamlDocuments(Source source, ICollection<ReadProblem> problems)
    {
        var documents = new List<YamlDocument>();
        var (at, line, broken) = (0, 0, 0);
        var most = problems.Count + Limits.Problems;
        _builder.Begin();
        while (true)
        {
            _scanner.Begin(_text.Characters, at, line);
            _parser.Begin();
            try
            {
                while (_builder.Next(Report, out var origin) is { } root)
                {
                    if (root.HasValue)
                    {
                        root.BelongTo(source);
                        documents.Add(new YamlDocument(root, origin));
                    }
                }

                return documents;
            }
            catch (YamlSyntaxException e)
            {
                problems.Add(Problem(source.Name, e));
                if (++broken == MostBrokenDocuments || !TryFindNextDocument(ref at, ref line))
                    return documents;
            }
        }

        void Report(YamlSyntaxException e)
        {
            if (problems.Count < most)
                problems.Add(Problem(source.Name, e));
        }
    }

    /// <summary>After an error, the next line that begins with <c>---</c> begins another document.</summary>
    private bool TryFindNextDocument(ref int at, ref int line)
    {
        var text = _text.Characters.AsSpan(0, _text.Length);
        var from = Math.Max(_scanner.LineStart, at + 1);
        while (from < text.Length)
        {
            if ((from == 0 || text[from - 1] is '\n' or '\r') && text[from..].StartsWith("---", StringComparison.Ordinal)
                && (from + 3 == text.Length || text[from + 3] is ' ' or '\t' or '\n' or '\r'))
            {
                line += Lines(text[at..from]);
                at = from;
                return true;
            }

            var next = text[from..].IndexOf("\n---", StringComparison.Ordinal);
            if (next < 0)
                return false;
            from += next + 1;
        }

        return false;
    }

    private static int Lines(ReadOnlySpan<char> text) =>
        text.Count('\n') + text.Count('\u0085') + text.Count('\u2028') + text.Count('\u2029') + text.Count('\r') - text.Count("\r\n");

    private static ReadProblem Problem(string name, YamlSyntaxException e) =>
        new(new Location(name, e.Line + 1, e.Column + 1), e.Message, e.Fix);
}

/// <summary>One document of a YAML text.</summary>
/// <param name="Root">What it holds.</param>
/// <param name="Origin">The template it came from, by Helm's <c># Source:</c> comment.</param>
internal sealed record YamlDocument(Node Root, string? Origin);
