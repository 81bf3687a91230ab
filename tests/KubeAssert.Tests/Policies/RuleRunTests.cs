using KubeAssert.PolicyRules;

namespace KubeAssert.Tests.Policies;

public sealed class RuleRunTests
{
    private static readonly ManifestSet Many = Manifests.Parse(string.Join("\n---\n", Enumerable.Range(0, 200).Select(i =>
        $"{{apiVersion: v1, kind: Pod, metadata: {{name: p{i}}}, spec: {{containers: [{{name: c, image: i{i % 7}}}], volumes: [{{name: v, configMap: {{name: m{i}}}}}]}}}}")), "many.yaml");

    private static readonly Rule[] Rules =
    [
        .. Enumerable.Range(0, 40).Select(n => Rule.For<Container>($"rule-{n}").Must(c => c["image"].Text != $"i{n % 7}", c => $"uses {c["image"].Text}", c => c["image"])),
        Rule.ForSet("references", "", c => c.References.Missing.Select(r => r.ToFinding())),
    ];

    [Fact]
    public void Rules_find_the_same_in_the_same_order_on_one_core_and_on_many()
    {
        var alone = RuleRun.All(Rules, Many, parallelism: 1).Select(f => f.Finding.ToString()).ToList();

        alone.Should().HaveCountGreaterThan(1000);
        for (var round = 0; round < 5; round++)
        {
            var fresh = Many.WithDefaultNamespace("default"); // nothing is derived from it yet
            RuleRun.All(Rules, fresh, parallelism: 8).Select(f => f.Finding.ToString()).Should().Equal(alone);
        }
    }

    [Fact]
    public void What_a_rule_throws_is_thrown_whoever_else_throws()
    {
        var first = Rule.ForSet("first", "", _ => throw new FormatException("first"));
        var second = Rule.ForSet("second", "", _ => throw new NotSupportedException("second"));
        var act = () => RuleRun.All([.. Rules, first, second], Many, parallelism: 4);

        act.Should().Throw<FormatException>().WithMessage("first");
    }

    [Fact]
    public void One_policy_can_be_asked_from_many_tests_at_once()
    {
        var policy = Policy.Of("many", Rules);
        var expected = policy.Evaluate(Many).Findings.Count;

        Enumerable.Range(0, 8).AsParallel().WithDegreeOfParallelism(8).Select(_ => policy.Evaluate(Many).Findings.Count).Should().OnlyContain(n => n == expected);
    }
}
