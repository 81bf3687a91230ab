namespace KubeAssert.Cluster;

/// <summary>
/// Whether tests that need a cluster can run here. Made for a Fact attribute of your own, in whichever version of xunit:
/// <c>public sealed class ClusterFactAttribute : FactAttribute { public ClusterFactAttribute() => Skip = ClusterTests.SkipReason; }</c>
/// </summary>
public static class ClusterTests
{
    /// <summary>The environment variable that makes tests fail rather than be skipped: <c>1</c>.</summary>
    public const string RequireVariable = "KUBEASSERT_REQUIRE_CLUSTER";

    private static readonly Lazy<string?> Reason = new(Find);

    /// <summary>Why such tests are skipped; null when they can run, and when <c>KUBEASSERT_REQUIRE_CLUSTER</c> is <c>1</c>. Asks the container engine once per process.</summary>
    public static string? SkipReason => Reason.Value;

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable(RequireVariable) == "1")
            return null;
        var why = Task.Run(() => K3sCluster.WhyNotAsync()).GetAwaiter().GetResult();
        return why is null ? null : $"needs a container engine, but {why}; set {RequireVariable}=1 to fail instead";
    }
}
