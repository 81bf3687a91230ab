using Xunit.Sdk;

namespace KubeAssert.Tests.Support;

/// <summary>What an assertion that fails says.</summary>
internal static class Failing
{
    public static string Message<T>(Func<T> assertion) =>
        assertion.Should().Throw<XunitException>().Which.Message;
}
