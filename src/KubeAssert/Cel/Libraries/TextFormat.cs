using System.Globalization;
using System.Numerics;
using System.Text;

namespace KubeAssert.Cel;

/// <summary>The clauses of <c>"%s has %d".format([...])</c>.</summary>
internal static class TextFormat
{
    private const int DefaultPrecision = 6;
    private const int MaxPrecision = 1000;
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>A clause: its letter, how many digits behind the point if said, and which argument it takes.</summary>
    public readonly record struct Clause(char Letter, int? Precision, int Argument);

    /// <summary>Walks over a format: plain text and clauses, in order. Returns what is wrong with it, or null.</summary>
    public static string? Walk(string format, int arguments, Action<char> text, Func<Clause, string?> clause)
    {
        var argument = 0;
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                text(format[i]);
                continue;
            }

            if (i + 1 < format.Length && format[i + 1] == '%')
            {
                text('%');
                i++;
                continue;
            }

            if (argument >= arguments)
                return string.Create(CultureInfo.InvariantCulture, $"index {argument} out of range");
            if (i + 1 >= format.Length)
                return "unexpected end of string";
            i++;
            int? precision = null;
            if (format[i] == '.')
            {
                var start = ++i;
                while (i < format.Length && char.IsAsciiDigit(format[i]))
                    i++;
                if (i >= format.Length)
                    return "could not parse formatting clause: error while parsing precision: could not find end of precision specifier";
                if (!int.TryParse(format.AsSpan(start, i - start), NumberStyles.None, CultureInfo.InvariantCulture, out var digits))
                    return "could not parse formatting clause: error while parsing precision: error while converting precision to integer";
                precision = digits;
            }

