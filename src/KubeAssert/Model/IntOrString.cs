using System.Globalization;

namespace KubeAssert;

/// <summary>A value that may be written as a number or as a string: a port, or a count in percent. Immutable.</summary>
public readonly record struct IntOrString
{
    private readonly string? _text;

    private IntOrString(long number, string? text)
    {
        Number = number;
        _text = text;
    }

    /// <summary>Whether it was written as a number.</summary>
    public bool IsNumber => _text is null;

    /// <summary>The number; 0 where it was written as a string.</summary>
    public long Number { get; }

    /// <summary>The value as written: <c>8080</c>, <c>http</c>, <c>25%</c>.</summary>
    public string Text => _text ?? Number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether it is 0 or an empty string, which Kubernetes treats like nothing written.</summary>
    public bool IsEmpty => _text is null ? Number == 0 : _text.Length == 0;

    /// <summary>The number before a <c>%</c>: 25 of <c>25%</c>; null for everything else.</summary>
    public long? Percent => _text is { Length: > 1 } && _text[^1] == '%'
        && long.TryParse(_text.AsSpan(0, _text.Length - 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var percent) ? percent : null;

    /// <summary>A number.</summary>
    public static IntOrString Of(long number) => new(number, null);

    /// <summary>A string. <c>"80"</c> stays a string, and as a port's name it is not the number 80.</summary>
    public static IntOrString Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(0, text);
    }

    /// <summary>What is written at a node; null where it is neither an integer nor a string.</summary>
    public static IntOrString? Of(Node node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node.AsInteger() is { } number ? Of(number) : node.AsString() is { } text ? Of(text) : null;
    }

    /// <summary>A number as it is, or a percentage of a total.</summary>
    /// <param name="total">What 100% is.</param>
    /// <param name="roundUp">Whether a fraction counts as one more: true for <c>maxSurge</c>, false for <c>maxUnavailable</c>.</param>
    /// <returns>Null where it is a string that is no percentage.</returns>
    public long? Of(long total, bool roundUp)
    {
        if (IsNumber)
            return Number;
        if (Percent is not { } percent)
            return null;

        var product = (Int128)total * percent;
        var (quotient, rest) = Int128.DivRem(product, 100);
        if (rest != 0 && roundUp && product > 0)
            quotient++;
        if (rest != 0 && !roundUp && product < 0)
            quotient--;
        return (long)quotient;
    }

    /// <summary>The value as written.</summary>
    public override string ToString() => Text;
}
