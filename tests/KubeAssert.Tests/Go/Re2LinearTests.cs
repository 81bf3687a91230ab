using System.Text.RegularExpressions;
using KubeAssert.Go;

namespace KubeAssert.Tests.Go;

public sealed class Re2LinearTests
{
    [Theory]
    [InlineData("^([a-z]{1,30}){1,30}$")]
    [InlineData("^(a+)+$")]
    [InlineData("^(a|aa|a?)*b?$")]
    [InlineData("(x+x+)+y")]
    [InlineData(@"\b(a*)*\b!")]
    [InlineData("^(([a-z])+.)+[A-Z]([a-z])+$")]
    public void Steps_grow_with_the_text_and_no_faster(string pattern)
    {
        var once = Steps(pattern, 1_000);
        Steps(pattern, 4_000).Should().BeLessThan(once * 5);
        Steps(pattern, 16_000).Should().BeLessThan(once * 20);
    }

    [Fact]
    public void A_pattern_with_many_repetitions_is_evaluated_and_refuses_what_does_not_match()
    {
        var pattern = Re2.Compile("^([a-z]{1,30}){1,30}$", out _)!;
        pattern.IsMatch(new string('a', 900)).Should().BeTrue();
        pattern.IsMatch(new string('a', 901)).Should().BeFalse();
        pattern.IsMatch(new string('a', 100) + "!").Should().BeFalse();
    }

    [Fact]
    public void A_search_beyond_the_limit_ends_with_an_error_and_not_with_a_match()
    {
        var pattern = Re2.Compile(@"(?:a?){1000}\bb", out _)!;
        pattern.Invoking(p => p.IsMatch(new string('a', 2_000_000))).Should().Throw<Re2LimitException>()
            .WithMessage("matching takes more than 1,000,000,000 steps");
    }

    [Theory]
    [InlineData("(a{100}){11}", "error parsing regexp: invalid repeat count: `{11}`")]
    [InlineData("a{1001}", "error parsing regexp: invalid repeat count: `{1001}`")]
    [InlineData("a**", "error parsing regexp: invalid nested repetition operator: `**`")]
    [InlineData("+", "error parsing regexp: missing argument to repetition operator: `+`")]
    public void Repetitions_that_Go_refuses_are_refused(string pattern, string problem)
    {
        Re2.Compile(pattern, out var found).Should().BeNull();
        found.Should().Be(problem);
    }

    [Theory]
    [InlineData("a|ab", "xab", "a")]
    [InlineData("a+?", "aaa", "a")]
    [InlineData("(?U)a+", "aaa", "a")]
    [InlineData("(a*)(b*)", "aabb!", "aabb")]
    [InlineData("(?i)straße", "STRAẞE", "STRAẞE")]
    [InlineData("(?i)k", "\u212a", "\u212a")]
    [InlineData(@"\p{Greek}+", "abc \u03b1\u03b2", "\u03b1\u03b2")]
    [InlineData("^$", "", "")]
    [InlineData("(?:|a)*", "aa", "")]
    [InlineData("(?:|a)+", "aa", "")]
    [InlineData(".", "\U0001F600", "\U0001F600")]
    [InlineData(@"\Qab\E+", "abbb", "abbb")]
    public void The_first_match_is_the_one_that_Go_prefers(string pattern, string text, string match) =>
        Re2.Compile(pattern, out _)!.Find(text).Should().Be(match);

    [Fact]
    public void Matches_one_after_the_other_are_those_of_Go() =>
        Re2.Compile("a*", out _)!.FindAll("baaac", -1).Should().Equal("", "aaa", "");

    /// <summary>Random patterns over a small alphabet, where .NET's own engine means the same.</summary>
    [Fact]
    public void Random_patterns_agree_with_the_engine_of_the_platform()
    {
        var random = new Random(7);
        for (var i = 0; i < 3_000; i++)
        {
            var pattern = Pattern(random, 4);
            var compiled = Re2.Compile(pattern, out var problem);
            compiled.Should().NotBeNull(problem);
            var other = new Regex(pattern.Replace("$", "\\z", StringComparison.Ordinal), RegexOptions.NonBacktracking);
            for (var t = 0; t < 10; t++)
            {
                var text = new string([.. Enumerable.Range(0, random.Next(8)).Select(_ => "abc-"[random.Next(4)])]);
                var match = other.Match(text);
                compiled!.IsMatch(text).Should().Be(match.Success, "{0} on {1}", pattern, text);
                compiled.Find(text).Should().Be(match.Value, "{0} on {1}", pattern, text);
            }
        }
    }

    private static string Pattern(Random random, int depth)
    {
        var choice = depth == 0 ? random.Next(4) : random.Next(11);
        return choice switch
        {
            0 => "a",
            1 => "[ab]",
            2 => "[^a]",
            3 => "b",
            4 => "^" + Pattern(random, depth - 1),
            5 => Pattern(random, depth - 1) + "$",
            6 => $"(?:{Pattern(random, depth - 1)}|{Pattern(random, depth - 1)})",
            7 => $"(?:[bc]{Pattern(random, depth - 1)}){"*+?"[random.Next(3)]}",
            8 => $"(?:a{Pattern(random, depth - 1)}){{{random.Next(3)},{random.Next(3, 5)}}}",
            9 => @"\b" + Pattern(random, depth - 1),
            _ => Pattern(random, depth - 1) + Pattern(random, depth - 1),
        };
    }

    private static long Steps(string pattern, int length)
    {
        var steps = new Re2Steps();
        Re2.Compile(pattern, out _)!.IsMatch(string.Concat(Enumerable.Repeat("ax", length / 2)).Replace('x', 'a') + "!", steps);
        return steps.Count;
    }
}
