using System.Reflection;
using KubeAssert.Theories;
using Xunit.Sdk;

namespace KubeAssert;

public sealed partial class ManifestDataAttribute : DataAttribute
{
    /// <inheritdoc />
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        TheoryCases.Of(testMethod, MemberType, sources).Select(theoryCase => new object[] { theoryCase });
}
