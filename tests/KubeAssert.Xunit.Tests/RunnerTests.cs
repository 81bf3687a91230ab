namespace KubeAssert.Xunit.Tests;

/// <summary>What discovery and runs show, from the real runners.</summary>
public sealed class RunnerTests
{
    private const string Discovered =
        """
        ShopTheories.Every_manifest_has_a_name(manifest: Deployment/web (examples/Shop/deploy/web.yaml))
        ShopTheories.Every_container_limits_memory(container: CronJob/reports init container wait-for-database (examples/Shop/deploy/reports.yaml))
        """;

    private const string Empty =
        """
        No test case: there are no containers among the 1 manifests (Bare). A theory without cases would check nothing; correct the source, or remove the test.
        """;

    [Fact]
    public async Task Xunit_2_discovers_a_case_for_each_manifest_container_and_rule()
    {
        var (_, output) = await TestProcess.RunAsync(["vstest", TestProcess.Built("KubeAssert.OnXunitV2"), "--ListTests"]);

        output.Should().ContainAll(Discovered.Split('\n'))
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

    [Fact]
    public async Task Xunit_v3_discovers_the_same_cases()
    {
        var (_, output) = await TestProcess.RunAsync(
            [TestProcess.Built("KubeAssert.OnXunitV3"), "-list", "full", "-preEnumerateTheories", "-class", "KubeAssert.OnXunitV3.ShopTheories", "-noColor"]);

        output.Should().Contain("\"KubeAssert.OnXunitV3.ShopTheories.Every_manifest_has_a_name(manifest: Deployment/web (examples/Shop/deploy/web.yaml))\"")
            .And.Contain("\"KubeAssert.OnXunitV3.ShopTheories.The_policy_holds(check: images-from-our-registry: Deployment/web (examples/Shop/deploy/web.yaml))\"");
    }

    [Fact]
    public async Task Xunit_v3_runs_the_cases_and_fails_a_theory_without()
    {
        var (code, output) = await TestProcess.RunAsync(
            [TestProcess.Built("KubeAssert.OnXunitV3"), "-class", "KubeAssert.OnXunitV3.ShopTheories", "-preEnumerateTheories", "-noColor"]);

        code.Should().Be(1);
        output.Should().Contain(Empty).And.Contain("Total: 27, Errors: 0, Failed: 4, Skipped: 0")
            .And.Contain(
                """
                      Expected Deployment/web to satisfy images-from-our-registry of shop-rules because only that registry is scanned, but it does not:
                """);
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
}
