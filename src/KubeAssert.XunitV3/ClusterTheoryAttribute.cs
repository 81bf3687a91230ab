using System.Runtime.CompilerServices;
using KubeAssert.Cluster;
using Xunit;

namespace KubeAssert;

/// <summary>A theory that needs a cluster: skipped with the reason where no container engine answers or the image can't be had; see <see cref="ClusterTests"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClusterTheoryAttribute : TheoryAttribute
{
    /// <summary>Asks once per process whether a cluster can run here.</summary>
    /// <param name="sourceFilePath">Where the test stands: filled in by the compiler.</param>
    /// <param name="sourceLineNumber">Where the test stands: filled in by the compiler.</param>
    public ClusterTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) =>
        Skip = ClusterTests.SkipReason;
}
