using KubeAssert.Conformance;
using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.Agreement;

/// <summary>
/// What a real Kubernetes said, as far as it is our own text: samples of the files that the continuous integration compares whole. Each
/// command prints where the two differ.
/// </summary>
public sealed class AgreementTests
{
    [Theory]
    [InlineData("schema.jsonl.gz", "1.36", "99.5")]
    [InlineData("schema-main-kinds.jsonl.gz", "1.36", "99.9")]
    [InlineData("human.jsonl.gz", "1.36", "99.9")]
    [InlineData("schema-1.31.jsonl.gz", "1.31", "99.7")]
    public void Verdicts_are_those_of_an_api_server(string file, string version, string least) =>
        VerdictsCommand.Run([Data(file), "--kubernetes", version, "--at-least", least]).Should().Be(0);

    [Theory]
    [InlineData("reach.jsonl.gz")]
    [InlineData("reach-random.jsonl.gz")]
    public void Network_policies_mean_what_conformance_tables_say(string file) =>
        ReachCommand.Run([Data(file), "--at-least", "100"]).Should().Be(0);

    [Fact]
    public void Roles_and_bindings_grant_what_the_authorizer_grants() =>
        RbacCommand.Run([Data("rbac.jsonl.gz"), "--at-least", "100"]).Should().Be(0);

    [Fact]
    public void Expressions_have_the_value_that_the_api_server_computed() =>
        CelCommand.Run([Data("cel.jsonl.gz"), "--at-least", "99"]).Should().Be(0);

    [Fact]
    public void Texts_are_read_as_the_api_server_reads_them() =>
        YamlCommand.Run([Data("yaml.jsonl.gz"), "--at-least", "100"]).Should().Be(0);

    [Fact]
    public void Pods_meet_the_levels_that_the_admission_found() =>
        PodSecurityCommand.Run([Data("pod-security.jsonl.gz"), "--at-least", "100"]).Should().Be(0);

    private static string Data(string file) => Path.Combine(Repository.Root, "tests", "Data", file);
}
