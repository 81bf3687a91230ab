using System.Reflection;
using KubeAssert.Theories;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace KubeAssert;

public sealed partial class DeployableDataAttribute : DataAttribute
{
    /// <inheritdoc />
    public override bool SupportsDiscoveryEnumeration() => true;

    /// <inheritdoc />
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new(TheoryRows.Of(TheoryCases.Of(testMethod, null, Sources)));
}
