using KubeAssert.Tests.Support;
using Packs = KubeAssert.Policies;

namespace KubeAssert.Tests.RuleCatalogue;

public sealed class PackTests
{
    [Fact]
    public void The_shop_of_the_examples_has_nothing_essentially_wrong() =>
        Packs.Essential.Evaluate(Manifests.Load(Path.Combine(Repository.Root, "examples", "Shop", "deploy"))).Findings.Select(f => f.ToString()).Should().BeEmpty();

    [Fact]
    public void Production_has_all_rules_of_the_others() =>
        Packs.Production.Rules.Select(r => r.Id).Should().BeEquivalentTo(
            new[] { Packs.Essential, Packs.Reliability, Packs.Security }.SelectMany(p => p.Rules).Select(r => r.Id).Distinct(StringComparer.Ordinal));

    [Fact]
    public void Essential_reports_errors_alone() =>
        Packs.Essential.Rules.Should().OnlyContain(r => r.Info.Severity == Severity.Error);

    [Fact]
    public void A_user_composes_a_policy_of_single_rules_and_parameters()
    {
        var policy = Policy.Of("ours", KubeAssert.Rules.ImageIsPinned, KubeAssert.Rules.MinimumReplicas(new ReplicaParameters { Least = 3 }));

        policy.Evaluate(Manifests.Parse(Shapes.Web("image: web", "replicas: 2"), "web.yaml")).Findings.Select(f => f.ToString()).Should().Equal(
            "web.yaml:15:16  Deployment/web  spec.template.spec.containers[0].image: uses web without a tag, which means latest [image-is-pinned]",
            "web.yaml:6:13  Deployment/web  spec.replicas: is 2 [minimum-replicas]");
    }
}
