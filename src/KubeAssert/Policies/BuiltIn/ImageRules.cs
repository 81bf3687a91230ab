using KubeAssert.Model;
using KubeAssert.PolicyRules.BuiltIn;
using Pinned = KubeAssert.PolicyRules.BuiltIn.ImageIsPinned;

namespace KubeAssert;

/// <summary>
/// The rules that come with the package, one by one, so that you compose policies of your own; <see cref="Policies"/> has ready ones. A rule
/// without parameters is a property, a rule with parameters a method that takes a record of them.
/// </summary>
/// <example><code>
/// Policy.Of("our policy", Rules.ImageIsPinned, Rules.MinimumReplicas(new ReplicaParameters { Least = 3 }));
/// </code></example>
public static partial class Rules
{
    /// <summary>Every rule with its parameters' defaults.</summary>
    public static IReadOnlyList<Rule> All => BuiltInRules.All.Select(rule => rule.Default).ToList();

    /// <summary>An image is a reference that a node can read: <c>registry/repository:tag@digest</c>.</summary>
    public static Rule ImageReferenceIsValid { get; } = Rule
        .For<Container>("image-reference-is-valid", "An image is a reference that a node can read")
        .Because("the node would pull nothing and say InvalidImageName")
        .Fix("write registry/repository:tag")
        .Must(
            c => c.Image.Length == 0 || ImageReferenceParser.Parse(c.Image, out _) is not null,
            c => $"'{c.Image}' is no image reference: {WhyUnreadable(c.Image)}",
            c => c["image"])
        .Page();

    /// <summary>An image names a tag other than <c>latest</c>, or a digest.</summary>
    public static Rule ImageIsPinned { get; } = Pinned.ByTag.Fix("name the tag of a release").Page();

    /// <summary>An image names a digest.</summary>
    public static Rule ImageIsPinnedByDigest { get; } = Pinned.ByDigest.Fix("add the digest behind the tag: @sha256:...").Page();

    /// <summary>An image comes from one of the registries that are allowed.</summary>
    public static Rule ImageRegistryIsAllowed(RegistryParameters? parameters = null)
    {
        var allowed = (parameters ?? new()).Allowed;
        return Rule
            .For<Container>("image-registry-is-allowed", "An image comes from a registry that is allowed")
            .With(allowed.Count == 0 ? "any registry" : "from " + string.Join(", ", allowed))
            .Because("what comes from elsewhere was neither scanned nor kept")
            .Fix("push the image to a registry that is allowed and name it there")
            .Must(
                c => allowed.Count == 0 || c.ImageReference is not { } image || allowed.Any(prefix => IsBelow(image.Name, prefix)),
                c => $"{c.Image} comes from {c.ImageReference!.Registry}; allowed {(allowed.Count == 1 ? "is" : "are")} {string.Join(", ", allowed)}",
                c => c["image"])
            .Page()
            .Takes(parameters ?? new(), ImageRegistryIsAllowed);
    }

    /// <summary>The kubelet asks the registry for the image each time, so that credentials are checked and a moved tag is seen.</summary>
    public static Rule ImagePullPolicyIsAllowed(PullPolicyParameters? parameters = null)
    {
        var allowed = (parameters ?? new()).Allowed;
        return Rule
            .For<Container>("image-pull-policy-is-allowed", "The pull policy of an image is one of those that are allowed")
            .With(string.Join(" or ", allowed))
            .Severity(Severity.Warning)
            .Because("a node that has the image would start it without asking the registry whether this pod may have it")
            .Fix($"set imagePullPolicy: {(allowed.Count > 0 ? allowed[0] : "Always")}")
            .Where(c => c.ImageReference is { IsPinnedByDigest: false })
            .Must(
                c => allowed.Contains(PullPolicyOf(c), StringComparer.Ordinal),
                c => c["imagePullPolicy"].HasValue ? $"is {c["imagePullPolicy"].Text}" : $"is not set for {c.Called()}, which means {PullPolicyOf(c)} for {c.Image}",
                c => c["imagePullPolicy"])
            .Page()
            .Takes(parameters ?? new(), ImagePullPolicyIsAllowed);
    }

    private static string PullPolicyOf(Container container) =>
        container["imagePullPolicy"].Text ?? (container.ImageReference?.PulledTag == "latest" ? "Always" : "IfNotPresent");

    private static bool IsBelow(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.Ordinal) && (name.Length == prefix.Length || prefix.EndsWith('/') || name[prefix.Length] == '/');

    private static string WhyUnreadable(string image)
    {
        ImageReferenceParser.Parse(image, out var problem);
        return problem;
    }
}

/// <summary>Where images may come from.</summary>
public sealed record RegistryParameters
{
    /// <summary>Registries, <c>ghcr.io</c>, or registries with the beginning of a repository, <c>ghcr.io/shop</c>.</summary>
    /// <value>Empty: any registry.</value>
    public IReadOnlyList<string> Allowed { get; init; } = [];
}

/// <summary>When the kubelet asks the registry.</summary>
public sealed record PullPolicyParameters
{
    /// <summary>The policies that are allowed: <c>Always</c>, <c>IfNotPresent</c>, <c>Never</c>.</summary>
    /// <value><c>Always</c> alone.</value>
    public IReadOnlyList<string> Allowed { get; init; } = ["Always"];
}
