using System.Text.RegularExpressions;
using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.Documentation;

/// <summary>
/// What the README and the pages under docs show is compiled and run: every block of C# stands, line by line, in a source file of a test project or example, and every
/// block of output stands in a test that asserts it.
/// </summary>
public sealed partial class DocumentationTests
{
    private static readonly string[] Sources = new[] { "tests", "examples", "src", "templates" }
        .SelectMany(folder => Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .Select(file => Normal(File.ReadAllText(file)))
        .ToArray();

    public static TheoryData<string> Pages() => new(AllPages());

    /// <summary>All pages but those of the rules, which are made from the rules, and held whole by a test of theirs.</summary>
    public static TheoryData<string> WrittenPages() => new(AllPages().Where(page => !page.StartsWith("docs/rules/", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(WrittenPages))]
    public void What_a_page_shows_is_compiled_and_run(string page)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, page)).ReplaceLineEndings("\n");

        var unknown = Block().Matches(text)
            .Select(block => block.Groups[1].Value)
            .Where(block => !Sources.Any(source => source.Contains(Normal(block), StringComparison.Ordinal)));

        unknown.Should().BeEmpty("every block of {0} stands in a test", page);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void What_a_page_links_to_in_the_repository_is_there(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, page))!;

        var broken = Link().Matches(File.ReadAllText(Path.Combine(Repository.Root, page)))
            .Select(link => link.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && target.Length > 0)
            .Where(target => !Path.Exists(Path.Combine(folder, target)));

        broken.Should().BeEmpty();
    }

    private static IEnumerable<string> AllPages() =>
        Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Select(page => Path.GetRelativePath(Repository.Root, page).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)
            .Prepend("README.md");

    /// <summary>The lines without their indentation and without empty ones; <c>// ...</c> lines are left out.</summary>
    private static string Normal(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)) + "\n";

    [GeneratedRegex("^```(?:csharp|text)\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\]\(([^)#]*)(?:#[^)]*)?\)")]
    private static partial Regex Link();
}
