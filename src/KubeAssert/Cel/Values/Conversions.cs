using System.Globalization;
using System.Text;

namespace KubeAssert.Cel;

/// <summary>CEL's conversions between types: <c>int("42")</c>, <c>string(1.5)</c>.</summary>
internal static class Conversions
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    public static CelValue ToInt(CelValue value) => value switch
    {
        IntValue => value,
        UintValue u => u.Value <= long.MaxValue ? new IntValue((long)u.Value) : Arithmetic.IntOverflow,
        DoubleValue d => d.Value > -Numbers.TwoTo63 && d.Value < Numbers.TwoTo63 ? new IntValue((long)d.Value) : Arithmetic.IntOverflow,
        StringValue s => ParseInt(s.Value) is { } i ? new IntValue(i) : Failed(value, "int"),
        TimestampValue t => new IntValue(t.Seconds),
        DurationValue d => new IntValue(d.Nanoseconds),
        _ => Failed(value, "int"),
    };

    public static CelValue ToUint(CelValue value) => value switch
    {
        UintValue => value,
        IntValue i => i.Value >= 0 ? new UintValue((ulong)i.Value) : Arithmetic.UintOverflow,
        DoubleValue d => d.Value >= 0 && d.Value < Numbers.TwoTo64 ? new UintValue((ulong)d.Value) : Arithmetic.UintOverflow,
        StringValue s when s.Value.Length > 0 && s.Value.All(char.IsAsciiDigit) && ulong.TryParse(s.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var u) => new UintValue(u),
        _ => Failed(value, "uint"),
    };

    public static CelValue ToDouble(CelValue value) => value switch
    {
        DoubleValue => value,
        IntValue i => new DoubleValue(i.Value),
        UintValue u => new DoubleValue(u.Value),
        StringValue s => GoFloat.Parse(s.Value) is { } d ? new DoubleValue(d) : Failed(value, "double"),
        _ => Failed(value, "double"),
    };

    public static CelValue ToBool(CelValue value) => value switch
    {
        BoolValue => value,
        StringValue { Value: "1" or "t" or "T" or "true" or "TRUE" or "True" } => BoolValue.True,
        StringValue { Value: "0" or "f" or "F" or "false" or "FALSE" or "False" } => BoolValue.False,
        _ => Failed(value, "bool"),
    };

    public static CelValue ToBytes(CelValue value) => value switch
    {
        BytesValue => value,
        StringValue s => new BytesValue(Encoding.UTF8.GetBytes(s.Value)),
        _ => Failed(value, "bytes"),
    };

    public static CelValue ToText(CelValue value)
    {
        switch (value)
        {
            case StringValue:
                return value;
            case BytesValue b:
                try
                {
                    return new StringValue(Utf8.GetString(b.Value));
                }
                catch (DecoderFallbackException)
                {
                    return new ErrorValue("invalid UTF-8 in bytes, cannot convert to string");
                }

            case ErrorValue:
                return value;
            default:
                return Text(value) is { } text ? new StringValue(text) : Failed(value, "string");
        }
    }

    public static CelValue ToTimestamp(CelValue value) => value switch
    {
        TimestampValue => value,
        IntValue i => i.Value is >= TimestampValue.MinSeconds and <= TimestampValue.MaxSeconds ? new TimestampValue(i.Value, 0, 0) : Arithmetic.TimestampOverflow,
        StringValue s when TimeText.ParseTimestamp(s.Value) is { } t =>
            t.Seconds is >= TimestampValue.MinSeconds and <= TimestampValue.MaxSeconds ? t : Arithmetic.TimestampOverflow,
        _ => Failed(value, "google.protobuf.Timestamp"),
    };

    public static CelValue ToDuration(CelValue value) => value switch
    {
        DurationValue => value,
        StringValue s when TimeText.ParseDuration(s.Value) is { } d => d,
        _ => Failed(value, "google.protobuf.Duration"),
    };

    /// <summary>A value inside an error message.</summary>
    public static string Display(CelValue value) => value is StringValue s ? s.Value : Text(value) ?? value.Type.ToString();

    private static string? Text(CelValue value) => value switch
    {
        BoolValue b => b.Value ? "true" : "false",
        IntValue i => i.Value.ToString(CultureInfo.InvariantCulture),
        UintValue u => u.Value.ToString(CultureInfo.InvariantCulture),
        DoubleValue d => NumberText.General(d.Value),
        TimestampValue t => TimeText.Print(t),
        DurationValue d => TimeText.Print(d),
        NullValue => "null",
        TypeValue t => t.Named.Name,
        IpValue ip => ip.Address.ToString(),
        CidrValue cidr => cidr.ToString(),
        _ => null,
    };

    private static long? ParseInt(string text)
    {
        var digits = text.AsSpan();
        if (digits.Length > 0 && digits[0] is '+' or '-')
            digits = digits[1..];
        foreach (var c in digits)
        {
            if (!char.IsAsciiDigit(c))
                return null;
        }

        return !digits.IsEmpty && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    private static ErrorValue Failed(CelValue value, string type) =>
        value as ErrorValue ?? new ErrorValue($"type conversion error from '{value.Type.Name}' to '{type}'");
}
