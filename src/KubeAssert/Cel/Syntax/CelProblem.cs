using System.Globalization;
using System.Text;

namespace KubeAssert.Cel;

/// <summary>Something wrong with an expression's text, at a place counted in code points.</summary>
internal sealed record CelProblem(int Position, string Message);

/// <summary>The text of an expression, as code points.</summary>
internal sealed class CelSource
{
    private const int MostProblems = 100;

    private readonly int[] _points;

    public CelSource(string text)
    {
        Text = text;
        _points = CodePoints.Of(text);
    }

    public string Text { get; }

    public int Length => _points.Length;

    public int this[int position] => position < _points.Length ? _points[position] : -1;

    public string Slice(int start, int end) => CodePoints.ToText(_points.AsSpan(start, end - start));

    /// <summary>Problems as the API server prints them: each with its line and column, and the line with a mark below.</summary>
    /// <remarks>Source: cel-go, common/errors.go: the first 100 that were found, in the order of the text, and the number of the others.</remarks>
    public string Describe(IReadOnlyCollection<CelProblem> problems)
    {
        var lines = problems.Take(MostProblems).OrderBy(p => p.Position).Select(Describe);
        if (problems.Count > MostProblems)
            lines = lines.Append(string.Create(CultureInfo.InvariantCulture, $"{problems.Count - MostProblems} more errors were truncated"));
        return string.Join('\n', lines);
    }

    private string Describe(CelProblem problem)
    {
        var line = 1;
        var start = 0;
        for (var i = 0; i < problem.Position && i < _points.Length; i++)
        {
            if (_points[i] == '\n')
            {
                line++;
                start = i + 1;
            }
        }

        var end = start;
        while (end < _points.Length && _points[end] != '\n')
            end++;
        var column = problem.Position - start;
        var mark = new StringBuilder();
        for (var i = 0; i < column; i++)
            mark.Append(start + i < end && _points[start + i] > 127 ? '\uff0e' : '.');
        mark.Append(problem.Position < end && _points[problem.Position] > 127 ? '\uff3e' : '^');
        return string.Create(CultureInfo.InvariantCulture, $"ERROR: <input>:{line}:{column + 1}: {problem.Message}\n | {Slice(start, end).Replace('\t', ' ')}\n | {mark}");
    }
}
