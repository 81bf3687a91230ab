using System.Globalization;
using System.Text;

namespace KubeAssert.Validation;

/// <summary>An IP address as Kubernetes reads it: the strict form, and the sloppy one with leading zeros and mapped addresses that old fields allow.</summary>
internal readonly struct IpAddress
{
    private const int MappedPrefix = 0xffff;

    private IpAddress(UInt128 bits, bool isV6, bool hasLeadingZeros)
    {
        Bits = bits;
        HasLeadingZeros = hasLeadingZeros;
        IsMapped = isV6 && bits >> 32 == MappedPrefix;
        IsV4 = !isV6 || IsMapped;
    }

    /// <summary>The 128 bits, with an IPv4 address in its mapped form.</summary>
    public UInt128 Bits { get; }

    /// <summary>Whether this is an IPv4 address, a mapped one included.</summary>
    public bool IsV4 { get; }

    /// <summary>Whether it was written as an IPv6 address that maps an IPv4 one: <c>::ffff:10.0.0.1</c>.</summary>
    public bool IsMapped { get; }

    /// <summary>Whether a part of an IPv4 address was written with leading zeros: <c>010.0.0.1</c>.</summary>
    public bool HasLeadingZeros { get; }

    public bool IsUnspecified => Bits == 0 || (IsV4 && (uint)Bits == 0);

    public bool IsLoopback => IsV4 ? (uint)Bits >> 24 == 127 : Bits == 1;

    public bool IsLinkLocal => IsV4 ? (uint)Bits >> 16 == 0xa9fe : (uint)(Bits >> 118) == 0x3fa;

    public bool IsLinkLocalMulticast => IsV4 ? (uint)Bits >> 8 == 0xe00000 : (uint)(Bits >> 120) == 0xff && ((uint)(Bits >> 112) & 0x0f) == 2;

    /// <summary>The address that a text says; null where it says none.</summary>
    public static IpAddress? Parse(string? text) => text is not null && TryParse(text, out var address) ? address : null;

    public static bool TryParse(ReadOnlySpan<char> text, out IpAddress address)
    {
        if (text.Contains(':'))
            return TryParseV6(text, out address);

        var isAddress = TryParseV4(text, out var v4, out var zeros);
        address = new IpAddress(((UInt128)MappedPrefix << 32) | v4, false, zeros);
        return isAddress;
    }

    /// <summary>An address of the same family with other bits.</summary>
    public IpAddress With(UInt128 bits) => new(bits, !IsV4 || IsMapped, false);

    /// <summary>The canonical form: RFC 5952 for IPv6.</summary>
    public override string ToString() => IsV4 ? FormatV4((uint)Bits) : FormatV6(Bits);

    private static bool TryParseV4(ReadOnlySpan<char> text, out uint value, out bool hasLeadingZeros)
    {
        (value, hasLeadingZeros) = (0, false);
        for (var part = 0; part < 4; part++)
        {
            var length = part < 3 ? text.IndexOf('.') : text.Length;
            if (length is < 1 or > 16)
                return false;

            uint number = 0;
            foreach (var c in text[..length])
            {
                if (!char.IsAsciiDigit(c) || (number = (number * 10) + (uint)(c - '0')) > 255)
                    return false;
            }

            hasLeadingZeros |= length > 1 && text[0] == '0';
            value = (value << 8) | number;
            text = text[Math.Min(length + 1, text.Length)..];
        }

        return true;
    }

    private static bool TryParseV6(ReadOnlySpan<char> text, out IpAddress address)
    {
        address = default;
        UInt128 bits = 0;
        int groups = 0, gap = -1;
        var zeros = false;
        if (text.StartsWith("::"))
        {
            gap = 0;
            text = text[2..];
        }

        while (!text.IsEmpty)
        {
            if (groups == 8)
                return false;

            var colon = text.IndexOf(':');
            var group = colon < 0 ? text : text[..colon];
            if (colon < 0 && group.Contains('.'))
            {
                if (groups > 6 || !TryParseV4(group, out var v4, out zeros))
                    return false;
                bits = (bits << 32) | v4;
                groups += 2;
                break;
            }

            if (group.Length is 0 or > 4 || !ushort.TryParse(group, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
                return false;
            bits = (bits << 16) | value;
            groups++;
            if (colon < 0)
                break;

            text = text[(colon + 1)..];
            if (text.IsEmpty)
                return false;
            if (text[0] != ':')
                continue;
            if (gap >= 0)
                return false;
            gap = groups;
            text = text[1..];
        }

        if (gap < 0 ? groups != 8 : groups >= 8)
            return false;
        if (gap >= 0)
        {
            var after = groups - gap;
            var low = after == 0 ? 0 : bits & (((UInt128)1 << (16 * after)) - 1);
            var high = gap == 0 ? 0 : (bits >> (16 * after)) << (16 * (8 - gap));
            bits = high | low;
        }

        address = new IpAddress(bits, true, zeros);
        return true;
    }

    private static string FormatV4(uint bits) =>
        string.Create(CultureInfo.InvariantCulture, $"{bits >> 24}.{(bits >> 16) & 255}.{(bits >> 8) & 255}.{bits & 255}");

    private static string FormatV6(UInt128 bits)
    {
        Span<ushort> groups = stackalloc ushort[8];
        for (var i = 0; i < 8; i++)
            groups[i] = (ushort)(bits >> (16 * (7 - i)));

        int start = -1, length = 1;
        for (var i = 0; i < 8; i++)
        {
            var run = 0;
            while (i + run < 8 && groups[i + run] == 0)
                run++;
            if (run > length)
                (start, length) = (i, run);
        }

        var text = new StringBuilder();
        for (var i = 0; i < 8; i++)
        {
            if (i == start)
            {
                text.Append("::");
                i += length - 1;
                continue;
            }

            if (text.Length > 0 && text[^1] != ':')
                text.Append(':');
            text.Append(groups[i].ToString("x", CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}
