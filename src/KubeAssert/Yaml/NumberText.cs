using System.Buffers;
using System.Globalization;

namespace KubeAssert.Yaml;

/// <summary>A number as Go reads it from YAML: <c>0x1F</c>, <c>010</c>, <c>0b11</c>, <c>1_000</c>, <c>1e3</c>, up to 64 bits exactly.</summary>
internal readonly struct NumberText
{
    private enum Form
    {
        None,
        Signed,
        Unsigned,
        Double,
    }

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789+-_.abcdefxoABCDEFXO");

    private readonly Form _form;
    private readonly ulong _bits;
    private readonly double _value;

    private NumberText(Form form, ulong bits, double value)
    {
        _form = form;
        _bits = bits;
        _value = value;
    }

    /// <summary>Whole numbers are integers however they are written, for that is how they look in JSON, unless they exceed 64 bits.</summary>
    public NodeKind Kind => _form switch
    {
        Form.None => NodeKind.String,
        Form.Double => Whole(_value) is null ? NodeKind.Float : NodeKind.Integer,
        _ => NodeKind.Integer,
    };

    public long? Integer => _form switch
    {
        Form.Signed => (long)_bits,
        Form.Double => Whole(_value),
        _ => null,
    };

    /// <summary>An integer between 2^63 and 2^64-1: exact to YAML, beyond what the API server keeps exactly.</summary>
    public ulong? Unsigned => _form == Form.Unsigned ? _bits : null;

    public double? Number => _form switch
    {
        Form.Signed => (long)_bits,
        Form.Unsigned => _bits,
        Form.Double => _value,
        _ => null,
    };

    /// <summary>Whether it was written as an integer; <c>1.0</c> and <c>1e3</c> were not.</summary>
    public bool IsWrittenAsInteger => _form is Form.Signed or Form.Unsigned;

    public static NumberText Of(ReadOnlySpan<char> text)
    {
        if (text.Length == 0)
            return default;
        if (text[0] == '.')
            return UnderscoresStandBetweenDigits(text) ? Decimal(text) : default;
        if (IsShortDecimal(text))
            return new(Form.Signed, (ulong)long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture), 0);

        // a word that is no number in any notation is by far the most common: 10.0.0.1, 5m, 2024-01-01
        if (text.IndexOfAnyExcept(NumberCharacters) >= 0)
            return default;

        var plain = text.Contains('_') ? text.ToString().Replace("_", "", StringComparison.Ordinal) : text;
        if (Integral(plain, 0) is { _form: not Form.None } integer)
            return integer;
        if (Decimal(plain) is { _form: not Form.None } fraction)
            return fraction;
        return plain.StartsWith("0b", StringComparison.Ordinal) ? Integral(plain[2..], 2) : default;
    }

    private static bool IsShortDecimal(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= 18 && (text[0] != '0' || text.Length == 1) && text.IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary>An integer with a sign, and with the prefix of its base where <paramref name="radix"/> is 0.</summary>
    private static NumberText Integral(ReadOnlySpan<char> text, int radix)
    {
        var isNegative = text.Length > 0 && text[0] == '-';
        var isSigned = isNegative || (text.Length > 0 && text[0] == '+');
        var digits = isSigned ? text[1..] : text;
        if (digits.Length == 0)
            return default;

        if (radix == 0)
        {
            radix = 10;
            if (digits[0] == '0')
            {
                (radix, var prefix) = digits.Length < 3 ? (8, 1) : (digits[1] | 0x20) switch { 'x' => (16, 2), 'b' => (2, 2), 'o' => (8, 2), _ => (8, 1) };
                digits = digits[prefix..];
            }
        }

        ulong magnitude = 0;
        foreach (var c in digits)
        {
            var digit = char.IsAsciiDigit(c) ? c - '0' : char.IsAsciiLetter(c) ? (c | 0x20) - 'a' + 10 : int.MaxValue;
            if (digit >= radix)
                return default;
            var grown = unchecked((magnitude * (ulong)radix) + (ulong)digit);
            if (magnitude > ulong.MaxValue / (ulong)radix || grown < magnitude * (ulong)radix)
                return default;
            magnitude = grown;
        }

        if (isNegative)
            return magnitude <= 1UL << 63 ? new(Form.Signed, unchecked((ulong)-(long)magnitude), 0) : default;
        if (magnitude < 1UL << 63)
            return new(Form.Signed, magnitude, 0);
        return isSigned ? default : new(Form.Unsigned, magnitude, 0);
    }

    private static NumberText Decimal(ReadOnlySpan<char> text)
    {
        if (!IsDecimal(text))
            return default;
        var plain = text.Contains('_') ? text.ToString().Replace("_", "", StringComparison.Ordinal) : text;
        var value = double.Parse(plain, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(value) ? new(Form.Double, 0, value) : default;
    }

    private static bool IsDecimal(ReadOnlySpan<char> text)
    {
        var at = text.Length > 0 && text[0] is '+' or '-' ? 1 : 0;
        var whole = Digits(text, ref at);
        var fraction = 0;
        if (at < text.Length && text[at] == '.')
        {
            at++;
            fraction = Digits(text, ref at);
        }

        if (whole + fraction == 0)
            return false;
        if (at < text.Length && text[at] is 'e' or 'E')
        {
            at++;
            if (at < text.Length && text[at] is '+' or '-')
                at++;
            if (Digits(text, ref at) == 0)
                return false;
        }

        return at == text.Length;
    }

    private static int Digits(ReadOnlySpan<char> text, ref int at)
    {
        var from = at;
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '_'))
            at++;
        return at - from;
    }

    private static bool UnderscoresStandBetweenDigits(ReadOnlySpan<char> text)
    {
        for (var i = text.IndexOf('_'); i >= 0 && i < text.Length; i++)
        {
            if (text[i] == '_' && !(i > 0 && i + 1 < text.Length && char.IsAsciiDigit(text[i - 1]) && char.IsAsciiDigit(text[i + 1])))
                return false;
        }

        return true;
    }

    /// <summary>The integer that a double is in JSON: its shortest digits, filled up with zeros.</summary>
    private static long? Whole(double value)
    {
        if (value != Math.Truncate(value) || Math.Abs(value) >= 1e19)
            return null;
        if (Math.Abs(value) < 1L << 53)
            return (long)value;
        var shortest = decimal.Parse(value.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);
        return shortest is >= long.MinValue and <= long.MaxValue ? (long)shortest : null;
    }
}
