using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.RuleCatalogue;

/// <summary>The pages in <c>docs/rules</c> are what the rules and their examples say, every message whole.</summary>
public sealed class RulePageTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "rules");

    [Fact]
    public void Every_page_says_what_the_rule_does()
    {
        var pages = RulePage.All();
        if (Environment.GetEnvironmentVariable("KUBEASSERT_WRITE_RULE_PAGES") == "1")
        {
            Directory.CreateDirectory(Folder);
            foreach (var (name, text) in pages)
                File.WriteAllText(Path.Combine(Folder, name), text);
        }

        foreach (var (name, text) in pages)
        {
            File.Exists(Path.Combine(Folder, name)).Should().BeTrue("{0} is missing: run the tests with KUBEASSERT_WRITE_RULE_PAGES=1 and read the difference", name);
            File.ReadAllText(Path.Combine(Folder, name)).ReplaceLineEndings("\n").Should().Be(text, "{0} is made from the code: run the tests with KUBEASSERT_WRITE_RULE_PAGES=1 and read the difference", name);
        }
    }

    [Fact]
    public void No_page_is_left_of_a_rule_that_is_gone() =>
        Directory.GetFiles(Folder, "*.md").Select(Path.GetFileName).Should().BeSubsetOf(RulePage.All().Keys);
}
