using KubeAssert.Cluster;
using Xunit;

namespace KubeAssert.OnCluster;

/// <summary>A node of the image that the test which runs this names; the default where it names none.</summary>
public abstract class NodeLifetime : K3sLifetime
{
    protected override K3sOptions Options { get; } =
        Environment.GetEnvironmentVariable("NODE_IMAGE") is { } image ? new() { Image = image } : new() { StartTimeLimit = TimeSpan.FromSeconds(30) };
}

/// <summary>What a runner says where no cluster can be had.</summary>
public sealed class NeedsCluster(NodeFixture k3s) : IClassFixture<NodeFixture>
{
    [ClusterFact]
    public void Fact() => Assert.NotNull(k3s.Cluster);

    [ClusterTheory, InlineData(1)]
    public void Theory(int number) => Assert.NotNull(number == 1 ? k3s.Cluster : null);
}

/// <summary>A suite with an image of its own, which has to be there.</summary>
public sealed class NeedsItsImage
{
    [ClusterFact("registry.example.com/k3s:v1.36.4-k3s1")]
    public void Fact() => Assert.Fail("there is no such registry");
}

/// <summary>A test that is killed while its cluster runs.</summary>
public sealed class Killed(NodeFixture k3s) : IClassFixture<NodeFixture>
{
    [Fact]
    public async Task Runs_until_it_is_killed()
    {
        var note = Environment.GetEnvironmentVariable("NODE_NOTE")!;
        await File.WriteAllTextAsync(note + ".new", $"{Environment.ProcessId} {k3s.K3s.ContainerId}", TestContextToken);
        File.Move(note + ".new", note);
        await Task.Delay(TimeSpan.FromMinutes(2), TestContextToken);
    }

#if XUNIT_V3
    private static CancellationToken TestContextToken => TestContext.Current.CancellationToken;
#else
    private static CancellationToken TestContextToken => default;
#endif
}
