using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.Loading;

/// <summary>What is left out of a load.</summary>
public sealed class ExclusionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ExclusionTests()
    {
        foreach (var name in new[] { "web", "web-istio", "old/web" })
            _folder.Write($"deploy/{name}.yaml", $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name.Replace('/', '-')}}}\n");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("!deploy/*-istio.yaml", "old-web,web")]
    [InlineData("!*-istio.yaml", "old-web,web")]
    [InlineData("!deploy/old/", "web,web-istio")]
    [InlineData("!deploy/**/web.yaml", "web-istio")]
    [InlineData("!./deploy/old/**", "web,web-istio")]
    public void A_path_with_an_exclamation_mark_leaves_files_out(string exclusion, string left) =>
        Manifests.Load(new LoadOptions { BaseFolder = _folder.Path }, "deploy/", exclusion).Select(m => m.Name).Order(StringComparer.Ordinal).Should().Equal(left.Split(','));

    [Fact]
    public void The_option_leaves_out_the_same() =>
        Manifests.Load(new LoadOptions { BaseFolder = _folder.Path, Exclude = ["deploy/*-istio.yaml"] }, "deploy/").Should().HaveCount(2);

    [Fact]
    public void Excluding_everything_is_a_problem() =>
        Manifests.TryLoad(new LoadOptions { BaseFolder = _folder.Path, Exclude = ["*.yaml"] }, "deploy/").Problems.Should().ContainSingle()
            .Which.ToString().Should().Be("deploy/: all 3 files are excluded; exclude fewer");

    [Fact]
    public void A_failed_load_lists_ten_problems_and_counts_the_rest()
    {
        for (var i = 0; i < 15; i++)
            _folder.Write($"deploy/again{i:00}.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: again}\n");

        var act = () => Manifests.Load(new LoadOptions { BaseFolder = _folder.Path }, "deploy/");

        var failure = act.Should().Throw<ManifestReadException>().Which;
        failure.Problems.Should().HaveCount(14);
        failure.Message.Split('\n').Should().HaveCount(13);
        failure.Message.Should().StartWith("14 problems while reading manifests:\n").And.EndWith("\n  ... and 4 more");
    }

    [Fact]
    public void A_union_refuses_what_both_declare_unless_that_is_allowed()
    {
        var one = Manifests.Parse("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}", "one.yaml");
        var other = Manifests.Parse("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}", "other.yaml");

        var act = () => one.Union(other);

        act.Should().Throw<ManifestReadException>().WithMessage("1 problem while reading manifests:\n\n  other.yaml:1:1: ConfigMap/a is declared twice in namespace default, first at one.yaml:1:1; "
            + "remove one of the two, or call Union(other, allowDuplicates: true)");
        one.Union(other, allowDuplicates: true).Should().HaveCount(2);
        one.Union(one).Should().HaveCount(1);
    }
}
