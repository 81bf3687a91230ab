using KubeAssert.Model;

namespace KubeAssert.PolicyRules.BuiltIn;

/// <summary>An image without a fixed tag is another image tomorrow.</summary>
/// <remarks>Kubernetes' documentation on container images advises against <c>latest</c>, which is what no tag means.</remarks>
internal static class ImageIsPinned
{
    /// <summary>A tag other than <c>latest</c>, or a digest.</summary>
    public static readonly Rule ByTag = Rule
        .For<Container>("image-is-pinned", "An image names a tag other than latest, or a digest")
        .Because("the same manifest would run another program tomorrow, and a roll-back would not bring the old one back")
        .Check((container, context) => Find(container, context, byDigest: false));

    /// <summary>A digest.</summary>
    public static readonly Rule ByDigest = Rule
        .For<Container>("image-is-pinned-by-digest", "An image names a digest")
        .Because("a tag can be moved to another image")
        .Check((container, context) => Find(container, context, byDigest: true));

    private static IEnumerable<Finding> Find(Container container, RuleContext context, bool byDigest)
    {
        var node = container["image"];
        if (node.Text is not { Length: > 0 } text)
        {
            // an image may be left out where something else sets it, as operators do with templates
            yield break;
        }

        if (ImageReferenceParser.Parse(text, out var problem) is not { } image)
            yield return context.Finding(node, $"'{text}' is no image reference: {problem}", fix: "write registry/repository:tag");
        else if (byDigest && !image.IsPinnedByDigest)
            yield return context.Finding(node, $"uses {text}, which names no digest", fix: $"add @sha256:... as the registry shows it for {text}");
        else if (!byDigest && !image.IsPinned)
            yield return context.Finding(node, image.Tag is null ? $"uses {text} without a tag, which means latest" : $"uses {text}", fix: "name the tag of a release");
    }
}
