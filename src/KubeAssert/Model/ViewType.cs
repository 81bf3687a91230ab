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
        new ViewType<ContainerImage>("images", set => set.Containers().Select(container => new ContainerImage(container)).Where(image => image.Node.HasValue).ToList()),
        new ViewType<EnvVariable>("environment variables", set => set.Containers().SelectMany(container => container.Env).ToList()),
        new ViewType<EnvSource>("sources of environment variables", set => set.Containers().SelectMany(container => container.EnvFrom).ToList()),
        new ViewType<ContainerPort>("container ports", set => set.Containers().SelectMany(container => container.Ports).ToList()),
        new ViewType<VolumeMount>("volume mounts", set => set.Containers().SelectMany(container => container.VolumeMounts).ToList()),
        new ViewType<Volume>("volumes", set => ViewIndex.Of(set).PodTemplates.SelectMany(template => template.Volumes).ToList()),
        new ViewType<IngressBackend>("ingress backends", set => set.Views<Ingress>().SelectMany(ingress => ingress.Backends).ToList()),
        new ViewType<IngressTls>("ingress certificates", set => set.Views<Ingress>().SelectMany(ingress => ingress.Tls).ToList()),
        new ViewType<RoleRule>("rules of roles", set => set.Views<Role>().SelectMany(role => role.Rules).ToList()),
        new ViewType<Job>("jobs", set => ViewIndex.Of(set).Workloads.OfType<Job>().ToList()),
        new ViewType<CronJob>("cron jobs", set => ViewIndex.Of(set).Workloads.OfType<CronJob>().ToList()),
        Objects("ingresses", (set, manifest) => new Ingress(set, manifest), ("networking.k8s.io", "Ingress"), ("extensions", "Ingress")),
        Objects("network policies", (set, manifest) => new NetworkPolicy(set, manifest), ("networking.k8s.io", "NetworkPolicy"), ("extensions", "NetworkPolicy")),
        Objects("horizontal pod autoscalers", (set, manifest) => new HorizontalPodAutoscaler(set, manifest), ("autoscaling", "HorizontalPodAutoscaler")),
        Objects("pod disruption budgets", (set, manifest) => new PodDisruptionBudget(set, manifest), ("policy", "PodDisruptionBudget")),
        Objects("config maps", (set, manifest) => new ConfigMap(set, manifest), ("", "ConfigMap")),
        Objects("secrets", (set, manifest) => new Secret(set, manifest), ("", "Secret")),
        Objects("service accounts", (set, manifest) => new ServiceAccount(set, manifest), ("", "ServiceAccount")),
        Objects("persistent volume claims", (set, manifest) => new PersistentVolumeClaim(set, manifest), ("", "PersistentVolumeClaim")),
        Objects("roles", (set, manifest) => new Role(set, manifest), ("rbac.authorization.k8s.io", "Role"), ("rbac.authorization.k8s.io", "ClusterRole")),
        Objects("role bindings", (set, manifest) => new RoleBinding(set, manifest), ("rbac.authorization.k8s.io", "RoleBinding"), ("rbac.authorization.k8s.io", "ClusterRoleBinding")),
        Objects("custom resource definitions", (set, manifest) => new CustomResourceDefinition(set, manifest), ("apiextensions.k8s.io", "CustomResourceDefinition")),
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
