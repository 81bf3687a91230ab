using System.ComponentModel;

namespace KubeAssert.Theories;

/// <summary>Something that converts to other types alone: the way to be asked by <see cref="Convert.ChangeType(object, Type)"/>, with which both xunits prepare a test's arguments.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ConvertibleToOthers : IConvertible
{
    private protected ConvertibleToOthers()
    {
    }

    TypeCode IConvertible.GetTypeCode() => TypeCode.Object;

    object IConvertible.ToType(Type conversionType, IFormatProvider? provider) => ConvertTo(conversionType);

    bool IConvertible.ToBoolean(IFormatProvider? provider) => throw None();

    byte IConvertible.ToByte(IFormatProvider? provider) => throw None();

    char IConvertible.ToChar(IFormatProvider? provider) => throw None();

    DateTime IConvertible.ToDateTime(IFormatProvider? provider) => throw None();

    decimal IConvertible.ToDecimal(IFormatProvider? provider) => throw None();

    double IConvertible.ToDouble(IFormatProvider? provider) => throw None();

    short IConvertible.ToInt16(IFormatProvider? provider) => throw None();

    int IConvertible.ToInt32(IFormatProvider? provider) => throw None();

    long IConvertible.ToInt64(IFormatProvider? provider) => throw None();

    sbyte IConvertible.ToSByte(IFormatProvider? provider) => throw None();

    float IConvertible.ToSingle(IFormatProvider? provider) => throw None();

    string IConvertible.ToString(IFormatProvider? provider) => ToString()!;

    ushort IConvertible.ToUInt16(IFormatProvider? provider) => throw None();

    uint IConvertible.ToUInt32(IFormatProvider? provider) => throw None();

    ulong IConvertible.ToUInt64(IFormatProvider? provider) => throw None();

    private protected abstract object ConvertTo(Type type);

    private static InvalidCastException None() => new("A theory's case converts to the type of the theory's parameter alone.");
}
