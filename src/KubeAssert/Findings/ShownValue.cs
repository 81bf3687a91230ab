using System.Text;
using KubeAssert.Loading;
using KubeAssert.Texts;

namespace KubeAssert.Findings;

/// <summary>Values of manifests as messages may quote them: short, on one line, and never what a Secret holds.</summary>
internal static class ShownValue
{
    private const int LongestShown = 120;

    /// <summary>Where <c>kubectl apply</c> keeps a copy of the whole object, its data included.</summary>
    public const string LastAppliedKey = "kubectl.kubernetes.io/last-applied-configuration";

    /// <summary>A value for a message: a string as it is, everything else in JSON.</summary>
    public static string Of(Node node)
    {
        if (SecretContent.Hides(node))
            return Redacted.Of(Encoding.UTF8.GetByteCount(node.Text ?? node.ToString()));
        var text = node.IsString ? node.Text! : node.ToString();
        return VisibleText.Of(text.Length <= LongestShown ? text : string.Concat(text.AsSpan(0, LongestShown), "..."), LongestShown + 3);
    }

    /// <summary>Whether a node is, holds or lies in what a Secret holds.</summary>
    public static bool Hides(Node node) => SecretContent.Hides(node);
}
