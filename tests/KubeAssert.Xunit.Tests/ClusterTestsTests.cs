using System.Xml.Linq;

namespace KubeAssert.Xunit.Tests;

/// <summary>What the real runners say of tests that need a cluster where there is none: a Docker that points nowhere, and no Podman.</summary>
public sealed class ClusterTestsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("no-cluster-");

    public static TheoryData<string, string[]> Runners => new()
    {
        { "xunit 2", ["vstest", TestProcess.Built("KubeAssert.OnXunitV2"), "--TestCaseFilter:FullyQualifiedName~NeedsCluster", "--logger:trx;LogFileName=results.trx", "--ResultsDirectory:{folder}"] },
        { "xunit.v3 under dotnet test", ["vstest", TestProcess.Built("KubeAssert.OnXunitV3"), "--TestCaseFilter:FullyQualifiedName~NeedsCluster", "--logger:trx;LogFileName=results.trx", "--ResultsDirectory:{folder}"] },
        { "xunit.v3 by itself", [TestProcess.Built("KubeAssert.OnXunitV3"), "-class", "KubeAssert.OnCluster.NeedsCluster", "-trx", "{folder}/results.trx", "-noColor"] },
    };

    private const string Unreachable = """
        needs a container engine, but 'docker' does not reach its engine (Cannot connect to the Docker daemon at tcp://127.0.0.1:1. Is the docker daemon running?), and there is no command 'podman'; set KUBEASSERT_REQUIRE_CLUSTER=1 to fail instead
        """;

    private static readonly string? Docker = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(f => Path.Combine(f, "docker")).FirstOrDefault(File.Exists);

    private static string Reason => Docker is null ? Unreachable.Replace(Engine, "there is no command 'docker'", StringComparison.Ordinal) : Unreachable;

    private static string Engine => Unreachable[Unreachable.IndexOf("'docker'", StringComparison.Ordinal)..Unreachable.IndexOf(", and", StringComparison.Ordinal)];

    [Theory, MemberData(nameof(Runners))]
    public async Task Without_a_cluster_tests_are_skipped_with_the_reason(string runner, string[] arguments)
    {
        var results = await RunAsync(runner, arguments, require: false);

        results.Should().HaveCount(2).And.OnlyContain(r => r.Outcome == "NotExecuted");
        results.Select(r => r.Message).Should().AllBe(Reason);
    }

    [Theory, MemberData(nameof(Runners))]
    public async Task Where_a_cluster_is_required_they_fail_with_the_reason(string runner, string[] arguments)
    {
        var results = await RunAsync(runner, arguments, require: true);

        results.Should().HaveCount(2).And.OnlyContain(r => r.Outcome == "Failed");
        results.Should().OnlyContain(r => r.Message.Contains($"K3s {Reason.Replace("engine, but", "engine:", StringComparison.Ordinal).Replace("; set KUBEASSERT_REQUIRE_CLUSTER=1 to fail instead", "", StringComparison.Ordinal)}. Start Docker, or install Podman."));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<IReadOnlyList<(string Outcome, string Message)>> RunAsync(string runner, string[] arguments, bool require)
    {
        // a PATH that knows docker alone, if this machine has it
        var programs = _folder.CreateSubdirectory("bin").FullName;
        if (Docker is not null)
            File.CreateSymbolicLink(Path.Combine(programs, "docker"), Docker);
        var (_, output) = await TestProcess.RunAsync(
            arguments.Select(a => a.Replace("{folder}", _folder.FullName, StringComparison.Ordinal)).ToArray(),
            environment: new Dictionary<string, string> { ["DOCKER_HOST"] = "tcp://127.0.0.1:1", ["PATH"] = programs, ["KUBEASSERT_REQUIRE_CLUSTER"] = require ? "1" : "" });

        var file = Path.Combine(_folder.FullName, "results.trx");
        File.Exists(file).Should().BeTrue("{0} said: {1}", runner, output);
        return XDocument.Load(file).Descendants().Where(e => e.Name.LocalName == "UnitTestResult")
            .Select(r => ((string)r.Attribute("outcome")!, string.Join('\n', r.Descendants().Where(e => e.Name.LocalName is "Message" or "StdOut").Select(e => e.Value)))).ToList();
    }
}
