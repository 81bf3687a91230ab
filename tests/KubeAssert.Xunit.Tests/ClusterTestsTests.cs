using System.Xml.Linq;

namespace KubeAssert.Xunit.Tests;

/// <summary>What the real runners say of tests that need a cluster where there is none: a DOCKER_HOST that points nowhere.</summary>
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
        needs a container engine, but none answers at DOCKER_HOST=tcp://127.0.0.1:1; set KUBEASSERT_REQUIRE_CLUSTER=1 to fail instead
        """;

    [Theory, MemberData(nameof(Runners))]
    public async Task Without_a_cluster_tests_are_skipped_with_the_reason(string runner, string[] arguments)
    {
        var results = await RunAsync(runner, arguments, require: false);

        results.Should().HaveCount(2).And.OnlyContain(r => r.Outcome == "NotExecuted");
        results.Select(r => r.Message).Should().AllBe(Unreachable);
    }

    [Theory, MemberData(nameof(Runners))]
    public async Task Where_a_cluster_is_required_they_fail_with_the_reason(string runner, string[] arguments)
    {
        var results = await RunAsync(runner, arguments, require: true);

        results.Should().HaveCount(2).And.OnlyContain(r => r.Outcome == "Failed");
        results.Should().OnlyContain(r => r.Message.Contains("K3s needs a container engine, but none answers at DOCKER_HOST=tcp://127.0.0.1:1. Start Docker, or set DOCKER_HOST to Podman's socket."));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<IReadOnlyList<(string Outcome, string Message)>> RunAsync(string runner, string[] arguments, bool require)
    {
        var (_, output) = await TestProcess.RunAsync(
            arguments.Select(a => a.Replace("{folder}", _folder.FullName, StringComparison.Ordinal)).ToArray(),
            environment: new Dictionary<string, string> { ["DOCKER_HOST"] = "tcp://127.0.0.1:1", ["KUBEASSERT_REQUIRE_CLUSTER"] = require ? "1" : "" });

        var file = Path.Combine(_folder.FullName, "results.trx");
        File.Exists(file).Should().BeTrue("{0} said: {1}", runner, output);
        return XDocument.Load(file).Descendants().Where(e => e.Name.LocalName == "UnitTestResult")
            .Select(r => ((string)r.Attribute("outcome")!, string.Join('\n', r.Descendants().Where(e => e.Name.LocalName is "Message" or "StdOut").Select(e => e.Value)))).ToList();
    }
}
