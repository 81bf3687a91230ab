using KubeAssert.Go;

namespace KubeAssert.Tests.Go;

public sealed class Re2Tests
{
    [Theory]
    [InlineData("^a$", "a", true)]
    [InlineData("^a$", "a\n", false)]
    [InlineData("(?m)^a$", "b\na\n", true)]
    [InlineData(@"^\d+$", "123", true)]
    [InlineData(@"^\d+$", "\u0661", false)]
    [InlineData(@"^\w$", "\u00e4", false)]
    [InlineData(@"^[\w.-]+$", "a_b.c-d", true)]
    [InlineData("^[0-9a-zA-Z-.]+$", "a-b.c", true)]
    [InlineData("^[a-c-e]$", "-", true)]
    [InlineData("^[a-c-e]$", "d", false)]
    [InlineData("^[--a]$", "A", true)]
    [InlineData(@"^[\d-z]$", "-", true)]
    [InlineData(@"^[\d-z]$", "y", false)]
    [InlineData(@"^[\w\s:/.\\-]+$", "C:\\a b", true)]
    [InlineData("^[[:alpha:]]+$", "abc", true)]
    [InlineData("^[[:alpha:]]+$", "ab1", false)]
    [InlineData("(?P<year>[0-9]{4})", "in 2024", true)]
    [InlineData("^(?i)(abort|warn)?$", "Abort", true)]
    [InlineData(@"^\Qa.b\E$", "a.b", true)]
    [InlineData(@"^\Qa.b\E$", "axb", false)]
    [InlineData(@"^\x{41}\pL$", "AB", true)]
    [InlineData("[a-z0-9._-]{1,255}", "x", true)]
    public void Patterns_mean_what_they_mean_in_Go(string pattern, string text, bool matches) =>
        Re2.Compile(pattern, out _)!.IsMatch(text).Should().Be(matches);

    [Theory]
    [InlineData("(a")]
    [InlineData("[z-a]")]
    [InlineData("[a--]")]
    [InlineData("a(?=b)")]
    [InlineData(@"(a)\1")]
    [InlineData("(?<!a)b")]
    public void What_Go_does_not_know_is_not_readable(string pattern) => Re2.Compile(pattern, out _).Should().BeNull();
}
