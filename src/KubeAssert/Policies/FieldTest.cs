using System.Globalization;
using System.Text.RegularExpressions;

namespace KubeAssert;

/// <summary>What a rule from data demands of a field: kube-lint's operators. Immutable.</summary>
public sealed class FieldTest
{
    private readonly Func<Node, bool> _holds;

    private FieldTest(string demand, bool missingHolds, Func<Node, bool> holds)
    {
        Demand = demand;
        MissingHolds = missingHolds;
        _holds = holds;
    }

    /// <summary>A field that is written with a value other than null.</summary>
    public static FieldTest Set { get; } = new("be set", missingHolds: false, static n => n.HasValue);

    /// <summary>A field that is not written, or null.</summary>
    public static FieldTest Unset { get; } = new("not be set", missingHolds: true, static n => !n.HasValue);

    /// <summary>What is demanded, behind "must": <c>be greater than 1</c>.</summary>
    public string Demand { get; }

    internal bool MissingHolds { get; }

    /// <summary>A field whose value is the given one. Numbers and quantities compare by amount: <c>1000m</c> is <c>1</c>.</summary>
    public static FieldTest EqualTo(string value) => new($"be {value}", missingHolds: false, n => Same(n, value));

    /// <summary>A field whose value is not the given one; a field that is not written is not.</summary>
    public static FieldTest NotEqualTo(string value) => new($"not be {value}", missingHolds: true, n => !Same(n, value));

    /// <summary>A field whose whole text matches a regular expression, as RE2 understands it.</summary>
    /// <exception cref="ArgumentException">The expression can't be read.</exception>
    public static FieldTest Matching(string pattern)
    {
        var regex = new Regex("^(?:" + pattern + ")$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        return new($"match {pattern}", missingHolds: false, n => n.Text is { } text && regex.IsMatch(text));
    }

    /// <summary>A number or quantity above the given one.</summary>
    /// <exception cref="FormatException">The value is no quantity.</exception>
    public static FieldTest GreaterThan(string value) => Compared(value, "greater", static order => order > 0);

    /// <summary>A number or quantity below the given one.</summary>
    /// <exception cref="FormatException">The value is no quantity.</exception>
    public static FieldTest LessThan(string value) => Compared(value, "less", static order => order < 0);

    internal bool Holds(Node node) => _holds(node);

    private static FieldTest Compared(string value, string word, Func<int, bool> holds)
    {
        var bound = Quantity.Parse(value);
        return new(
            string.Create(CultureInfo.InvariantCulture, $"be {word} than {value}"),
            missingHolds: false,
            n => n.Text is { } text && Quantity.TryParse(text, out var amount) && holds(amount.CompareTo(bound)));
    }

    private static bool Same(Node node, string value)
    {
        if (node.Text is not { } text)
            return false;
        if (node.Kind == NodeKind.Boolean)
            return value == (node.AsBoolean() == true ? "true" : "false");
        return text == value
            || (Quantity.TryParse(text, out var left) && Quantity.TryParse(value, out var right) && left.CompareTo(right) == 0);
    }
}
