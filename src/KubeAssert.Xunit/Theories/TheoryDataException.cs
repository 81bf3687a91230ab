namespace KubeAssert;

/// <summary>A theory's data can't be had, or there is none: the test fails with this reason.</summary>
public sealed class TheoryDataException : Exception
{
    internal TheoryDataException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
