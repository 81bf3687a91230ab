namespace KubeAssert.Tests.Model;

public sealed class LabelSelectorTests
{
    private static readonly Dictionary<string, string> Web = new() { ["app"] = "web", ["tier"] = "front", ["cpus"] = "8" };

    [Theory]
    [InlineData("app=web", true)]
    [InlineData("app==web", true)]
    [InlineData("app=api", false)]
    [InlineData("app!=api", true)]
    [InlineData("zone!=a", true)]
    [InlineData("tier in (front, back)", true)]
    [InlineData("zone in (a)", false)]
    [InlineData("tier notin (back)", true)]
    [InlineData("zone notin (a)", true)]
    [InlineData("app", true)]
    [InlineData("!app", false)]
    [InlineData("!zone", true)]
    [InlineData("cpus>4", true)]
    [InlineData("cpus<8", false)]
    [InlineData("tier>1", false)]
    [InlineData("zone<1", false)]
    [InlineData("app=web,tier=front", true)]
    [InlineData("app=web,tier=back", false)]
    [InlineData("", true)]
    public void The_syntax_of_kubectl_has_its_meaning(string selector, bool matches) =>
        LabelSelector.Parse(selector).Matches(Web).Should().Be(matches);

    [Theory]
    [InlineData("{matchLabels: {app: web}}", true, "app=web")]
    [InlineData("{matchLabels: {app: web, tier: back}}", false, "app=web,tier=back")]
    [InlineData("{matchExpressions: [{key: app, operator: In, values: [web, api]}]}", true, "app in (web,api)")]
    [InlineData("{matchExpressions: [{key: zone, operator: NotIn, values: [a]}]}", true, "zone!=a")]
    [InlineData("{matchExpressions: [{key: app, operator: Exists}]}", true, "app")]
    [InlineData("{matchExpressions: [{key: app, operator: DoesNotExist}]}", false, "!app")]
    [InlineData("{matchExpressions: [{key: cpus, operator: Gt, values: ['4']}]}", true, "cpus>4")]
    [InlineData("{matchExpressions: [{key: cpus, operator: Lt, values: ['4']}]}", false, "cpus<4")]
    [InlineData("{matchLabels: {app: web}, matchExpressions: [{key: tier, operator: In, values: [back]}]}", false, "app=web,tier=back")]
    [InlineData("{}", true, "everything")]
    [InlineData("", false, "nothing")]
    [InlineData("{matchExpressions: [{key: app, operator: Sounds, values: [web]}]}", false, "nothing")]
    [InlineData("{matchExpressions: [{key: app, operator: In}]}", false, "nothing")]
    public void The_structure_in_manifests_has_its_meaning(string yaml, bool matches, string text)
    {
        var selector = LabelSelector.Of(Selector(yaml));

        selector.Matches(Web).Should().Be(matches);
        selector.ToString().Should().Be(text);
    }

    [Fact]
    public void Empty_is_everything_and_absent_is_nothing()
    {
        LabelSelector.Of(Selector("{}")).IsEverything.Should().BeTrue();
        LabelSelector.Of(Selector("")).IsNothing.Should().BeTrue();
        LabelSelector.OfPairs(Selector("{}")).IsNothing.Should().BeTrue("a Service with an empty selector has no endpoints");
        LabelSelector.Of(Selector("{matchExpressions: [{}]}")).IsValid.Should().BeFalse();
    }

    [Fact]
    public void What_is_missing_is_named() =>
        LabelSelector.Parse("app=web,tier=back,zone").MissingIn(Web).Select(r => r.ToString()).Should().Equal("tier=back", "zone");

    [Fact]
    public void Order_does_not_matter()
    {
        LabelSelector.Parse("a=1,b in (x,y)").Should().Be(LabelSelector.Parse("b in (y,x),a=1"));
        LabelSelector.Parse("a=1").Should().NotBe(LabelSelector.Parse("a!=1"));
        LabelSelector.Everything.Should().NotBe(LabelSelector.Nothing);
    }

    [Theory]
    [InlineData("app=", true)]
    [InlineData("app=we b", false)]
    [InlineData("-app", false)]
    [InlineData("app in web", false)]
    [InlineData("app in (web", false)]
    [InlineData("app,", false)]
    [InlineData("=web", false)]
    [InlineData("app > x", false)]
    [InlineData("app like web", false)]
    [InlineData("a/b/c=1", false)]
    [InlineData("example.com/app=1", true)]
    [InlineData("Example.com/app=1", false)]
    public void Only_valid_syntax_is_read(string selector, bool isValid)
    {
        var act = () => LabelSelector.Parse(selector);

        if (isValid)
            act.Should().NotThrow();
        else
            act.Should().Throw<FormatException>().WithMessage($"The label selector '{selector}' can't be read at character *");
    }

    private static Node Selector(string yaml) =>
        Manifests.Parse($"apiVersion: v1\nkind: Thing\nmetadata: {{name: a}}\nspec:\n  selector: {yaml}\n")[0]["spec"]["selector"];
}
