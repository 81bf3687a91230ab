namespace KubeAssert.Cel;

/// <summary>A value that an expression computes. Immutable, but for what a fold collects while it runs.</summary>
internal abstract class CelValue
{
    public abstract CelType Type { get; }

    /// <summary>Whether this equals <paramref name="other"/>: a boolean, or an error where the two can't be compared.</summary>
    public abstract CelValue EqualTo(CelValue other);

    /// <summary>How large this is for the cost of calls: characters, bytes, entries; 1 for everything without a size.</summary>
    public virtual long Size => 1;

    /// <summary>Whether this is empty, zero or false, for <c>optional.ofNonZeroValue</c>.</summary>
    public virtual bool IsZero => false;

    public bool IsError => this is ErrorValue;

    /// <summary>Equality of two values as <c>==</c> means it: null equals only null.</summary>
    public static CelValue AreEqual(CelValue left, CelValue right) =>
        left is NullValue || right is NullValue ? BoolValue.Of(left is NullValue && right is NullValue) : left.EqualTo(right);
}

/// <summary>A failed computation. Errors travel as values, because <c>||</c> and <c>&amp;&amp;</c> may absorb them.</summary>
internal sealed class ErrorValue(string message) : CelValue
{
    public static readonly ErrorValue NoSuchOverload = new("no such overload");

    public string Message { get; } = message;

    /// <summary>Whether the value is out of reach offline, such as an authorizer's answer, rather than wrong.</summary>
    public bool IsNotEvaluated { get; init; }

    public override CelType Type => CelType.Error;

    public override CelValue EqualTo(CelValue other) => this;

    /// <summary>The error itself when <paramref name="value"/> is one, else that no function fits.</summary>
    public static ErrorValue NoSuchOverloadFor(CelValue value) => value as ErrorValue ?? NoSuchOverload;
}

internal sealed class NullValue : CelValue
{
    public static readonly NullValue Instance = new();

    private NullValue()
    {
    }

    public override CelType Type => CelType.Null;

    public override bool IsZero => true;

    public override CelValue EqualTo(CelValue other) => BoolValue.Of(other is NullValue);
}

internal sealed class BoolValue : CelValue
{
    public static readonly BoolValue True = new(true);
    public static readonly BoolValue False = new(false);

    private BoolValue(bool value) => Value = value;

    public bool Value { get; }

    public override CelType Type => CelType.Bool;

    public override bool IsZero => !Value;

    public static BoolValue Of(bool value) => value ? True : False;

    public override CelValue EqualTo(CelValue other) => Of(other is BoolValue b && b.Value == Value);
}

internal sealed class StringValue(string value) : CelValue
{
    public string Value { get; } = value;

    public override CelType Type => CelType.String;

    public override long Size => CodePoints.Count(Value);

    public override bool IsZero => Value.Length == 0;

    public override CelValue EqualTo(CelValue other) => BoolValue.Of(other is StringValue s && string.Equals(s.Value, Value, StringComparison.Ordinal));
}

internal sealed class BytesValue(byte[] value) : CelValue
{
    public byte[] Value { get; } = value;

    public override CelType Type => CelType.Bytes;

    public override long Size => Value.Length;

    public override bool IsZero => Value.Length == 0;

    public override CelValue EqualTo(CelValue other) => BoolValue.Of(other is BytesValue b && b.Value.AsSpan().SequenceEqual(Value));
}

/// <summary>A type as a value: what <c>type(x)</c> gives.</summary>
internal sealed class TypeValue(CelType named) : CelValue
{
    public CelType Named { get; } = named;

    public override CelType Type => CelType.AnyType;

    public override CelValue EqualTo(CelValue other) => BoolValue.Of(other is TypeValue t && t.Named.Name == Named.Name);
}

/// <summary>A value that may be absent.</summary>
internal sealed class OptionalValue : CelValue
{
    public static readonly OptionalValue None = new(null);

    private OptionalValue(CelValue? content) => Content = content;

    public CelValue? Content { get; }

    public override CelType Type => CelType.AnyOptional;

    public override long Size => Content?.Size ?? 1;

    public static OptionalValue Of(CelValue content) => new(content);

    public override CelValue EqualTo(CelValue other)
    {
        if (other is not OptionalValue optional)
            return BoolValue.False;
        if (Content is null || optional.Content is null)
            return BoolValue.Of(Content is null && optional.Content is null);
        return Content.EqualTo(optional.Content);
    }
}
