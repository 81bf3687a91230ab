using System.Xml.Linq;

namespace KubeAssert.Xunit.Tests;

/// <summary>What discovery and runs show, from the real runners.</summary>
public sealed class RunnerTests
{
    private const string DiscoveredOn2 =
        """
        ShopTheories.Every_manifest_has_a_name(manifest: Deployment/web (examples/Shop/deploy/web.yaml))
        ShopTheories.Every_container_limits_memory(container: CronJob/reports init container wait-for-database (examples/Shop/deploy/reports.yaml))
        """;

    private const string DiscoveredOn3 =
        """
        ShopTheories.Every_manifest_has_a_name [Deployment/web (examples/Shop/deploy/web.yaml)]
        ShopTheories.Every_container_limits_memory [CronJob/reports init container wait-for-database (examples/Shop/deploy/reports.yaml)]
        """;

    private const string Empty =
        """
        No test case: there are no containers among the 1 manifests (Bare). A theory without cases would check nothing; correct the source, or remove the test.
        """;

    [Fact]
    public async Task Xunit_2_discovers_a_case_for_each_manifest_container_and_rule()
    {
        var (_, output) = await TestProcess.RunAsync(["vstest", TestProcess.Built("KubeAssert.OnXunitV2"), "--ListTests"]);

        output.Should().ContainAll(DiscoveredOn2.Split('\n'))
            .And.Contain("ShopTheories.The_policy_holds(check: images-from-our-registry: StatefulSet/database (examples/Shop/deploy/database.yaml))\n");
    }

    [Fact]
    public async Task Xunit_2_runs_what_a_filter_chooses_and_fails_a_theory_without_cases()
    {
        var (code, output) = await TestProcess.RunAsync(
            ["vstest", TestProcess.Built("KubeAssert.OnXunitV2"), "--TestCaseFilter:DisplayName~Deployment/web|DisplayName~Nothing_to", "--logger:console;verbosity=normal"]);

        code.Should().Be(1);
        output.Should().Contain("Passed KubeAssert.OnXunitV2.ShopTheories.Every_manifest_has_a_name(manifest: Deployment/web (examples/Shop/deploy/web.yaml))")
            .And.Contain("Passed KubeAssert.OnXunitV2.ShopTheories.Every_container_limits_memory(container: Deployment/web container web (examples/Shop/deploy/web.yaml))")
            .And.Contain("Failed KubeAssert.OnXunitV2.ShopTheories.The_policy_holds(check: images-from-our-registry: Deployment/web (examples/Shop/deploy/web.yaml))")
            .And.Contain(Empty)
            .And.Contain("Total tests: 4\n");
    }

    [Theory]
    [InlineData("-preEnumerateTheories")]
    [InlineData("-noLogo")]
    public async Task Xunit_v3_fails_a_theory_without_cases(string whetherEnumerated)
    {
        var (code, output) = await TestProcess.RunAsync([TestProcess.Built("KubeAssert.OnXunitV3"), "-class", "KubeAssert.OnXunitV3.ShopTheories", whetherEnumerated, "-noColor"]);

        code.Should().Be(1);
        output.Should().Contain(Empty).And.Contain("Total: 27, Errors: 0, Failed: 4, Skipped: 0")
            .And.Contain(
                """
                      Expected Deployment/web to satisfy images-from-our-registry of shop-rules because only that registry is scanned, but it does not:
                """);
    }

    [Fact]
    public async Task Xunit_v3_discovers_the_same_cases_in_VSTest()
    {
        var (_, output) = await TestProcess.RunAsync(["vstest", TestProcess.Built("KubeAssert.OnXunitV3"), "--ListTests"]);

        output.Should().ContainAll(DiscoveredOn3.Split('\n'));
    }

