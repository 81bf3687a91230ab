using KubeAssert.Model;

namespace KubeAssert;

/// <summary>The typed views of a set. Each is made once per set and may be shared between threads.</summary>
public static partial class ManifestSetViews
{
    /// <summary>All views of one type: <see cref="Manifest"/>, <see cref="Workload"/>, <see cref="PodTemplate"/>, <see cref="Container"/>, <see cref="Service"/>, ...</summary>
    /// <exception cref="ArgumentException">The type is no view.</exception>
    public static Selection<T> Views<T>(this ManifestSet manifests)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(manifests);
        return ViewTypes.Of<T>().In(manifests);
    }

    /// <summary>Everything that makes pods.</summary>
    public static Selection<Workload> Workloads(this ManifestSet manifests) => manifests.Views<Workload>();

    /// <summary>What all workloads make their pods from.</summary>
    public static Selection<PodTemplate> PodTemplates(this ManifestSet manifests) => manifests.Views<PodTemplate>();

    /// <summary>All containers of all workloads: main, init, sidecar and ephemeral ones.</summary>
    public static Selection<Container> Containers(this ManifestSet manifests) => manifests.Views<Container>();

    /// <summary>All images that containers name, one for each container.</summary>
    public static Selection<ContainerImage> Images(this ManifestSet manifests) => manifests.Views<ContainerImage>();

    /// <summary>All objects of one API version and kind, custom ones included.</summary>
    public static Selection<Manifest> OfKind(this ManifestSet manifests, string apiVersion, string kind)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        ArgumentException.ThrowIfNullOrEmpty(apiVersion);
        ArgumentException.ThrowIfNullOrEmpty(kind);
        var found = manifests.Views<Manifest>().Where(manifest => manifest.ApiVersion == apiVersion && manifest.Kind == kind, "").ToList();
        return new(manifests, $"{apiVersion} {kind} objects", found);
    }

    /// <summary>All objects of one kind, whatever their API group.</summary>
    public static Selection<Manifest> OfKind(this ManifestSet manifests, string kind)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        ArgumentException.ThrowIfNullOrEmpty(kind);
        return new(manifests, $"{kind} objects", manifests.Views<Manifest>().Where(manifest => manifest.Kind == kind, "").ToList());
    }

    /// <summary>The object of that kind and name.</summary>
    /// <param name="manifests">The set.</param>
    /// <param name="kind">The kind: <c>Deployment</c>.</param>
    /// <param name="name">The name.</param>
    /// <param name="namespace">The namespace; null for whichever it is in, if only one has that name.</param>
    /// <exception cref="ManifestNotFoundException">There is none, or more than one.</exception>
    public static Manifest Manifest(this ManifestSet manifests, string kind, string name, string? @namespace = null) =>
        Lookup.ByName(manifests.OfKind(kind), kind, name, @namespace, manifest => manifest);

    /// <summary>The Pods that are written as such.</summary>
    public static Selection<Workload> Pods(this ManifestSet manifests) => manifests.WorkloadsOfKind("pods", "Pod");

    /// <summary>The Pod of that name.</summary>
    /// <exception cref="ManifestNotFoundException">There is none, or more than one.</exception>
    public static Workload Pod(this ManifestSet manifests, string name, string? @namespace = null) =>
        Named(manifests.Pods(), "Pod", name, @namespace);

    /// <summary>The Deployments.</summary>
    public static Selection<Workload> Deployments(this ManifestSet manifests) => manifests.WorkloadsOfKind("deployments", "Deployment");

    /// <summary>The Deployment of that name.</summary>
    /// <exception cref="ManifestNotFoundException">There is none, or more than one.</exception>
    public static Workload Deployment(this ManifestSet manifests, string name, string? @namespace = null) =>
        Named(manifests.Deployments(), "Deployment", name, @namespace);

    /// <summary>The StatefulSets.</summary>
    public static Selection<Workload> StatefulSets(this ManifestSet manifests) => manifests.WorkloadsOfKind("stateful sets", "StatefulSet");

    /// <summary>The StatefulSet of that name.</summary>
    /// <exception cref="ManifestNotFoundException">There is none, or more than one.</exception>
    public static Workload StatefulSet(this ManifestSet manifests, string name, string? @namespace = null) =>
        Named(manifests.StatefulSets(), "StatefulSet", name, @namespace);

    /// <summary>The DaemonSets.</summary>
    public static Selection<Workload> DaemonSets(this ManifestSet manifests) => manifests.WorkloadsOfKind("daemon sets", "DaemonSet");

    /// <summary>The DaemonSet of that name.</summary>
    /// <exception cref="ManifestNotFoundException">There is none, or more than one.</exception>
    public static Workload DaemonSet(this ManifestSet manifests, string name, string? @namespace = null) =>
        Named(manifests.DaemonSets(), "DaemonSet", name, @namespace);

    /// <summary>The ReplicaSets that are written as such.</summary>
    public static Selection<Workload> ReplicaSets(this ManifestSet manifests) => manifests.WorkloadsOfKind("replica sets", "ReplicaSet");

    /// <summary>The Services.</summary>
    public static Selection<Service> Services(this ManifestSet manifests) => manifests.Views<Service>();

    /// <summary>The Service of that name.</summary>
    /// <exception cref="ManifestNotFoundException">There is none, or more than one.</exception>
    public static Service Service(this ManifestSet manifests, string name, string? @namespace = null) =>
        Named(manifests.Services(), "Service", name, @namespace);

    internal static T Named<T>(Selection<T> all, string kind, string name, string? @namespace)
        where T : ObjectView =>
        Lookup.ByName(all, kind, name, @namespace, view => view.Manifest);

    private static Selection<Workload> WorkloadsOfKind(this ManifestSet manifests, string noun, string kind)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        return new(manifests, noun, ViewIndex.Of(manifests).Workloads.Where(workload => workload.Kind == kind).ToList());
    }
}
