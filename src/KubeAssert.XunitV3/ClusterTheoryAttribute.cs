using System.Runtime.CompilerServices;
using KubeAssert.Cluster;
using Xunit;

namespace KubeAssert;

public sealed partial class ClusterTheoryAttribute : TheoryAttribute
{
    /// <summary>Asks once per process whether a cluster can run here.</summary>
    /// <param name="sourceFilePath">Where the test stands: filled in by the compiler.</param>
    /// <param name="sourceLineNumber">Where the test stands: filled in by the compiler.</param>
    public ClusterTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) =>
        Skip = ClusterTests.SkipReason;
}
