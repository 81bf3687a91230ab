using System.Reflection;
using KubeAssert.Theories;
using Xunit.Sdk;

namespace KubeAssert;

public sealed partial class PolicyDataAttribute : DataAttribute
{
    /// <inheritdoc />
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        TheoryCases.Of(testMethod, MemberType, sources, policy).Select(theoryCase => new object[] { theoryCase });
}