            if (!"sdfebxXo".Contains(format[i], StringComparison.Ordinal))
                return $"could not parse formatting clause: unrecognized formatting clause \"{format[i]}\"";
            if (clause(new Clause(format[i], precision, argument)) is { } problem)
                return problem;
            argument++;
        }

        return null;
    }

    public static CelValue Format(string format, ListValue arguments)
    {
        var result = new StringBuilder();
        ErrorValue? error = null;
        var problem = Walk(format, arguments.Count, c => result.Append(c), clause =>
        {
            var value = arguments[clause.Argument];
            if (value is ErrorValue failed)
            {
                error = failed;
                return failed.Message;
            }

            var text = Apply(clause, value, out var wrong);
            result.Append(text);
            return wrong is null ? null : "error during formatting: " + wrong;
        });
        return problem is null ? new StringValue(result.ToString()) : error ?? new ErrorValue(problem);
    }

    /// <summary>What a clause says against a value of another type.</summary>
    public static string Unfit(char letter, string type) => letter switch
    {
        'd' => $"decimal clause can only be used on integers, was given {type}",
        'f' => $"fixed-point clause can only be used on doubles, was given {type}",
        'e' => $"scientific clause can only be used on doubles, was given {type}",
        'b' => $"only integers and bools can be formatted as binary, was given {type}",
        'o' => $"octal clause can only be used on integers, was given {type}",
        'x' or 'X' => $"only integers, byte buffers, and strings can be formatted as hex, was given {type}",
        _ => $"string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps, was given {type}",
    };

    private static string Apply(Clause clause, CelValue value, out string? problem)
    {
        problem = null;
        var text = clause.Letter switch
        {
            's' => Text(value, out problem),
            'd' => value is IntValue or UintValue ? Conversions.Display(value) : null,
            'f' => Number(value) is { } number ? FixedPoint(number, clause.Precision ?? DefaultPrecision) : null,
            // cel-go takes the precision for a width here
            'e' => Number(value) is { } number ? Scientific(number).PadLeft(clause.Precision is { } width ? Math.Min(width, MaxPrecision) : DefaultPrecision) : null,
            'b' => value is BoolValue b ? (b.Value ? "1" : "0") : InBase(value, 2),
            'o' => InBase(value, 8),
            'x' => Hexadecimal(value),
            _ => Hexadecimal(value)?.ToUpperInvariant(),
        };
        if (text is null || clause.Precision > MaxPrecision)
            problem ??= Unfit(clause.Letter, value.Type.Name);
        return text ?? "";
    }

    private static string? Text(CelValue value, out string? problem)
    {
        problem = null;
        switch (value)
        {
            case ListValue list:
                return List(list, out problem);
            case MapValue map:
                return Map(map, out problem);
            case IpValue or CidrValue:
                return null;
            default:
                if (Conversions.ToText(value) is StringValue text)
                    return text.Value;
                problem = value is BytesValue ? "could not convert argument to string" : null;
                return null;
        }
    }

    private static string? List(ListValue list, out string? problem)
    {
        var parts = new List<string>();
        problem = null;
        foreach (var item in list.Items)
        {
            if (Member(item, out problem) is not { } text)
                return null;
            parts.Add(text);
        }

        return $"[{string.Join(", ", parts)}]";
    }

    private static string? Map(MapValue map, out string? problem)
    {
        var parts = new List<(string Key, string Value)>();
        problem = null;
        foreach (var key in map.Keys)
        {
            if (key is not (StringValue or BoolValue or IntValue or UintValue))
            {
                problem = $"no formatting function for map key of type {key.Type.Name}";
                return null;
            }

            if (Member(map.At(key), out problem) is not { } text)
                return null;
            parts.Add((Member(key, out problem)!, text));
        }

        parts.Sort((a, b) => CodePoints.Compare(a.Key, b.Key));
        return $"{{{string.Join(", ", parts.Select(p => $"{p.Key}:{p.Value}"))}}}";
    }

    // inside a list or map, texts are quoted and times say what they are
    private static string? Member(CelValue value, out string? problem)
    {
        problem = null;
        switch (value)
        {
            case ErrorValue error:
                problem = error.Message;
                return null;
            case StringValue s:
                return QuotedText.Of(s.Value);
            case BytesValue b:
                return Conversions.ToText(b) is StringValue text ? "b" + QuotedText.Of(text.Value) : null;
            case TimestampValue:
                return $"timestamp({QuotedText.Of(Conversions.Display(value))})";
            case DurationValue:
                return $"duration({QuotedText.Of(Conversions.Display(value))})";
            case DoubleValue d:
                if (double.IsNaN(d.Value) || double.IsInfinity(d.Value))
                    return QuotedText.Of(Conversions.Display(d));
                return (double.IsNegative(d.Value) ? "-" : "") + NumberText.Fixed(d.Value, DefaultPrecision);
            case BoolValue or IntValue or UintValue or NullValue or TypeValue or ListValue or MapValue:
                return Text(value, out problem);
            default:
                problem = $"no formatting function for {value.Type.Name}";
                return null;
        }
    }

    private static double? Number(CelValue value) => value switch
    {
        DoubleValue d => d.Value,
        StringValue { Value: "NaN" } => double.NaN,
        StringValue { Value: "Infinity" } => double.PositiveInfinity,
        StringValue { Value: "-Infinity" } => double.NegativeInfinity,
        _ => null,
    };

    private static string? Special(double value) =>
        double.IsNaN(value) ? "NaN" : double.IsPositiveInfinity(value) ? "∞" : double.IsNegativeInfinity(value) ? "-∞" : null;

    private static string FixedPoint(double value, int precision)
    {
        if (Special(value) is { } special)
            return special;
        var text = NumberText.Fixed(value, Math.Min(precision, MaxPrecision));
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var grouped = new StringBuilder(text);
        for (var i = (point < 0 ? text.Length : point) - 3; i > 0; i -= 3)
            grouped.Insert(i, ',');
        return (value < 0 ? "-" : "") + grouped;
    }

    private static string Scientific(double value)
    {
        if (Special(value) is { } special)
            return special;
        var (mantissa, exponent) = NumberText.Scientific(value, DefaultPrecision);
        var raised = string.Concat(Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture).Select(c => Superscripts[c - '0']));
        return $"{(value < 0 ? "-" : "")}{mantissa}×10{(exponent < 0 ? "⁻" : "")}{raised}";
    }

    private static string? Hexadecimal(CelValue value) => value switch
    {
        StringValue s => Convert.ToHexString(Encoding.UTF8.GetBytes(s.Value)).ToLowerInvariant(),
        BytesValue b => Convert.ToHexString(b.Value).ToLowerInvariant(),
        _ => InBase(value, 16),
    };

    private static string? InBase(CelValue value, int radix)
    {
        BigInteger number;
        switch (value)
        {
            case IntValue i:
                number = i.Value;
                break;
            case UintValue u:
                number = u.Value;
                break;
            default:
                return null;
        }

        var digits = new StringBuilder();
        for (var rest = BigInteger.Abs(number); !rest.IsZero || digits.Length == 0; rest /= radix)
            digits.Insert(0, "0123456789abcdef"[(int)(rest % radix)]);
        return (number.Sign < 0 ? "-" : "") + digits;
    }
}
