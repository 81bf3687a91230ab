using System.Globalization;

namespace KubeAssert;

/// <summary>How a selector's requirement compares.</summary>
public enum LabelOperator
{
    /// <summary>The label has one of the values.</summary>
    In,

    /// <summary>The label has none of the values; an absent label counts.</summary>
    NotIn,

    /// <summary>The label is there, with whatever value.</summary>
    Exists,

    /// <summary>The label is not there.</summary>
    DoesNotExist,

    /// <summary>The label is an integer above the value. Selectors of nodes only.</summary>
    Gt,

    /// <summary>The label is an integer below the value. Selectors of nodes only.</summary>
    Lt,
}

/// <summary>One requirement of a <see cref="LabelSelector"/>. Immutable.</summary>
public sealed class LabelRequirement : IEquatable<LabelRequirement>
{
    private readonly string[] _values;

    internal LabelRequirement(string key, LabelOperator @operator, params string[] values)
    {
        Key = key;
        Operator = @operator;
        _values = values;
    }

    /// <summary>The label's key.</summary>
    public string Key { get; }

    /// <summary>How it compares.</summary>
    public LabelOperator Operator { get; }

    /// <summary>The values it compares with, in the order written; empty for <see cref="LabelOperator.Exists"/> and <see cref="LabelOperator.DoesNotExist"/>.</summary>
    public IReadOnlyList<string> Values => _values;

    /// <summary>Whether it is one label with one value, as in <c>matchLabels</c>.</summary>
    public bool IsExact => Operator == LabelOperator.In && _values.Length == 1;

    /// <summary>Whether an object with these labels meets the requirement.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var has = labels.TryGetValue(Key, out var value);
        return Operator switch
        {
            LabelOperator.In => has && Array.IndexOf(_values, value) >= 0,
            LabelOperator.NotIn => !has || Array.IndexOf(_values, value) < 0,
            LabelOperator.Exists => has,
            LabelOperator.DoesNotExist => !has,
            LabelOperator.Gt => has && Integer(value) > Bound,
            LabelOperator.Lt => has && Integer(value) < Bound,
            _ => false,
        };
    }

    /// <summary>The requirement as <c>kubectl -l</c> takes it: <c>app=web</c>, <c>tier in (a,b)</c>, <c>!legacy</c>.</summary>
    public override string ToString() => Operator switch
    {
        LabelOperator.In when _values.Length == 1 => $"{Key}={_values[0]}",
        LabelOperator.NotIn when _values.Length == 1 => $"{Key}!={_values[0]}",
        LabelOperator.In => $"{Key} in ({string.Join(',', _values)})",
        LabelOperator.NotIn => $"{Key} notin ({string.Join(',', _values)})",
        LabelOperator.DoesNotExist => "!" + Key,
        LabelOperator.Gt => $"{Key}>{string.Join(',', _values)}",
        LabelOperator.Lt => $"{Key}<{string.Join(',', _values)}",
        _ => Key,
    };

    /// <inheritdoc />
    public bool Equals(LabelRequirement? other) =>
        other is not null && Key == other.Key && Operator == other.Operator && new HashSet<string>(_values, StringComparer.Ordinal).SetEquals(other._values);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as LabelRequirement);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Key, Operator, _values.Distinct(StringComparer.Ordinal).Count());

    private long? Bound => _values.Length == 1 ? Integer(_values[0]) : null;

    private static long? Integer(string? text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;
}
