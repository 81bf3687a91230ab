namespace KubeAssert.Tests.Model;

public sealed class IntOrStringTests
{
    [Fact]
    public void A_number_and_a_string_are_told_apart()
    {
        var port = Manifests.Parse("{apiVersion: v1, kind: Thing, metadata: {name: a}, spec: {a: 80, b: '80', c: http, d: [], e: 1.5}}")[0]["spec"];

        IntOrString.Of(port["a"])!.Value.Should().Be(IntOrString.Of(80));
        IntOrString.Of(port["b"])!.Value.IsNumber.Should().BeFalse();
        IntOrString.Of(port["b"]).Should().NotBe(IntOrString.Of(80));
        IntOrString.Of(port["c"])!.Value.ToString().Should().Be("http");
        IntOrString.Of(port["d"]).Should().BeNull();
        IntOrString.Of(port["e"]).Should().BeNull();
        IntOrString.Of(port["f"]).Should().BeNull();
    }

    [Theory]
    [InlineData("25%", 10, true, 3)]
    [InlineData("25%", 10, false, 2)]
    [InlineData("100%", 3, true, 3)]
    [InlineData("0%", 3, true, 0)]
    public void A_percentage_is_rounded_as_asked(string text, long total, bool up, long expected) =>
        IntOrString.Of(text).Of(total, up).Should().Be(expected);

    [Fact]
    public void What_is_no_percentage_has_no_share()
    {
        IntOrString.Of("http").Of(10, roundUp: true).Should().BeNull();
        IntOrString.Of(4).Of(10, roundUp: true).Should().Be(4);
    }
}
