using System.Globalization;

namespace KubeAssert.Validation;

/// <summary>A range of IP addresses in CIDR notation, as Kubernetes reads it.</summary>
internal readonly struct IpRange
{
    private IpRange(IpAddress address, int length, bool hasLeadingZeros)
    {
        Address = address;
        Length = length;
        HasLeadingZeros = hasLeadingZeros;
    }

    /// <summary>The address before the slash.</summary>
    public IpAddress Address { get; }

    /// <summary>The prefix length, of 32 or of 128 bits.</summary>
    public int Length { get; }

    /// <summary>Whether the address or the length was written with leading zeros.</summary>
    public bool HasLeadingZeros { get; }

    /// <summary>Whether the range was written in IPv4's notation.</summary>
    public bool IsV4 => Address.IsV4 && !Address.IsMapped;

    /// <summary>Whether bits beyond the prefix are set: <c>10.0.0.1/8</c>.</summary>
    public bool HasHostBits => (Address.Bits & ~Mask) != 0;

    private UInt128 Mask
    {
        get
        {
            var free = IsV4 ? 32 - Length : 128 - Length;
            return free == 128 ? 0 : UInt128.MaxValue << free;
        }
    }

    /// <summary>The range that a text says; null where it says none.</summary>
    public static IpRange? Parse(string? text) => text is not null && TryParse(text, out var range) ? range : null;

    public static bool TryParse(string text, out IpRange range)
    {
        range = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !IpAddress.TryParse(text.AsSpan(0, slash), out var address))
            return false;

        var digits = text.AsSpan(slash + 1);
        var most = text.AsSpan(0, slash).Contains(':') ? 128 : 32;
        if (digits.Length is 0 or > 9 || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > most)
            return false;

        range = new IpRange(address, length, address.HasLeadingZeros || (digits.Length > 1 && digits[0] == '0'));
        return true;
    }

    /// <summary>Whether every address of its family lies in it.</summary>
    public bool IsEverything => Length == 0;

    /// <summary>Whether an address of the same family lies in it; a mapped one counts as the IPv4 address that it maps.</summary>
    public bool Contains(IpAddress address) => IsV4 == address.IsV4 && (address.Bits & Mask) == (Address.Bits & Mask);

    /// <summary>Whether all of another range lies inside this one, and this one is larger.</summary>
    public bool IsLargerThan(IpRange other) =>
        IsV4 == other.IsV4 && Length < other.Length && (other.Address.Bits & other.Mask & Mask) == (Address.Bits & Mask);

    /// <summary>The canonical form, without bits beyond the prefix.</summary>
    public override string ToString()
    {
        var bits = Address.Bits & Mask;
        return string.Create(CultureInfo.InvariantCulture, $"{Address.With(bits)}/{Length}");
    }
}
