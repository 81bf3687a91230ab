using KubeAssert.Validation;

namespace KubeAssert.Tests.Validation;

public sealed class NameFormTests
{
    [Theory]
    [InlineData("a", true)]
    [InlineData("1-a.b-2.c", true)]
    [InlineData("", false)]
    [InlineData("a..b", false)]
    [InlineData(".a", false)]
    [InlineData("a.", false)]
    [InlineData("a-.b", false)]
    [InlineData("A", false)]
    [InlineData("a_b", false)]
    public void A_dns_subdomain_is_told_from_what_is_none(string text, bool matches) =>
        NameForm.DnsSubdomain.Matches(text).Should().Be(matches);

    [Theory]
    [InlineData("a-1", true)]
    [InlineData("a.b", false)]
    [InlineData("-a", false)]
    [InlineData("a\n", false)]
    public void A_dns_label_is_told_from_what_is_none(string text, bool matches) =>
        NameForm.DnsLabel.Matches(text).Should().Be(matches);

    [Fact]
    public void Lengths_are_held()
    {
        NameForm.DnsLabel.Matches(new string('a', 63)).Should().BeTrue();
        NameForm.DnsLabel.Matches(new string('a', 64)).Should().BeFalse();
        NameForm.DnsSubdomain.Matches(new string('a', 253)).Should().BeTrue();
        NameForm.DnsSubdomain.Matches(new string('a', 254)).Should().BeFalse();
        NameForm.LabelValue.Matches(new string('a', 64)).Should().BeFalse();
        NameForm.PortName.Matches("abcdefghijklmnop").Should().BeFalse();
    }

    [Theory]
    [InlineData("app", true)]
    [InlineData("app.kubernetes.io/Name_1", true)]
    [InlineData("/name", false)]
    [InlineData("example.com/", false)]
    [InlineData("Example.com/a", false)]
    [InlineData("a/b/c", false)]
    [InlineData("-a", false)]
    public void A_label_key_is_told_from_what_is_none(string text, bool matches) =>
        NameForm.LabelKey.Matches(text).Should().Be(matches);

    [Theory]
    [InlineData("http", true)]
    [InlineData("80", false)]
    [InlineData("a--b", false)]
    [InlineData("-a", false)]
    [InlineData("Web", false)]
    public void A_port_name_is_told_from_what_is_none(string text, bool matches) =>
        NameForm.PortName.Matches(text).Should().Be(matches);

    [Theory]
    [InlineData("Web_Shop", "web-shop")]
    [InlineData("shop.Web..Front", "shop.web.front")]
    [InlineData("--", null)]
    public void The_nearest_subdomain_is_offered(string text, string? nearest) =>
        NameForm.DnsSubdomain.Nearest(text).Should().Be(nearest);
}
