using KubeAssert.Sources;
using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.Sources;

public sealed class RenderCacheTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ProgramFact("sh")]
    public void The_same_input_is_rendered_once()
    {
        var options = Counting("cat source.yaml");

        var sets = Enumerable.Range(0, 3).Select(_ => Manifests.FromCommand(options, _folder["synth"])).ToList();

        sets.Distinct().Should().ContainSingle();
        _folder.Lines("runs").Should().HaveCount(1);
    }

    [ProgramFact("sh")]
    public void Whoever_asks_for_what_is_being_rendered_waits_for_it()
    {
        var options = Counting("sleep 0.5; cat source.yaml");
        var sets = new ManifestSet[4];

        var threads = Enumerable.Range(0, sets.Length).Select(i => new Thread(() => sets[i] = Manifests.FromCommand(options, _folder["synth"]))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        sets.Distinct().Should().ContainSingle().Which.Count.Should().Be(1);
        _folder.Lines("runs").Should().HaveCount(1);
    }

    [ProgramFact("sh")]
    public void Another_content_argument_input_or_variable_is_rendered_anew()
    {
        var options = Counting("cat source.yaml");

        Manifests.FromCommand(options, _folder["synth"]);
        Manifests.FromCommand(options, _folder["synth"], "--prod");
        Manifests.FromCommand(options with { Input = "x" }, _folder["synth"]);
        Manifests.FromCommand(options with { Environment = new Dictionary<string, string?> { ["STAGE"] = "prod" } }, _folder["synth"]);
        _folder.Write("source.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: other}}");

        Manifests.FromCommand(options, _folder["synth"])[0].Name.Should().Be("other");
        _folder.Lines("runs").Should().HaveCount(5);
    }

    [ProgramFact("sh")]
    public void A_command_whose_inputs_nobody_knows_runs_each_time()
    {
        var options = Counting("cat source.yaml") with { Inputs = [] };

        Manifests.FromCommand(options, _folder["synth"]);
        Manifests.FromCommand(options, _folder["synth"]);

        _folder.Lines("runs").Should().HaveCount(2);
    }

    [ProgramFact("sh")]
    public void A_failure_is_remembered_and_each_test_has_its_own_exception()
    {
        var options = Counting("echo broken >&2; exit 1");

        var failures = Enumerable.Range(0, 2).Select(_ => FluentActions.Invoking(() => Manifests.FromCommand(options, _folder["synth"])).Should().Throw<RenderException>().Which).ToList();

        failures[0].Should().NotBeSameAs(failures[1]);
        failures[0].Message.Should().Be(failures[1].Message);
        _folder.Lines("runs").Should().HaveCount(1);
    }

    [ProgramFact("sh")]
    public void What_took_too_long_is_tried_again()
    {
        var options = Counting("test -e ready || { touch ready; sleep 60; }; cat source.yaml") with { TimeLimit = TimeSpan.FromSeconds(6) };

        FluentActions.Invoking(() => Manifests.FromCommand(options, _folder["synth"])).Should().Throw<RenderException>().Which.ExitCode.Should().BeNull();
        Manifests.FromCommand(options, _folder["synth"]).ToList().Should().ContainSingle();
    }

    [Fact]
    public void Who_waits_for_a_run_that_is_cancelled_renders_it_itself()
    {
        var cache = new RenderCache();
        using var started = new ManualResetEventSlim();
        using var cancelled = new ManualResetEventSlim();
        var expected = Manifests.Parse("{apiVersion: v1, kind: ConfigMap, metadata: {name: web}}");
        var first = new Thread(() =>
        {
            try
            {
                cache.Get("key", () =>
                {
                    started.Set();
                    cancelled.Wait();
                    throw new OperationCanceledException();
                }, CancellationToken.None);
            }
            catch (OperationCanceledException)
            {
                // as asked
            }
        });
        first.Start();
        started.Wait();
        ManifestSet? second = null;
        var waiting = new Thread(() => second = cache.Get("key", () => expected, CancellationToken.None));
        waiting.Start();

        cancelled.Set();
        first.Join();
        waiting.Join();

        second.Should().BeSameAs(expected);
    }

    private CommandOptions Counting(string script)
    {
        _folder.Write("source.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: web}}");
        _folder.Program("synth", "echo run >> runs\n" + script);
        return new CommandOptions { Folder = _folder.Path, Inputs = ["source.yaml"] };
    }
}
