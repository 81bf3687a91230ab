using System.Reflection;
using FluentAssertions.Common;

namespace KubeAssert.Assertions;

/// <summary>
/// FluentAssertions 6.12 does not know xunit.v3, so a failed assertion would be an error there instead of a failure. Where a
/// test runs on xunit.v3, failures are thrown as its own assertion exception.
/// </summary>
internal static class TestFramework
{
    private const string XunitV3 = "xunit.v3.assert";

    private static readonly Lazy<bool> Recognised = new(Install);

    public static void Recognise() => _ = Recognised.Value;

    private static bool Install()
    {
        if (XunitException() is not { } exception)
            return false;

        Services.ThrowException = message => throw (Exception)Activator.CreateInstance(exception, message)!;
        return true;
    }

    private static Type? XunitException()
    {
        var assemblies = AppDomain.CurrentDomain.GetAssemblies();
        if (Array.Exists(assemblies, a => a.GetName().Name == "xunit.assert"))
            return null;

        var assert = Array.Find(assemblies, a => a.GetName().Name == XunitV3);
        try
        {
            assert ??= Array.Exists(assemblies, a => a.GetName().Name is "xunit.v3.core") ? Assembly.Load(new AssemblyName(XunitV3)) : null;
        }
        catch (FileNotFoundException)
        {
            // xunit.v3 without its assertion library: FluentAssertions' own exception has to do
        }

        return assert?.GetType("Xunit.Sdk.XunitException");
    }
}
