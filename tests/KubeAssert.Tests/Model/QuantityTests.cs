namespace KubeAssert.Tests.Model;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("1Gi", "1024Mi")]
    [InlineData("1Gi", "1073741824")]
    [InlineData("1G", "1000M")]
    [InlineData("1e3", "1k")]
    [InlineData("1E3", "1000")]
    [InlineData("1E", "1000P")]
    [InlineData("0.1", "100m")]
    [InlineData(".5", "500m")]
    [InlineData("1.", "1")]
    [InlineData("1e-3", "1m")]
    [InlineData("100u", "0.1m")]
    [InlineData("-1500m", "-1.5")]
    [InlineData("+2", "2")]
    [InlineData("0Ki", "0")]
    [InlineData("1.1Ki", "1126.4")]
    [InlineData(" 1Gi ", "1Gi")]
    public void Equal_amounts_are_equal_however_they_are_written(string one, string other)
    {
        Quantity.Parse(one).Should().Be(Quantity.Parse(other));
        Quantity.Parse(one).GetHashCode().Should().Be(Quantity.Parse(other).GetHashCode());
    }

    [Theory]
    [InlineData("1024Mi", "1Gi")]
    [InlineData("1000Mi", "1000Mi")]
    [InlineData("1.5", "1500m")]
    [InlineData("1.5Gi", "1536Mi")]
    [InlineData("0.5Ki", "512")]
    [InlineData("1000m", "1")]
    [InlineData("1000k", "1M")]
    [InlineData("12e6", "12e6")]
    [InlineData("12000e3", "12e6")]
    [InlineData("1E3", "1E3")]
    [InlineData("1.500", "1.500")]
    [InlineData("-0", "0")]
    [InlineData("0.0000000001", "1n")]
    [InlineData("-0.00000000011", "-1n")]
    [InlineData("1.1Ki", "1126400m")]
    [InlineData("100Ei", "9223372036854775807")]
    [InlineData("8000E", "8000E")]
    public void The_canonical_form_is_what_the_api_server_writes(string written, string canonical) =>
        Quantity.Parse(written).ToString().Should().Be(canonical);

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("1K", "its suffix 'K' is none of n, u, m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi, Ei or an exponent like e3")]
    [InlineData("1 Gi", "its suffix ' Gi' is none of n, u, m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi, Ei or an exponent like e3")]
    [InlineData("many", "it does not start with a number")]
    [InlineData("1e", "its suffix 'e' is none of n, u, m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi, Ei or an exponent like e3")]
    [InlineData("1.2.3", "its suffix '.3' is none of n, u, m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi, Ei or an exponent like e3")]
    [InlineData("+Pi", "it has no digits")]
    [InlineData("1e999999", "it is too large")]
    public void What_is_no_quantity_is_said_why(string text, string why)
    {
        var act = () => Quantity.Parse(text);

        act.Should().Throw<FormatException>().WithMessage($"'{text}' is no quantity: {why}.");
        Quantity.TryParse(text, out _).Should().BeFalse();
    }

    [Fact]
    public void Arithmetic_is_exact_and_keeps_the_format_of_the_left()
    {
        (Quantity.Parse("1Gi") + Quantity.Parse("512Mi")).ToString().Should().Be("1536Mi");
        (Quantity.Parse("1Gi") - Quantity.Parse("1G")).ToString().Should().Be("73741824");
        (Quantity.Parse("100m") + Quantity.Parse("0.000000001")).ToString().Should().Be("100000001n");
        (Quantity.Parse("100m") * 25).ToString().Should().Be("2500m");
        (Quantity.Zero + Quantity.Parse("2Mi")).ToString().Should().Be("2Mi");
        (-Quantity.Parse("2Mi")).ToString().Should().Be("-2Mi");
        (Quantity.Parse("9007199254740993") * 1_000_000_007).ToString().Should().Be("9007199317791387783186951");
    }

    [Fact]
    public void Amounts_compare_by_value()
    {
        (Quantity.Parse("999m") < Quantity.Parse("1")).Should().BeTrue();
        (Quantity.Parse("1Gi") > Quantity.Parse("1G")).Should().BeTrue();
        (Quantity.Parse("1Ki") <= Quantity.Parse("1024")).Should().BeTrue();
        Quantity.Parse("-1").CompareTo(Quantity.Zero).Should().BeNegative();
        default(Quantity).Should().Be(Quantity.Parse("0"));
        default(Quantity).ToString().Should().Be("0");
    }

    [Fact]
    public void Whole_units_and_thousandths_are_rounded_away_from_zero()
    {
        Quantity.Parse("1.1").Value.Should().Be(2);
        Quantity.Parse("-1.1").Value.Should().Be(-2);
        Quantity.Parse("0.1m").MilliValue.Should().Be(1);
        Quantity.Parse("2500m").MilliValue.Should().Be(2500);
        Quantity.Parse("1e30").Value.Should().Be(long.MaxValue);
    }

    [Theory]
    [InlineData("2", "2")]
    [InlineData("0.5", "500m")]
    [InlineData("\"250m\"", "250m")]
    [InlineData("1e3", "1k")]
    [InlineData("1_000", "1k")]
    public void A_quantity_may_be_written_as_a_number_or_as_a_string(string yaml, string canonical)
    {
        var pod = Manifests.Parse($"{{apiVersion: v1, kind: Pod, metadata: {{name: web}}, spec: {{cpu: {yaml}}}}}")[0];

        Quantity.Of(pod["spec"]["cpu"])!.Value.ToString().Should().Be(canonical);
        Quantity.Of(pod["spec"]["memory"]).Should().BeNull();
        Quantity.Of(pod["spec"]).Should().BeNull();
    }
}
