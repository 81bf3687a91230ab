using KubeAssert.Validation;

namespace KubeAssert.Tests.Validation;

public sealed class IpAddressTests
{
    [Theory]
    [InlineData("10.0.0.1", "10.0.0.1")]
    [InlineData("010.000.0.001", "10.0.0.1")]
    [InlineData("::", "::")]
    [InlineData("::1", "::1")]
    [InlineData("2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1")]
    [InlineData("fe80:0:0:0:0:0:0:0", "fe80::")]
    [InlineData("64:ff9b::1.2.3.4", "64:ff9b::102:304")]
    [InlineData("::ffff:1.2.3.4", "1.2.3.4")]
    public void An_address_is_read_and_written_canonically(string text, string canonical)
    {
        IpAddress.TryParse(text, out var address).Should().BeTrue();
        address.ToString().Should().Be(canonical);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.256")]
    [InlineData("1.2.3.4.5")]
    [InlineData("::1::2")]
    [InlineData("1:2:3:4:5:6:7")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData("1:2:3:4:5:6:7::8")]
    [InlineData("12345::")]
    [InlineData("fe80::1%eth0")]
    [InlineData(":1:2:3:4:5:6:7")]
    [InlineData("1:")]
    public void What_is_no_address_is_not_read(string text) => IpAddress.TryParse(text, out _).Should().BeFalse();

    [Theory]
    [InlineData("10.0.0.0/8", "10.1.0.0/16", true)]
    [InlineData("10.0.0.0/8", "10.0.0.0/8", false)]
    [InlineData("10.0.0.0/8", "11.0.0.0/16", false)]
    [InlineData("2001:db8::/32", "2001:db8:1::/48", true)]
    [InlineData("0.0.0.0/0", "10.0.0.0/8", true)]
    [InlineData("::/0", "10.0.0.0/8", false)]
    public void A_range_holds_smaller_ranges(string outer, string inner, bool holds)
    {
        IpRange.TryParse(outer, out var large).Should().BeTrue();
        IpRange.TryParse(inner, out var small).Should().BeTrue();
        large.IsLargerThan(small).Should().Be(holds);
    }

    [Theory]
    [InlineData("10.0.0.1/8", "10.0.0.0/8")]
    [InlineData("2001:db8::1/64", "2001:db8::/64")]
    public void A_range_with_bits_beyond_its_prefix_says_what_it_would_be(string text, string canonical)
    {
        IpRange.TryParse(text, out var range).Should().BeTrue();
        range.HasHostBits.Should().BeTrue();
        range.ToString().Should().Be(canonical);
    }

    [Theory]
    [InlineData("10.0.0.0")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0/8")]
    public void What_is_no_range_is_not_read(string text) => IpRange.TryParse(text, out _).Should().BeFalse();
}
