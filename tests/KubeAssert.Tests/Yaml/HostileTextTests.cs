using System.Diagnostics;
using System.Text;

namespace KubeAssert.Tests.Yaml;

public sealed class HostileTextTests
{
    private const int SmallStack = 256 * 1024;

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("[\n")]
    [InlineData("{\"a\":")]
    public void A_hundred_thousand_levels_are_a_problem(string level) =>
        Problem("a:\n  " + string.Concat(Enumerable.Repeat(level, 100_000))).Should().EndWith("nested deeper than 256 levels; flatten it: no Kubernetes object needs as many");

    [Fact]
    public void Json_of_a_hundred_thousand_levels_is_a_problem() =>
        Manifests.TryParse(string.Concat(Enumerable.Repeat("{\"a\":", 100_000)), "t.json").Problems.Should().NotBeEmpty();

    [Fact]
    public void Aliases_that_multiply_are_a_problem()
    {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 12; i++)
            bomb.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}]\n");

        Problem(bomb.ToString()).Should().EndWith("aliases expand this document beyond what Kubernetes reads; write the repeated parts out, or leave them out");
    }

    [Fact]
    public void Merges_that_multiply_are_a_problem()
    {
        var bomb = new StringBuilder("a0: &a0 {k: [x, x, x, x, x, x, x, x]}\n");
        for (var i = 1; i < 12; i++)
            bomb.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{i}: &a{i} {{b: {{<<: *a{i - 1}}}, c: {{<<: *a{i - 1}}}, d: {{<<: *a{i - 1}}}, e: {{<<: *a{i - 1}}}}}\n");

        Problem(bomb.ToString()).Should().Contain("aliases expand this document");
    }

    [Fact]
    public void A_long_text_that_aliases_repeat_is_a_problem()
    {
        var bomb = new StringBuilder("text: &t ").Append('x', 1024 * 1024).Append("\nagain:\n");
        for (var i = 0; i < 40; i++)
            bomb.Append("- *t\n");

        Problem(bomb.ToString()).Should().Be("manifests.yaml:35:3: aliases expand this document beyond what Kubernetes reads; write the repeated parts out, or leave them out");
    }

    [Fact]
    public void A_text_of_two_hundred_megabytes_is_refused_unread()
    {
        using var stream = new EndlessStream();

        var act = () => Manifests.FromStream(stream, "big.yaml");

        act.Should().Throw<ManifestReadException>().Which.Problems.Should().ContainSingle()
            .Which.ToString().Should().Be("big.yaml: the text is longer than 32 MB; load the manifests alone, in several files");
        stream.Taken.Should().BeLessThan(100 * 1024 * 1024);
    }

    [Fact]
    public void Millions_of_values_are_a_problem() =>
        Problem(string.Concat(Enumerable.Repeat("- a\n", 2_100_000))).Should().Be("manifests.yaml:2000001:3: the text holds more than 2 million values; load it in several files");

    [Theory]
    [InlineData("[1,[2,[3,[4]]]],")]
    [InlineData("&a a, *a, ")]
    [InlineData("\"a\": b,")]
    [InlineData("? ")]
    [InlineData("a: b\n")]
    [InlineData("--- [\n")]
    [InlineData("'")]
    [InlineData("!a ")]
    [InlineData("\n\n ")]
    public void Long_texts_take_time_in_proportion_to_their_length(string part)
    {
        var text = "[" + string.Concat(Enumerable.Repeat(part, 2_000_000 / part.Length));
        var watch = Stopwatch.StartNew();

        Manifests.TryParse(text);

        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void The_deepest_tree_that_is_read_can_be_walked_on_a_small_stack()
    {
        var deep = "apiVersion: v1\nkind: Thing\nmetadata: {name: a}\nspec: " + string.Concat(Enumerable.Repeat("[{a: ", 127)) + "x" + string.Concat(Enumerable.Repeat("}]", 127)) + "\nwide: &w [1]\nalso: *w\n";

        OnSmallStack(() =>
        {
            var manifest = Manifests.Parse(deep)[0];
            var leaf = manifest.Select("..a")[^1];
            return leaf.Path.Length + manifest.Root.ToString().Length + manifest.ToYaml().Length + manifest.With("spec[0].b", "c").ToJson().Length;
        }).Should().BePositive();
    }

    private static string Problem(string yaml) => OnSmallStack(() => Manifests.TryParse(yaml).Problems[0].ToString());

    private static T OnSmallStack<T>(Func<T> read)
    {
        T? result = default;
        Exception? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = read();
                }
#pragma warning disable CA1031 // it is thrown again on the test's own thread
                catch (Exception e)
#pragma warning restore CA1031
                {
                    failure = e;
                }
            },
            SmallStack);
        thread.Start();
        thread.Join();
        return failure is null ? result! : throw new InvalidOperationException("The small thread failed.", failure);
    }

    /// <summary>Two hundred megabytes of spaces.</summary>
    private sealed class EndlessStream : Stream
    {
        public long Taken { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Taken; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var taken = (int)Math.Min(count, (200L * 1024 * 1024) - Taken);
            buffer.AsSpan(offset, taken).Fill((byte)' ');
            Taken += taken;
            return taken;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
