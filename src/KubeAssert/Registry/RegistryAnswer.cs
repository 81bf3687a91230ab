namespace KubeAssert;

/// <summary>What became of the question for an image.</summary>
public enum RegistryState
{
    /// <summary>It is there and may be pulled.</summary>
    Found,

    /// <summary>The registry has no such tag, digest or repository.</summary>
    NotFound,

    /// <summary>The registry does not give it to whoever asked; many say so of repositories that don't exist, too.</summary>
    Denied,

    /// <summary>What the registry has under that name can't be run: another digest, no container image, a form no longer read.</summary>
    Unusable,

    /// <summary>The registry gave no answer that can be relied on. It says nothing about the image.</summary>
    NotChecked,
}

/// <summary>What a registry says about an image. Immutable.</summary>
public sealed record RegistryAnswer
{
    /// <summary>The image that was asked for.</summary>
    public required ImageReference Reference { get; init; }

    /// <summary>What became of the question.</summary>
    public required RegistryState State { get; init; }

    /// <summary>Why it is not found, denied, unusable or not checked, as the continuation of a sentence; empty for an image that was found.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The image; null unless it was found.</summary>
    public RegistryImage? Image { get; init; }

    /// <summary>The credentials that it was asked with at last: <c>the credentials of Secret pull</c>; null where it was asked without any.</summary>
    public string? AskedWith { get; init; }

    /// <summary>The digest of the tag beside a digest that was not found; null where there is none.</summary>
    internal string? DigestOfTag { get; init; }

    /// <summary>Whether the cluster's credentials, as far as they are known, do not suffice, and those of this machine do.</summary>
    internal bool IsByDockerAlone { get; init; }

    /// <summary>The tags of the repository, in the registry's order, where the tag was not found; at most 10,000.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}

/// <summary>An image as its registry describes it. Immutable.</summary>
public sealed record RegistryImage
{
    /// <summary>The digest of its manifest, or of the index of its platforms: <c>sha256:...</c>.</summary>
    public required string Digest { get; init; }

    /// <summary>The platforms it is built for.</summary>
    public required IReadOnlyList<ImagePlatform> Platforms { get; init; }

    /// <summary>The platform that the properties below are of.</summary>
    public required ImagePlatform Platform { get; init; }

    /// <summary>What a container's <c>command</c> replaces.</summary>
    public IReadOnlyList<string> Entrypoint { get; init; } = [];

    /// <summary>What a container's <c>args</c> replace.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>The user, by number or name, with or without a group: <c>1000</c>, <c>app:app</c>; empty for root.</summary>
    public string User { get; init; } = "";

    /// <summary>The folder its processes start in; empty where none is said.</summary>
    public string WorkingDirectory { get; init; } = "";

    /// <summary>The ports it says it listens on: <c>8080/tcp</c>.</summary>
    public IReadOnlyList<string> ExposedPorts { get; init; } = [];
}

/// <summary>What an image is built for.</summary>
/// <param name="Os">The operating system: <c>linux</c>.</param>
/// <param name="Architecture">The architecture as Go calls it: <c>amd64</c>, <c>arm64</c>.</param>
/// <param name="Variant">The variant of the architecture: <c>v7</c>; empty where none is said.</param>
public sealed record ImagePlatform(string Os, string Architecture, string Variant = "")
{
    /// <summary>Reads <c>linux/arm64</c> or <c>linux/arm/v7</c>.</summary>
    /// <exception cref="FormatException">It is no platform.</exception>
    public static ImagePlatform Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('/');
        return parts.Length is 2 or 3 && Array.TrueForAll(parts, p => p.Length > 0)
            ? new ImagePlatform(parts[0], parts[1], parts.Length == 3 ? parts[2] : "")
            : throw new FormatException($"'{text}' is no platform: write os/architecture, like linux/arm64.");
    }

    /// <summary>Whether nodes of a platform run images of this one. Nodes of 32-bit ARM run images of lower variants too.</summary>
    public bool RunsOn(ImagePlatform node)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (Os != node.Os || Architecture != node.Architecture)
            return false;
        if (Variant.Length == 0 || node.Variant.Length == 0 || Variant == node.Variant)
            return true;
        return Architecture == "arm" ? string.CompareOrdinal(Variant, node.Variant) < 0 : IsFirst(Variant);
    }

    /// <summary><c>linux/arm/v7</c></summary>
    public override string ToString() => Variant.Length == 0 ? $"{Os}/{Architecture}" : $"{Os}/{Architecture}/{Variant}";

    /// <summary>The variant that every processor of the architecture has.</summary>
    private bool IsFirst(string variant) => variant == (Architecture == "arm64" ? "v8" : "v1");
}
