using System.Diagnostics;
using System.Text.Json;

namespace KubeAssert.Tests.Assertions;

/// <summary>FluentAssertions 6.12 does not know xunit.v3; a failed assertion of ours is still a failure there, not an error.</summary>
public sealed class XunitV3Tests
{
    [Fact]
    public async Task A_failed_assertion_is_reported_by_xunit_v3_as_an_assertion_that_failed()
    {
        var tests = Path.Combine(AppContext.BaseDirectory.Replace("KubeAssert.Tests", "KubeAssert.OnXunitV3", StringComparison.Ordinal), "KubeAssert.OnXunitV3.dll");
        using var run = Process.Start(new ProcessStartInfo("dotnet", [tests, "-class", "KubeAssert.OnXunitV3.FailingTest", "-reporter", "json", "-noColor"]) { RedirectStandardOutput = true })!;

        var output = await run.StandardOutput.ReadToEndAsync();
        await run.WaitForExitAsync();

        var failed = output.Split('\n').Single(line => line.Contains("\"test-failed\"", StringComparison.Ordinal));
        using var message = JsonDocument.Parse(failed[failed.IndexOf('{', StringComparison.Ordinal)..]);
        message.RootElement.GetProperty("Cause").GetString().Should().Be("Assertion");
        message.RootElement.GetProperty("Messages")[0].GetString().Should().Be(
            """
            Expected pod.Pod("web") to have container api, but it does not:

              manifests.yaml:4:20  Pod/web  spec.containers
                has web
                fix: add a container named api
            """);
    }
}
