using System.Reflection;
using KubeAssert.Theories;
using Xunit.Sdk;

namespace KubeAssert;

public sealed partial class DeployableDataAttribute : DataAttribute
{
    /// <inheritdoc />
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        TheoryCases.Of(testMethod, null, Sources).Select(theoryCase => new object[] { theoryCase });
}
