using KubeAssert.Registry;

namespace KubeAssert;

/// <summary>Asks registries for the images that manifests name.</summary>
public static class ImagesInRegistry
{
    /// <summary>
    /// What registries have to say against the images: not there, not to be pulled, not built for the nodes, started as root against <c>runAsNonRoot</c>, without
    /// a command; not checked. Images with <c>imagePullPolicy: Never</c> are not asked for: they have to be on the nodes.
    /// </summary>
    /// <param name="images">The images, <c>manifests.Images()</c>.</param>
    /// <param name="options">The options; <see cref="RegistryOptions.Default"/> when left out.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The findings, in the order of the images. Those of severity <see cref="Severity.Info"/> fail no assertion.</returns>
    /// <exception cref="FormatException">A platform in the options is none.</exception>
    public static async Task<IReadOnlyList<Finding>> CheckInRegistryAsync(
        this Selection<ContainerImage> images, RegistryOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        var found = await FindAsync(images, options ?? RegistryOptions.Default, cancellationToken).ConfigureAwait(false);
        return found.SelectMany(f => f).ToList();
    }

    /// <summary>The findings of each image.</summary>
    internal static async Task<IReadOnlyList<Finding>[]> FindAsync(IEnumerable<ContainerImage> images, RegistryOptions options, CancellationToken cancellation)
    {
        var registry = ImageRegistry.For(options);
        var nodes = options.Platforms.Select(ImagePlatform.Parse).ToList();
        return await Task.WhenAll(images.Select(image => FindAsync(image, registry, options, nodes, cancellation))).ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<Finding>> FindAsync(
        ContainerImage image, ImageRegistry registry, RegistryOptions options, IReadOnlyList<ImagePlatform> nodes, CancellationToken cancellation)
    {
        var container = image.Container;
        if (container.Node["imagePullPolicy"].Text == "Never")
            return [];
        if (image.Reference is not { } reference)
            return [ImageFindings.NoReference(image)];

        var wanted = WantedPlatforms.Of(container.PodTemplate, nodes);
        var secrets = options.UsePullSecrets ? PullSecrets.Of(container.PodTemplate) : PullSecrets.NotAsked;
        var answer = await registry.FindAsync(reference, wanted.Count > 0 ? wanted[0] : null, secrets, cancellation).ConfigureAwait(false);
        return ImageFindings.Of(image, answer, wanted, options.MayBeUnreachable).ToList();
    }
}
