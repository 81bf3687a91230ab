using System.Globalization;
using KubeAssert.Go;

namespace KubeAssert.Cel;

/// <summary>What <c>ip("10.0.0.1")</c> gives.</summary>
internal sealed class IpValue(IpAddress address) : CelValue
{
    public IpAddress Address { get; } = address;

    public override CelType Type => CelType.Ip;

    public override long Size => Address.Bytes.Length;

    public override CelValue EqualTo(CelValue other) =>
        other is IpValue ip ? BoolValue.Of(ip.Address.SameAs(Address)) : ErrorValue.NoSuchOverloadFor(other);
}

/// <summary>What <c>cidr("10.0.0.0/8")</c> gives.</summary>
internal sealed class CidrValue(IpAddress address, int bits) : CelValue
{
    public IpAddress Address { get; } = address;

    public int Bits { get; } = bits;

    public override CelType Type => CelType.Cidr;

    public override long Size => (Bits + 7) / 8;

    public static CidrValue? Parse(string text)
    {
        var slash = text.LastIndexOf('/');
        if (slash < 0 || IpAddress.Parse(text[..slash]) is not { } address)
            return null;
        var bits = text.AsSpan(slash + 1);
        if (bits.Length is 0 or > 3 || (bits.Length > 1 && bits[0] is < '1' or > '9')
            || !int.TryParse(bits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > address.Bytes.Length * 8)
        {
            return null;
        }

        return new CidrValue(address, count);
    }

    public bool Contains(IpAddress other) =>
        other.IsV4 == Address.IsV4 && other.Masked(Bits).SameAs(Address.Masked(Bits));

    public bool Contains(CidrValue other) =>
        Bits <= other.Bits && other.Address.IsV4 == Address.IsV4 && other.Address.Masked(Bits).SameAs(Address.Masked(Bits));

    public CidrValue Masked() => new(Address.Masked(Bits), Bits);

    public override CelValue EqualTo(CelValue other) =>
        other is CidrValue cidr ? BoolValue.Of(cidr.Bits == Bits && cidr.Address.SameAs(Address)) : ErrorValue.NoSuchOverloadFor(other);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Address}/{Bits}");
}
