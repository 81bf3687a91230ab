namespace KubeAssert.Tests.Policies;

public sealed class ValidityTests
{
    public static Policy Accepted { get; } = Validity.On(KubernetesVersion.V1_34)
        .Except("validation/invalid-name").For("Deployment/legacy_*").Because("renamed by the installer");

    [Fact]
    public void What_the_api_server_refuses_can_be_exempted_with_a_reason()
    {
        var set = Manifests.Parse("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: legacy_config}\n");
        var rule = Validity.On().Evaluate(set).Findings.Should().ContainSingle().Subject.RuleId;

        Validity.On().Except(rule).For("ConfigMap/legacy_*").Because("renamed by the installer").Evaluate(set).Findings.Should().BeEmpty();
        rule.Should().Be(Accepted.Exemptions[0].RuleId);
    }

    [Fact]
    public void An_id_outside_its_families_is_refused()
    {
        var act = () => Validity.On().Except("nonsense/field");

        act.Should().Throw<ArgumentException>();
    }
}
