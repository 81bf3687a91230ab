using System.Text;
using KubeAssert.Yaml;

namespace KubeAssert.Reports;

/// <summary>A manifest file's lines as a report may show them: the values of Secrets are blacked out.</summary>
internal sealed class CodeFile
{
    private readonly string[] _lines;
    private readonly HashSet<int> _hidden;

    private CodeFile(string[] lines, HashSet<int> hidden)
    {
        _lines = lines;
        _hidden = hidden;
    }

    /// <summary>The file; null when it is gone, too long, or no longer read as it was: then nothing says what in it is secret.</summary>
    public static CodeFile? Read(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: > 0 and <= Limits.Length } ? Of(File.ReadAllText(path, Encoding.UTF8), path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }

    public static CodeFile? Of(string text, string name)
    {
        var problems = new List<ReadProblem>();
        var documents = YamlReader.Read(text, name, problems);
        if (problems.Count > 0)
            return null;
        var lines = Split(text);
        var hidden = new SecretLines(lines);
        foreach (var document in documents)
            hidden.HideIn(document.Root);
        return new CodeFile(lines, hidden.Lines);
    }

    /// <summary>Where a value ends that begins at a place: line and the column behind it; zeros when it can't be told.</summary>
    public (int Line, int Column) EndOf(Node? node, int line, int column)
    {
        if (line < 1 || line > _lines.Length || _hidden.Contains(line))
            return default;
        var text = _lines[line - 1];
        if (column < 1 || column > text.Length)
            return default;
        var rest = text.AsSpan(column - 1);
        if (rest[0] is '"' or '\'' && rest[1..].IndexOf(rest[0]) is var quote and >= 0)
            return (line, column + quote + 2);
        var length = node is { Text: { Length: > 0 } value } && rest.StartsWith(value, StringComparison.Ordinal) ? value.Length : rest.TrimEnd().Length;
        return (line, column + Math.Max(length, 1));
    }

    /// <summary>The lines from some before to some after a place.</summary>
    public IReadOnlyList<SourceLine> Around(ReportPlace place, int before = 3, int after = 3)
    {
        if (place.Line < 1 || place.Line > _lines.Length)
            return [];
        var first = Math.Max(1, place.Line - before);
        var last = Math.Min(_lines.Length, place.Line + after);

        // another document has nothing to say here
        for (var line = place.Line; line >= first; line--)
        {
            if (IsSeparator(line))
                first = line + 1;
        }

        for (var line = place.Line + 1; line <= last; line++)
        {
            if (IsSeparator(line))
                last = line - 1;
        }

        if (first > place.Line)
            first = place.Line;
        while (last > place.Line && _lines[last - 1].AsSpan().Trim().Length == 0)
            last--;

        var shown = new List<SourceLine>();
        for (var line = first; line <= last; line++)
            shown.Add(Shown(line, place));
        return shown;
    }

    private SourceLine Shown(int line, ReportPlace place)
    {
        const int longest = 400;
        var text = _lines[line - 1];
        if (text.Length > longest)
            text = text[..longest] + " ...";
        if (line != place.Line)
            return new SourceLine(line, Printable.Of(text));
        var from = Math.Clamp(place.Column - 1, 0, text.Length);
        var to = place.EndLine == line && place.EndColumn > 0 ? Math.Clamp(place.EndColumn - 1, from, text.Length) : from;
        var (before, marked) = (Printable.Of(text[..from]), Printable.Of(text[from..to]));
        return new SourceLine(line, before + marked + Printable.Of(text[to..]), before.Length, before.Length + marked.Length);
    }

    private bool IsSeparator(int line) => _lines[line - 1].StartsWith("---", StringComparison.Ordinal);

    /// <summary>Lines as the reader counts them.</summary>
    private static string[] Split(string text)
    {
        var lines = new List<string>();
        var from = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('\n' or '\r' or '\u0085' or '\u2028' or '\u2029'))
                continue;
            lines.Add(text[from..i]);
            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
                i++;
            from = i + 1;
        }

        lines.Add(text[from..]);
        return [.. lines];
    }
}
