using KubeAssert.Sources;

namespace KubeAssert;

/// <content>Skaffold.</content>
public static partial class Manifests
{
    /// <summary>Renders what a <c>skaffold.yaml</c> deploys: by <c>skaffold render --offline</c>, or, where skaffold is not there, by its <c>manifests</c> section.</summary>
    /// <param name="profile">The profile, or several with commas between; null for none.</param>
    /// <param name="path">
    /// The file or its folder; a relative one starts at the test project's folder, or at the nearest folder above it, up to the
    /// repository's root, that has it.
    /// </param>
    /// <param name="options">How to render.</param>
    /// <param name="cancellationToken">Stops the program.</param>
    /// <remarks>
    /// Without skaffold files of the versions v2beta1 to v4beta are read, with the files on this machine that they require: <c>rawYaml</c>, <c>kustomize</c> and <c>helm</c>, profiles that
    /// are named or activate themselves, templates that name variables of the environment. Hooks, remote manifests, kpt and other templates need skaffold itself. Nothing is built
    /// either way: images keep the names that are written.
    /// </remarks>
    /// <exception cref="RenderException">A program is missing, fails or takes too long, or the file asks for what only skaffold can do.</exception>
    /// <exception cref="ManifestReadException">What was rendered can't be read.</exception>
    public static ManifestSet FromSkaffold(string? profile = null, string path = "skaffold.yaml", SkaffoldOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return Skaffold.Render(profile, path, options ?? new SkaffoldOptions(), cancellationToken);
    }
}
