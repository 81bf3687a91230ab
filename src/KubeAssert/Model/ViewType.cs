namespace KubeAssert.Model;

/// <summary>How the views of one type are found in a set.</summary>
internal sealed class ViewType<T>(string noun, Func<ManifestSet, IReadOnlyList<T>> find)
    where T : class
{
    public string Noun => noun;

    public Selection<T> In(ManifestSet manifests) => manifests.Derived(set => new Selection<T>(set, noun, find(set)));
}

/// <summary>Every type of view there is.</summary>
internal static class ViewTypes
{
    private static readonly Dictionary<Type, object> Known = new object[]
    {
        new ViewType<Manifest>("manifests", set => set),
        new ViewType<Workload>("workloads", set => ViewIndex.Of(set).Workloads),
        new ViewType<PodTemplate>("pod templates", set => ViewIndex.Of(set).PodTemplates),
        new ViewType<Container>("containers", set => ViewIndex.Of(set).PodTemplates.SelectMany(template => template.Containers).ToList()),
        new ViewType<ServicePort>("service ports", set => set.Services().SelectMany(service => service.Ports).ToList()),
        Objects("services", (set, manifest) => new Service(set, manifest), ("", "Service")),
    }.ToDictionary(type => type.GetType().GetGenericArguments()[0]);

    /// <exception cref="ArgumentException">There is no such view.</exception>
    public static ViewType<T> Of<T>()
        where T : class =>
        Known.TryGetValue(typeof(T), out var type)
            ? (ViewType<T>)type
            : throw new ArgumentException(
                $"{typeof(T).Name} is no view that a set has. It has {string.Join(", ", Known.Keys.Select(key => key.Name).Order(StringComparer.Ordinal))}.");

    private static ViewType<T> Objects<T>(string noun, Func<ManifestSet, Manifest, T> create, params (string Group, string Kind)[] kinds)
        where T : ObjectView =>
        new(noun, set =>
        {
            var index = ViewIndex.Of(set);
            return kinds.SelectMany(kind => index.OfKind(kind.Group, kind.Kind)).Select(manifest => create(set, manifest)).ToList();
        });
}
