using KubeAssert.Texts;

namespace KubeAssert;

/// <summary>A set has no such object, or more than one; the message says which it has and which is nearest.</summary>
public sealed class ManifestNotFoundException : Exception
{
    internal ManifestNotFoundException(string message)
        : base(VisibleText.Of(message, VisibleText.LongestSentence))
    {
    }
}
