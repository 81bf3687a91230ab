using KubeAssert.Loading;
using KubeAssert.Sources;

namespace KubeAssert;

/// <content>Finds what a repository deploys.</content>
public static partial class Manifests
{
    /// <summary>
    /// Walks a repository and finds what it deploys: kustomizations that no other one uses, charts (with each values file of an environment), Skaffold, Jsonnet environments,
    /// paths of Flux Kustomizations and Argo CD Applications, and other folders of manifests. Nothing is rendered before <see cref="Deployable.Load"/>.
    /// </summary>
    /// <param name="options">Where and how to look.</param>
    /// <remarks>What git ignores is skipped, and so are folders that begin with a dot, build output and fixtures of tests. Variants that declare the same objects are separate deployables.</remarks>
    /// <exception cref="ManifestReadException">Nothing that is deployed is found.</exception>
    public static Deployables Discover(DiscoveryOptions? options = null)
    {
        options ??= new DiscoveryOptions();
        var project = SearchPlaces.ProjectOf(AppContext.BaseDirectory);
        return Discovery.Of(Path.GetFullPath(options.Root ?? SearchPlaces.RootOf(project) ?? project), options);
    }
}
