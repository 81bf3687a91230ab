namespace KubeAssert.Cluster.Tests.K3s;

/// <summary>A test that needs a container engine: skipped with the reason where none answers, unless KUBEASSERT_REQUIRE_CLUSTER=1.</summary>
internal sealed class DockerFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Reason = new(() => Environment.GetEnvironmentVariable(ClusterTests.RequireVariable) == "1" ? null
        : Task.Run(() => K3sCluster.WhyNotAsync(new K3sOptions { Command = "docker" })).GetAwaiter().GetResult() is { } why ? $"needs Docker, but {why}" : null);

    public DockerFactAttribute() => Skip = Reason.Value;

    public static bool IsSkipped => Reason.Value is not null;
}
