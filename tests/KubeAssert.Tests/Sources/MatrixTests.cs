namespace KubeAssert.Tests.Sources;

public sealed class MatrixTests
{
    public static readonly ManifestMatrix Stages = Manifests.Matrix(
        c => Manifests.Parse($"{{apiVersion: v1, kind: ConfigMap, metadata: {{name: {c["stage"]}-{c["size"]}}}}}"),
        ("stage", ["staging", "prod"]),
        ("size", ["small", "large"]));

    [Theory, MemberData(nameof(Stages))]
    public void A_theory_has_one_case_for_each_combination(string name) =>
        name.Should().Be(Stages[name][0].Name switch
        {
            "staging-small" => "stage: staging, size: small",
            "staging-large" => "stage: staging, size: large",
            "prod-small" => "stage: prod, size: small",
            _ => "stage: prod, size: large",
        });

    [Fact]
    public void Names_stand_in_the_order_of_the_axes() => Stages.Names.Should().Equal(
        "stage: staging, size: small", "stage: staging, size: large", "stage: prod, size: small", "stage: prod, size: large");

    [Fact]
    public void A_set_is_made_once_and_when_it_is_asked_for()
    {
        var made = 0;
        var matrix = Manifests.Matrix(_ => Manifests.Parse($"{{apiVersion: v1, kind: ConfigMap, metadata: {{name: c{made++}}}}}"), ("stage", ["staging", "prod"]));
        _ = matrix.ToList();

        made.Should().Be(0);
        matrix["stage: prod"].Should().BeSameAs(matrix["stage: prod"]);
        made.Should().Be(1);
    }

    [Fact]
    public void What_fails_is_the_test_that_uses_it()
    {
        var matrix = Manifests.Matrix(c => c["stage"] == "prod" ? throw new InvalidDataException("no prod") : Stages[Stages.Names[0]], ("stage", ["staging", "prod"]));

        matrix["stage: staging"].Should().NotBeNull();
        FluentActions.Invoking(() => matrix["stage: prod"]).Should().Throw<InvalidDataException>();
    }

    [Fact]
    public void Combinations_that_nobody_ships_are_left_out() =>
        Stages.Without(c => c["stage"] == "staging" && c["size"] == "large").Names.Should().HaveCount(3).And.NotContain("stage: staging, size: large");

    [Fact]
    public void A_wrong_name_is_told_the_right_ones() =>
        FluentActions.Invoking(() => Stages["stage: dev, size: small"]).Should().Throw<KeyNotFoundException>().WithMessage("""
            The matrix has no combination 'stage: dev, size: small'; it has:
              stage: staging, size: small
              stage: staging, size: large
              stage: prod, size: small
              stage: prod, size: large
            """);

    [Fact]
    public void An_axis_without_values_would_test_nothing() =>
        FluentActions.Invoking(() => Manifests.Matrix(_ => Stages[""], ("stage", []))).Should().Throw<ArgumentException>()
            .WithMessage("The axis 'stage' has no values: nothing would be tested*");
}