    [Theory]
    [InlineData("KubeAssert.OnXunitV2", "(manifest: ", "(container: ", "(check: ", ")")]
    [InlineData("KubeAssert.OnXunitV3", " [", " [", " [", "]")]
    public async Task VSTest_filters_by_what_a_case_is_called_and_the_results_say_it(string project, string manifest, string container, string check, string end)
    {
        var results = Directory.CreateTempSubdirectory("kubeassert-results-").FullName;
        try
        {
            await TestProcess.RunAsync(
                ["vstest", TestProcess.Built(project), "--TestCaseFilter:DisplayName~Deployment/web", "--logger:trx;LogFileName=results.trx", "--ResultsDirectory:" + results]);

            Names(Path.Combine(results, "results.trx")).Should().BeEquivalentTo(
                $"{project}.ShopTheories.Every_manifest_has_a_name{manifest}Deployment/web (examples/Shop/deploy/web.yaml){end}",
                $"{project}.ShopTheories.Every_container_limits_memory{container}Deployment/web container web (examples/Shop/deploy/web.yaml){end}",
                $"{project}.ShopTheories.The_policy_holds{check}images-from-our-registry: Deployment/web (examples/Shop/deploy/web.yaml){end}");
        }
        finally
        {
            Directory.Delete(results, recursive: true);
        }
    }

    [Fact]
    public async Task Results_of_xunit_v3_are_called_the_same_without_enumeration()
    {
        var results = Path.GetTempFileName();
        try
        {
            await TestProcess.RunAsync([TestProcess.Built("KubeAssert.OnXunitV3"), "-class", "KubeAssert.OnXunitV3.ShopTheories", "-noColor", "-trx", results]);

            Names(results).Should().Contain(DiscoveredOn3.Split('\n').Select(name => "KubeAssert.OnXunitV3." + name))
                .And.OnlyHaveUniqueItems();
        }
        finally
        {
            File.Delete(results);
        }
    }

    [Fact]
    public async Task The_testing_platform_filters_by_object_and_rule()
    {
        var (code, output) = await TestProcess.RunAsync(
            [TestProcess.BuiltExample("Environments"), "--filter-trait", "manifest=Ingress/web", "--filter-not-trait", "rule=*-exist*", "--list-tests", "--no-ansi"]);

        code.Should().Be(0);
        output.Should().Contain("Environments.Tests.EnvironmentTests.Nothing_is_broken_in_prod [label-values-are-valid: Ingress/web (deploy/prod/web.yaml)]")
            .And.NotContain("[classes-exist: ").And.NotContain("Service/web");
    }

    [Fact]
    public async Task A_matrix_has_a_case_for_each_combination()
    {
        var (_, output) = await TestProcess.RunAsync([TestProcess.BuiltExample("Environments"), "--list-tests", "--no-ansi"]);

        output.Should().ContainAll(
            """
            EnvironmentTests.The_api_server_accepts_it [environment: prod]
            EnvironmentTests.Every_container_limits_its_memory [environment: prod, Deployment/web container web (deploy/prod/web.yaml)]
            """.Split('\n'));
    }

    [Theory]
    [InlineData("KubeAssert.OnNUnit")]
    [InlineData("KubeAssert.OnMSTest")]
    public async Task Other_frameworks_report_a_failed_assertion_as_a_failure_with_the_core_package_alone(string project)
    {
        var (code, output) = await TestProcess.RunAsync(["vstest", TestProcess.Built(project)]);

        code.Should().Be(1);
        output.Should().Contain("Failed A_container_is_missing").And.Contain("Failed:     1, Passed:     0").And.Contain(
            """
               Expected pod.Pod("web") to have container api, but it does not:

              manifests.yaml:4:20  Pod/web  spec.containers
                has web
                fix: add a container named api
            """);
    }

    [Fact]
    public async Task TUnit_reports_a_failed_assertion_as_a_failure_with_the_core_package_alone()
    {
        var (code, output) = await TestProcess.RunAsync([TestProcess.Built("KubeAssert.OnTUnit"), "--no-ansi"]);

        code.Should().Be(2);
        output.Should().Contain("failed A_container_is_missing").And.Contain(
            """
            Expected pod.Pod("web") to have container api, but it does not:
              
                manifests.yaml:4:20  Pod/web  spec.containers
                  has web
                  fix: add a container named api
            """);
    }

    private static List<string> Names(string trx) =>
        XDocument.Load(trx).Descendants().Where(e => e.Name.LocalName == "UnitTestResult").Select(e => e.Attribute("testName")!.Value).ToList();
}
