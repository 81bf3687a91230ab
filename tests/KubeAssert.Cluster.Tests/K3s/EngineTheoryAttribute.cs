using System.Reflection;
using Xunit.Sdk;

namespace KubeAssert.Cluster.Tests.K3s;

/// <summary>A test of containers, once for each engine of this machine that can start one; skipped with the reasons where none can, unless KUBEASSERT_REQUIRE_CLUSTER=1.</summary>
internal sealed class EngineTheoryAttribute : TheoryAttribute
{
    public EngineTheoryAttribute() => Skip = Engines.Usable.Count > 0 || Environment.GetEnvironmentVariable(ClusterAvailability.RequireVariable) == "1" ? null : Engines.WhyNone;
}

/// <summary>The engines that can start a container.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EnginesAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => Engines.Usable.DefaultIfEmpty("docker").Select(e => new object[] { e });
}

/// <summary>The command that looks at what Testcontainers does; <c>KUBEASSERT_TEST_ENGINES=podman</c> where <c>DOCKER_HOST</c> is Podman's socket.</summary>
internal static class Engines
{
    private static readonly string[] Wanted = (Environment.GetEnvironmentVariable("KUBEASSERT_TEST_ENGINES") ?? "docker").Split(' ');
    private static readonly Lazy<IReadOnlyList<(string Engine, string? Why)>> Found = new(() => Wanted.Select(e => (e, Task.Run(() => GetUnavailableReasonAsync(e)).GetAwaiter().GetResult())).ToList());

    public static IReadOnlyList<string> Usable => Found.Value.Where(e => e.Why is null).Select(e => e.Engine).ToList();

    public static string WhyNone => "needs a container engine, but " + string.Join(", and ", Found.Value.Select(e => e.Why));

    private static async Task<string?> GetUnavailableReasonAsync(string engine)
    {
        if (await K3sCluster.GetUnavailableReasonAsync() is { } why)
            return why;
        try
        {
            await NodeImage.ProbeAsync(engine);
            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or FileNotFoundException)
        {
            return $"'{engine}' starts no privileged container ({e.Message.Trim().Split('\n')[^1]})";
        }
    }
}
