using KubeAssert.Model;

namespace KubeAssert;

/// <summary>
/// The name of an image as container runtimes read it (the distribution reference grammar with Docker Hub's defaults):
/// <c>registry:port/repository:tag@digest</c>. Immutable; equal when they mean the same image.
/// </summary>
public sealed class ImageReference : IEquatable<ImageReference>
{
    /// <summary>The registry of images that name none.</summary>
    public const string DockerHub = "docker.io";

    internal ImageReference(string text, string registry, string repository, string? tag, string? digest)
    {
        Text = text;
        Registry = registry;
        Repository = repository;
        Tag = tag;
        Digest = digest;
    }

    /// <summary>The reference as written.</summary>
    public string Text { get; }

    /// <summary>The registry, with its port where one is written: <c>ghcr.io</c>, <c>localhost:5000</c>.</summary>
    /// <value><c>docker.io</c> where none is written.</value>
    public string Registry { get; }

    /// <summary>The repository inside the registry: <c>library/nginx</c>, <c>shop/web</c>.</summary>
    public string Repository { get; }

    /// <summary>The tag as written; null where none is.</summary>
    public string? Tag { get; }

    /// <summary>The digest, <c>sha256:...</c>; null where none is written.</summary>
    public string? Digest { get; }

    /// <summary>Registry and repository: <c>docker.io/library/nginx</c>.</summary>
    public string Name => Registry + "/" + Repository;

    /// <summary>The tag that is pulled; <c>latest</c> where neither tag nor digest is written, null where only a digest is.</summary>
    public string? PulledTag => Tag ?? (Digest is null ? "latest" : null);

    /// <summary>Whether it says which image it means: by digest, or by a tag other than <c>latest</c>.</summary>
    public bool IsPinned => Digest is not null || Tag is not (null or "latest");

    /// <summary>Whether it says exactly which image it means, whatever happens to the tag.</summary>
    public bool IsPinnedByDigest => Digest is not null;

    /// <summary>Everything spelled out: <c>docker.io/library/nginx:latest</c>.</summary>
    public string Canonical => Name + (PulledTag is { } tag ? ":" + tag : "") + (Digest is { } digest ? "@" + digest : "");

    /// <summary>Reads a reference.</summary>
    /// <exception cref="FormatException">It is none; the message says why. The kubelet would report <c>InvalidImageName</c>.</exception>
    public static ImageReference Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return ImageReferenceParser.Parse(text, out var problem) ?? throw new FormatException($"'{text}' is no image reference: {problem}.");
    }

    /// <summary>Reads a reference.</summary>
    /// <returns>Null where it is none.</returns>
    public static ImageReference? TryParse(string? text) => text is null ? null : ImageReferenceParser.Parse(text, out _);

    /// <inheritdoc />
    public bool Equals(ImageReference? other) => other is not null && Canonical == other.Canonical;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as ImageReference);

    /// <inheritdoc />
    public override int GetHashCode() => Canonical.GetHashCode(StringComparison.Ordinal);

    /// <summary>The reference as written.</summary>
    public override string ToString() => Text;
}
