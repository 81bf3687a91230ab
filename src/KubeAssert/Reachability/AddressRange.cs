using System.Globalization;
using System.Net;

namespace KubeAssert.Reachability;

/// <summary>A range of IP addresses in CIDR notation, as policies write it.</summary>
internal readonly struct AddressRange
{
    private readonly byte[] _bytes;
    private readonly int _length;

    private AddressRange(byte[] bytes, int length)
    {
        _bytes = bytes;
        _length = length;
    }

    /// <summary>Whether every address of its family lies in it.</summary>
    public bool IsEverything => _length == 0;

    public static AddressRange? Parse(string? text)
    {
        if (text is null || text.Split('/') is not [var address, var length] || !IPAddress.TryParse(address, out var parsed))
            return null;
        var bytes = parsed.GetAddressBytes();
        return int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bits) && bits <= bytes.Length * 8
            ? new AddressRange(bytes, bits)
            : null;
    }

    public bool Contains(IPAddress address)
    {
        var other = address.IsIPv4MappedToIPv6 ? address.MapToIPv4().GetAddressBytes() : address.GetAddressBytes();
        if (other.Length != _bytes.Length)
            return false;
        for (var i = 0; i < _length; i++)
        {
            if (((other[i / 8] ^ _bytes[i / 8]) & (0x80 >> (i % 8))) != 0)
                return false;
        }

        return true;
    }

    /// <summary>Whether it holds addresses of the family that pods commonly have.</summary>
    public bool IsV4 => _bytes.Length == IPAddress.Any.GetAddressBytes().Length;
}
