using System.Globalization;
using System.IO.Enumeration;

namespace KubeAssert.Comparing;

/// <summary>A place in which sets may differ: <c>Deployment/web spec.replicas</c>, <c>Ingress/* spec.rules[*].host</c>, <c>ConfigMap/settings</c>.</summary>
internal sealed class DifferencePattern
{
    private readonly string _object;
    private readonly string[] _steps;

    /// <exception cref="FormatException">It can't be read; the message says why.</exception>
    public DifferencePattern(string pattern)
    {
        Text = pattern.Trim();
        var space = Text.IndexOf(' ', StringComparison.Ordinal);
        _object = space < 0 ? Text : Text[..space];
        if (!_object.Contains('/', StringComparison.Ordinal))
            throw new FormatException($"The place '{pattern}' does not begin with an object: write Kind/name, a blank and a path, as in 'Deployment/web spec.replicas'; * stands for any name.");
        _steps = space < 0 ? [] : [.. Steps(Text[(space + 1)..].Trim(), pattern)];
    }

    public string Text { get; }

    /// <summary>Whether a difference is at this place or below it.</summary>
    public bool Covers(Difference difference) =>
        FileSystemName.MatchesSimpleExpression(_object, difference.Object, ignoreCase: false)
        && Covers(0, difference.Way, 0, (difference.Left.Manifest?.Root, difference.Right.Manifest?.Root));

    private bool Covers(int at, IReadOnlyList<DifferenceStep> way, int step, (Node? Left, Node? Right) nodes)
    {
        if (at == _steps.Length)
            return true;
        if (step >= way.Count)
            return false;
        var next = way[step].Key is { } key ? (nodes.Left?[key], nodes.Right?[key]) : (nodes.Left?[way[step].Position], nodes.Right?[way[step].OtherPosition]);
        if (_steps[at] != "..")
            return Matches(_steps[at], way[step], next) && Covers(at + 1, way, step + 1, next);
        return Covers(at + 1, way, step, nodes) || Covers(at, way, step + 1, next);
    }

    private static bool Matches(string pattern, DifferenceStep step, (Node? Left, Node? Right) item)
    {
        if (pattern == "*")
            return true;
        if (step.Key is { } key)
            return pattern == key;
        return pattern.Split(',').All(part =>
            int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
                ? position == step.Position || position == step.OtherPosition
                : step.Keys.Any(k => part == $"{k.Key}={k.Value}") || Holds(item.Left, part) || Holds(item.Right, part));
    }

    /// <summary>Whether an item holds <c>host=shop.example.com</c>.</summary>
    private static bool Holds(Node? item, string part) =>
        part.IndexOf('=', StringComparison.Ordinal) is var equals and > 0 && item?[part[..equals]].Text == part[(equals + 1)..];

    private static IEnumerable<string> Steps(string path, string pattern)
    {
        var at = 0;
        while (at < path.Length)
        {
            if (path[at] == '[')
            {
                var end = path.IndexOf(']', at);
                if (end < 0)
                    throw new FormatException($"The place '{pattern}' has a '[' that is never closed.");
                yield return path[(at + 1)..end];
                at = end + 1;
            }
            else if (path[at] == '.')
            {
                at++;
                if (at >= path.Length || path[at] != '.')
                    continue;
                at++;
                yield return "..";
            }
            else
            {
                var stop = path.AsSpan(at).IndexOfAny('.', '[');
                var key = stop < 0 ? path[at..] : path.Substring(at, stop);
                at += key.Length;
                yield return key;
            }
        }
    }
}
