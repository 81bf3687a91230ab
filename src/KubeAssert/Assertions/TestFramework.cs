using System.Reflection;
using FluentAssertions.Common;

namespace KubeAssert.Assertions;

/// <summary>
/// Lets assertions fail by the test framework's own exception where FluentAssertions 6 and 7 do not know it: xunit.v3 counts another as an
/// error and prints its type, MSTest 4 prints "threw exception" and its type.
/// </summary>
internal static class TestFramework
{
    private static readonly Framework[] Known =
    [
        new("xunit.v3.core", "xunit.v3.assert", "Xunit.Sdk.XunitException"),
        new("MSTest.TestFramework", "MSTest.TestFramework", "Microsoft.VisualStudio.TestTools.UnitTesting.AssertFailedException"),
    ];

    private static readonly Lazy<bool> Recognized = new(Install);

    /// <summary>Looks once, when the first assertion is judged: the framework is loaded by then.</summary>
    public static void Recognize() => _ = Recognized.Value;

    private static bool Install()
    {
        var loaded = AppDomain.CurrentDomain.GetAssemblies().Select(a => a.GetName().Name).ToHashSet(StringComparer.Ordinal);
        var exception = Known.Where(f => loaded.Contains(f.Runner)).Select(f => f.Exception()).FirstOrDefault(e => e is not null);

        // xunit 2 in the same process is one that FluentAssertions knows
        if (exception is null || loaded.Contains("xunit.assert"))
            return false;
        Services.ThrowException = message => throw (Exception)Activator.CreateInstance(exception, message)!;
        return true;
    }

    /// <param name="Runner">The assembly by which a process is known to run the framework's tests.</param>
    /// <param name="Assembly">The assembly of its exception.</param>
    /// <param name="ExceptionType">The exception, with a constructor that takes the message.</param>
    private sealed record Framework(string Runner, string Assembly, string ExceptionType)
    {
        public Type? Exception()
        {
            try
            {
                return System.Reflection.Assembly.Load(new AssemblyName(Assembly)).GetType(ExceptionType);
            }
            catch (FileNotFoundException)
            {
                // xunit.v3 without its assertion library: FluentAssertions' own exception has to do
                return null;
            }
        }
    }
}
