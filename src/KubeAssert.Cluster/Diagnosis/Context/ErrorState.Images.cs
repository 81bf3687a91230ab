namespace KubeAssert.Cluster;

/// <content>States of images.</content>
public sealed partial class ErrorState
{
    /// <summary>An image can't be pulled.</summary>
    public static ErrorState ErrImagePull { get; } = new(
        "ErrImagePull",
        ErrorStateClass.BackOff,
        "an image can't be pulled",
        "The node asked the registry for the image and did not get it. The registry's own words tell which of five things it is: no such image or tag, no right to it, none for this processor, too many requests, or no way to the registry.",
        "Check the name and tag, the pull secret, the platforms the image was built for, and the way from the node to the registry.",
        "waiting `ErrImagePull` and `ImagePullBackOff` (the pause before the next try: 10 s doubling to 300 s); events `Failed` and `BackOff` (of type Normal)");

    /// <summary>An image is not on the node and may not be pulled.</summary>
    public static ErrorState ErrImageNeverPull { get; } = new(
        "ErrImageNeverPull",
        ErrorStateClass.Configuration,
        "an image is not on the node and may not be pulled",
        "The container has `imagePullPolicy: Never`, so the image must be on the node before; it is not, or under another name or for another processor.",
        "Load the image into the cluster before deploying, under exactly this name, or allow pulling.",
        "waiting `ErrImageNeverPull`; events `ErrImageNeverPull` and `Failed`");

    /// <summary>The runtime can't look at an image it has.</summary>
    public static ErrorState ImageInspectError { get; } = new(
        "ImageInspectError",
        ErrorStateClass.BackOff,
        "the runtime can't look at an image it has",
        "The image store of the container runtime is damaged, full or busy.",
        "Look at the node's disk and the runtime's log; remove and pull the image again.",
        "waiting `ImageInspectError`; event `InspectFailed`");

    /// <summary>An image's name can't be read.</summary>
    public static ErrorState InvalidImageName { get; } = new(
        "InvalidImageName",
        ErrorStateClass.Terminal,
        "an image's name can't be read",
        "The reference is not of the form registry/name:tag@digest, so nothing is even asked of a registry. Upper-case letters, blanks and an empty tag are the usual reasons; an unset variable in a template is how they get there.",
        "Correct the image's reference.",
        "waiting `InvalidImageName`; event `InspectFailed`");

    /// <summary>The registry does not answer.</summary>
    public static ErrorState RegistryUnavailable { get; } = new(
        "RegistryUnavailable",
        ErrorStateClass.BackOff,
        "the registry does not answer",
        "The node reached for the registry and nobody was there.",
        "Check that the registry runs, and that the node reaches it: name resolution, proxy, firewall.",
        "waiting `RegistryUnavailable`; event `Failed`");

    /// <summary>An image's signature is refused.</summary>
    public static ErrorState SignatureValidationFailed { get; } = new(
        "SignatureValidationFailed",
        ErrorStateClass.Terminal,
        "an image's signature is refused",
        "The node's policy asks for a signature that the image does not carry.",
        "Sign the image, or change the node's signature policy.",
        "waiting `SignatureValidationFailed`");
}
