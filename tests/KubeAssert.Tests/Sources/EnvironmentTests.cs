using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.Sources;

/// <summary>What programs see of the test run's variables, and what is rendered anew when they change.</summary>
[Collection(ChangesEnvironment.Name)]
public sealed class EnvironmentTests : IDisposable
{
    private const string Web = "printf 'apiVersion: v1\\nkind: ConfigMap\\nmetadata: {name: web}\\n'";

    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("GONE", null);
        Environment.SetEnvironmentVariable("STAGE", null);
        _folder.Dispose();
    }

    [ProgramFact("sh")]
    public void Standard_input_environment_and_folder_are_handed_over()
    {
        var program = _folder.Program("synth", Web + "\n{ cat; echo \"$STAGE ${GONE-none}\"; pwd; } > seen");
        Environment.SetEnvironmentVariable("GONE", "there");

        Manifests.FromCommand(
            new CommandOptions { Folder = _folder.Path, Input = "a: 1\n", Environment = new Dictionary<string, string?> { ["STAGE"] = "prod", ["GONE"] = null } },
            program);

        _folder.Lines("seen").Should().Equal("a: 1", "prod none", _folder.Path);
    }

    [ProgramFact("sh")]
    public void A_variable_of_the_test_run_that_changed_is_rendered_anew()
    {
        var program = _folder.Program("synth", "echo run >> runs\n" + Web);
        var options = new CommandOptions { Folder = _folder.Path, Inputs = ["synth"] };
        Environment.SetEnvironmentVariable("STAGE", "staging");
        Manifests.FromCommand(options, program);

        Environment.SetEnvironmentVariable("STAGE", "prod");
        Manifests.FromCommand(options, program);
        Manifests.FromCommand(options, program);

        _folder.Lines("runs").Should().HaveCount(2);
    }
}
