namespace KubeAssert.Go;

/// <summary>What a pattern asks of a place between two characters. Words are of ASCII letters, digits and underscores.</summary>
internal enum Re2Assertion
{
    TextStart,
    TextEnd,
    LineStart,
    LineEnd,
    WordBoundary,
    NoWordBoundary,
}
