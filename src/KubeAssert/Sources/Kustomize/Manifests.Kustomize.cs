using KubeAssert.Sources;

namespace KubeAssert;

/// <content>Kustomizations.</content>
public static partial class Manifests
{
    /// <summary>Renders a kustomization with <c>kustomize build</c> or <c>kubectl kustomize</c>, whichever is there.</summary>
    /// <param name="path">
    /// The folder of a <c>kustomization.yaml</c>: <c>overlays/prod</c>. A relative one starts at the test project's folder, or at the
    /// nearest folder above it, up to the repository's root, that has it.
    /// </param>
    /// <param name="options">How to render.</param>
    /// <param name="cancellationToken">Stops the program.</param>
    /// <remarks>
    /// Places are lines of what is rendered, <c>kustomize:overlays/prod:12:3</c>. <see cref="Manifest.Origin"/> is the file that an
    /// object came from, where the kustomization has <c>buildMetadata: [originAnnotations]</c>; else the kustomization's folder.
    /// A kustomization is rendered once while nothing in it, or in what it names, changes.
    /// </remarks>
    /// <exception cref="RenderException">The program is missing, fails or takes too long.</exception>
    /// <exception cref="ManifestReadException">What it rendered can't be read.</exception>
    public static ManifestSet FromKustomization(string path, KustomizeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return Kustomize.Render(path, options ?? new KustomizeOptions(), [], cancellationToken);
    }
}
