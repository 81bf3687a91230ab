using System.Diagnostics;
using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.Sources;

public sealed class CommandTests : IDisposable
{
    private const string Web = "printf 'apiVersion: v1\\nkind: ConfigMap\\nmetadata: {name: web}\\n'";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ProgramFact("sh")]
    public void What_a_program_prints_is_read_with_its_places_and_its_origin()
    {
        var program = _folder.Program("synth", Web);

        var manifest = Manifests.FromCommand(program, "--all").ToList().Should().ContainSingle().Subject;

        manifest.ToString().Should().Be("ConfigMap/web");
        manifest["metadata"]["name"].Location.ToString().Should().Be("command:synth:3:18");
        manifest.Origin.Should().Be("synth --all");
    }

    [ProgramFact("sh")]
    public void The_template_that_a_program_names_is_the_origin()
    {
        var program = _folder.Program("synth", "echo '# Source: shop/web.ts'\n" + Web);

        Manifests.FromCommand(program)[0].Origin.Should().Be("shop/web.ts");
    }

    [ProgramFact("sh")]
    public void A_list_in_JSON_is_read()
    {
        var program = _folder.Program("synth", """echo '[{"apiVersion":"v1","kind":"Service","metadata":{"name":"a"}},[{"apiVersion":"v1","kind":"Service","metadata":{"name":"b"}}]]'""");

        Manifests.FromCommand(program).Select(m => $"{m} {m.Origin}").Should().Equal("Service/a synth [0]", "Service/b synth [1][0]");
    }

    [ProgramFact("sh")]
    public void Arguments_arrive_as_they_are()
    {
        var program = _folder.Program("synth", Web + "\nfor a in \"$@\"; do printf '%s\\n' \"$a\"; done > arguments");
        string[] arguments = ["a b", "$HOME", "'", "\"", "; rm -rf x", "", "*", "ü"];

        Manifests.FromCommand(new CommandOptions { Folder = _folder.Path }, program, arguments);

        _folder.Lines("arguments").Should().Equal(arguments);
    }

    [ProgramFact("sh")]
    public void A_program_that_asks_for_input_gets_an_end()
    {
        var program = _folder.Program("synth", "cat\n" + Web);

        Manifests.FromCommand(program).ToList().Should().ContainSingle();
    }

    [Fact]
    public void A_missing_program_is_named_with_what_to_do()
    {
        var act = () => Manifests.FromCommand(new CommandOptions { Folder = _folder.Path }, "no-such-synth", "--out", "a b");

        act.Should().Throw<RenderException>().WithMessage($"""
            Expected command:no-such-synth to render, but there is no no-such-synth on the PATH:

              ran: no-such-synth --out 'a b'
              in: {_folder.Path}
              fix: install it, or put it on the PATH of the test run
            """);
    }

    [Fact]
    public void A_program_in_the_current_folder_is_not_run_by_its_name_alone()
    {
        _folder.Program("synth-here", Web);

        var act = () => Manifests.FromCommand(new CommandOptions { Folder = _folder.Path }, "synth-here");

        act.Should().Throw<RenderException>().WithMessage("*there is no synth-here on the PATH*");
    }

    [ProgramFact("sh")]
    public void A_failure_says_how_it_ended_and_what_was_said_last()
    {
        var program = _folder.Program("synth", "for i in $(seq 1 100); do echo \"line $i\" >&2; done; printf '\\033[31mError:\\033[0m no stack\\n' >&2; exit 3");

        var act = () => Manifests.FromCommand(new CommandOptions { Folder = _folder.Path }, program, "--stack", "prod");

        var failure = act.Should().Throw<RenderException>().Which;
        failure.ExitCode.Should().Be(3);
        failure.Message.Should().Be($"""
            Expected command:synth to render, but synth ended with exit code 3:

            {string.Join('\n', Enumerable.Range(82, 19).Select(i => $"    line {i}"))}
                Error: no stack
              ran: synth --stack prod
              in: {_folder.Path}
              fix: correct what it complains about
            """);
    }

    [ProgramFact("sh")]
    public void A_program_that_hangs_is_ended_with_its_children()
    {
        var program = _folder.Program("synth", "sleep 100 & echo $! > child\necho waiting for the registry >&2\nwait");
        var watch = Stopwatch.StartNew();

        var act = () => Manifests.FromCommand(new CommandOptions { Folder = _folder.Path, TimeLimit = TimeSpan.FromSeconds(5) }, program);

        act.Should().Throw<RenderException>().WithMessage($"""
            Expected command:synth to render, but synth had not ended after 5 s:

                waiting for the registry
              ran: synth
              in: {_folder.Path}
              fix: see what it waits for, or give it a longer time limit
            """);
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(30));

        // the signal is sent; a loaded machine takes a moment to end the child, which alone would run for 100 s
        var child = int.Parse(_folder.Lines("child")[0], System.Globalization.CultureInfo.InvariantCulture);
        SpinWait.SpinUntil(() => !IsRunning(child), TimeSpan.FromSeconds(60)).Should().BeTrue("the child is ended with the program");
    }

    [ProgramFact("sh")]
    public void What_a_program_leaves_running_does_not_hold_the_test_up()
    {
        var program = _folder.Program("synth", "sleep 20 &\n" + Web);
        var watch = Stopwatch.StartNew();

        Manifests.FromCommand(program).ToList().Should().ContainSingle();

        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(15));
    }

    [ProgramFact("sh")]
    public void Endless_output_is_cut_off()
    {
        var program = _folder.Program("synth", "exec cat /dev/zero");

        var act = () => Manifests.FromCommand(program);

        act.Should().Throw<RenderException>().WithMessage("*but synth printed more than 32 MB:*fix: render less at a time");
    }

    [ProgramFact("sh")]
    public void A_cancelled_run_ends_the_program()
    {
        var program = _folder.Program("synth", "echo $$ > started; exec sleep 100");
        using var cancellation = new CancellationTokenSource();
        var options = new CommandOptions { Folder = _folder.Path };
        cancellation.CancelAfter(TimeSpan.FromSeconds(1));

        var act = () => Manifests.FromCommand(options, program, [], cancellation.Token);

        act.Should().Throw<OperationCanceledException>();
        if (_folder.Lines("started") is [var id, ..])
            IsRunning(int.Parse(id, System.Globalization.CultureInfo.InvariantCulture)).Should().BeFalse();
    }

    [ProgramFact("sh")]
    public void Output_that_is_no_manifest_is_told_by_its_place()
    {
        var program = _folder.Program("synth", "echo 'hello'");

        var act = () => Manifests.FromCommand(program);

        act.Should().Throw<ManifestReadException>().WithMessage("*command:synth:1:1: expected a mapping (apiVersion, kind, metadata), found a string of 5 characters*");
    }

    private static bool IsRunning(int id)
    {
        try
        {
            // one that has ended and that nobody has asked after yet still has its number
            return !File.ReadAllText($"/proc/{id}/stat").Contains(") Z", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
