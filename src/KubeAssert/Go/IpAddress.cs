using System.Globalization;
using System.Text;

namespace KubeAssert.Go;

/// <summary>An IP address, read strictly: no leading zeros, no zones, no IPv4 inside IPv6.</summary>
internal sealed class IpAddress
{
    private IpAddress(byte[] bytes) => Bytes = bytes;

    /// <summary>4 or 16 bytes.</summary>
    public byte[] Bytes { get; }

    public bool IsV4 => Bytes.Length == 4;

    public bool IsV4InV6 => !IsV4 && Bytes.AsSpan(0, 10).IndexOfAnyExcept((byte)0) < 0 && Bytes[10] == 0xff && Bytes[11] == 0xff;

    public bool IsUnspecified => Bytes.AsSpan().IndexOfAnyExcept((byte)0) < 0;

    public bool IsLoopback => IsV4 ? Bytes[0] == 127 : Bytes.AsSpan(0, 15).IndexOfAnyExcept((byte)0) < 0 && Bytes[15] == 1;

    public bool IsLinkLocalMulticast => IsV4 ? Bytes is [224, 0, 0, _] : Bytes[0] == 0xff && (Bytes[1] & 0x0f) == 0x02;

    public bool IsLinkLocalUnicast => IsV4 ? Bytes is [169, 254, _, _] : Bytes[0] == 0xfe && (Bytes[1] & 0xc0) == 0x80;

    public bool IsMulticast => IsV4 ? (Bytes[0] & 0xf0) == 0xe0 : Bytes[0] == 0xff;

    public bool IsGlobalUnicast => !(IsV4 && (IsUnspecified || Bytes is [255, 255, 255, 255])) && !IsUnspecified && !IsLoopback && !IsMulticast && !IsLinkLocalUnicast;

    /// <summary>The address; null when <paramref name="text"/> is none, has a zone, or is IPv4 written inside IPv6.</summary>
    public static IpAddress? Parse(string text) => ParseAny(text) is { IsV4InV6: false } address ? address : null;

    /// <summary>The address; null when <paramref name="text"/> is none or has a zone.</summary>
    public static IpAddress? ParseAny(string text)
    {
        foreach (var c in text)
        {
            if (c == '.')
                return V4(text) is { } four ? new IpAddress(four) : null;
            if (c == ':')
                return V6(text) is { } six ? new IpAddress(six) : null;
        }

        return null;
    }

    public IpAddress Masked(int bits)
    {
        var bytes = (byte[])Bytes.Clone();
        for (var i = 0; i < bytes.Length; i++)
        {
            var keep = Math.Clamp(bits - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xff << (8 - keep));
        }

        return new IpAddress(bytes);
    }

    public bool SameAs(IpAddress other) => Bytes.AsSpan().SequenceEqual(other.Bytes);

    public override string ToString()
    {
        if (IsV4)
            return string.Join('.', Bytes.Select(b => b.ToString(CultureInfo.InvariantCulture)));
        var groups = new int[8];
        for (var i = 0; i < 8; i++)
            groups[i] = (Bytes[i * 2] << 8) | Bytes[(i * 2) + 1];
        var (gapStart, gapLength) = (-1, 1);
        for (var i = 0; i < 8; i++)
        {
            var end = i;
            while (end < 8 && groups[end] == 0)
                end++;
            if (end - i > gapLength)
                (gapStart, gapLength) = (i, end - i);
        }

        var text = new StringBuilder();
        for (var i = 0; i < 8; i++)
        {
            if (i == gapStart)
            {
                text.Append("::");
                i += gapLength - 1;
                continue;
            }

            if (text.Length > 0 && text[^1] != ':')
                text.Append(':');
            text.Append(groups[i].ToString("x", CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    private static byte[]? V4(string text)
    {
        var parts = text.Split('.');
        if (parts.Length != 4)
            return null;
        var bytes = new byte[4];
        for (var i = 0; i < 4; i++)
        {
            var part = parts[i];
            if (part.Length is 0 or > 3 || (part.Length > 1 && part[0] == '0') || !byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out bytes[i]))
                return null;
        }

        return bytes;
    }

    private static byte[]? V6(string text)
    {
        if (text.Contains('%', StringComparison.Ordinal))
            return null;
        var gap = text.IndexOf("::", StringComparison.Ordinal);
        if (gap >= 0 && text.IndexOf("::", gap + 1, StringComparison.Ordinal) >= 0)
            return null;
        var head = Groups(gap < 0 ? text : text[..gap], lastMayBeV4: gap < 0);
        var tail = gap < 0 ? [] : Groups(text[(gap + 2)..], lastMayBeV4: true);
        if (head is null || tail is null)
            return null;
        var missing = 16 - head.Count - tail.Count;
        if (gap < 0 ? missing != 0 : missing < 2)
            return null;
        return [.. head, .. new byte[missing], .. tail];
    }

    private static List<byte>? Groups(string text, bool lastMayBeV4)
    {
        var bytes = new List<byte>(16);
        if (text.Length == 0)
            return bytes;
        var parts = text.Split(':');
        for (var i = 0; i < parts.Length; i++)
        {
            if (i == parts.Length - 1 && lastMayBeV4 && parts[i].Contains('.', StringComparison.Ordinal))
            {
                if (V4(parts[i]) is not { } four)
                    return null;
                bytes.AddRange(four);
                continue;
            }

            if (parts[i].Length is 0 or > 4 || !parts[i].All(char.IsAsciiHexDigit))
                return null;
            var group = int.Parse(parts[i], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            bytes.Add((byte)(group >> 8));
            bytes.Add((byte)group);
        }

        return bytes;
    }
}
