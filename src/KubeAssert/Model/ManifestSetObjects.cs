namespace KubeAssert;

/// <content>The kinds other than workloads and Services.</content>
public static partial class ManifestSetViews
{
    /// <summary>The Jobs that are written as such.</summary>
    public static Selection<Job> Jobs(this ManifestSet manifests) => manifests.Views<Job>();

    /// <summary>The Job of that name.</summary>
    /// <exception cref="ManifestNotFoundException">There is none, or more than one.</exception>
    public static Job Job(this ManifestSet manifests, string name, string? @namespace = null) =>
        Named(manifests.Jobs(), "Job", name, @namespace);

    /// <summary>The CronJobs.</summary>
    public static Selection<CronJob> CronJobs(this ManifestSet manifests) => manifests.Views<CronJob>();

    /// <summary>The CronJob of that name.</summary>
    /// <exception cref="ManifestNotFoundException">There is none, or more than one.</exception>
    public static CronJob CronJob(this ManifestSet manifests, string name, string? @namespace = null) =>
        Named(manifests.CronJobs(), "CronJob", name, @namespace);

    /// <summary>The Ingresses.</summary>
    public static Selection<Ingress> Ingresses(this ManifestSet manifests) => manifests.Views<Ingress>();

    /// <summary>The Ingress of that name.</summary>
    /// <exception cref="ManifestNotFoundException">There is none, or more than one.</exception>
    public static Ingress Ingress(this ManifestSet manifests, string name, string? @namespace = null) =>
        Named(manifests.Ingresses(), "Ingress", name, @namespace);

    /// <summary>The NetworkPolicies.</summary>
    public static Selection<NetworkPolicy> NetworkPolicies(this ManifestSet manifests) => manifests.Views<NetworkPolicy>();

    /// <summary>The NetworkPolicy of that name.</summary>
    /// <exception cref="ManifestNotFoundException">There is none, or more than one.</exception>
    public static NetworkPolicy NetworkPolicy(this ManifestSet manifests, string name, string? @namespace = null) =>
        Named(manifests.NetworkPolicies(), "NetworkPolicy", name, @namespace);

    /// <summary>The HorizontalPodAutoscalers.</summary>
    public static Selection<HorizontalPodAutoscaler> HorizontalPodAutoscalers(this ManifestSet manifests) => manifests.Views<HorizontalPodAutoscaler>();

    /// <summary>The HorizontalPodAutoscaler of that name.</summary>
    /// <exception cref="ManifestNotFoundException">There is none, or more than one.</exception>
    public static HorizontalPodAutoscaler HorizontalPodAutoscaler(this ManifestSet manifests, string name, string? @namespace = null) =>
        Named(manifests.HorizontalPodAutoscalers(), "HorizontalPodAutoscaler", name, @namespace);

    /// <summary>The PodDisruptionBudgets.</summary>
    public static Selection<PodDisruptionBudget> PodDisruptionBudgets(this ManifestSet manifests) => manifests.Views<PodDisruptionBudget>();

    /// <summary>The PodDisruptionBudget of that name.</summary>
    /// <exception cref="ManifestNotFoundException">There is none, or more than one.</exception>
    public static PodDisruptionBudget PodDisruptionBudget(this ManifestSet manifests, string name, string? @namespace = null) =>
        Named(manifests.PodDisruptionBudgets(), "PodDisruptionBudget", name, @namespace);

    /// <summary>The ConfigMaps.</summary>
    public static Selection<ConfigMap> ConfigMaps(this ManifestSet manifests) => manifests.Views<ConfigMap>();

    /// <summary>The ConfigMap of that name.</summary>
    /// <exception cref="ManifestNotFoundException">There is none, or more than one.</exception>
    public static ConfigMap ConfigMap(this ManifestSet manifests, string name, string? @namespace = null) =>
        Named(manifests.ConfigMaps(), "ConfigMap", name, @namespace);

    /// <summary>The Secrets.</summary>
    public static Selection<Secret> Secrets(this ManifestSet manifests) => manifests.Views<Secret>();

    /// <summary>The Secret of that name.</summary>
    /// <exception cref="ManifestNotFoundException">There is none, or more than one.</exception>
    public static Secret Secret(this ManifestSet manifests, string name, string? @namespace = null) =>
        Named(manifests.Secrets(), "Secret", name, @namespace);

    /// <summary>The ServiceAccounts.</summary>
    public static Selection<ServiceAccount> ServiceAccounts(this ManifestSet manifests) => manifests.Views<ServiceAccount>();

    /// <summary>The ServiceAccount of that name.</summary>
    /// <exception cref="ManifestNotFoundException">There is none, or more than one.</exception>
    public static ServiceAccount ServiceAccount(this ManifestSet manifests, string name, string? @namespace = null) =>
        Named(manifests.ServiceAccounts(), "ServiceAccount", name, @namespace);

    /// <summary>The PersistentVolumeClaims.</summary>
    public static Selection<PersistentVolumeClaim> PersistentVolumeClaims(this ManifestSet manifests) => manifests.Views<PersistentVolumeClaim>();

    /// <summary>The PersistentVolumeClaim of that name.</summary>
    /// <exception cref="ManifestNotFoundException">There is none, or more than one.</exception>
    public static PersistentVolumeClaim PersistentVolumeClaim(this ManifestSet manifests, string name, string? @namespace = null) =>
        Named(manifests.PersistentVolumeClaims(), "PersistentVolumeClaim", name, @namespace);

    /// <summary>The CustomResourceDefinitions.</summary>
    public static Selection<CustomResourceDefinition> CustomResourceDefinitions(this ManifestSet manifests) => manifests.Views<CustomResourceDefinition>();

    /// <summary>The CustomResourceDefinition of that name.</summary>
    /// <exception cref="ManifestNotFoundException">There is none, or more than one.</exception>
    public static CustomResourceDefinition CustomResourceDefinition(this ManifestSet manifests, string name, string? @namespace = null) =>
        Named(manifests.CustomResourceDefinitions(), "CustomResourceDefinition", name, @namespace);

    /// <summary>The Roles.</summary>
    public static Selection<Role> Roles(this ManifestSet manifests) =>
        new(manifests, "roles", manifests.Views<Role>().Where(view => view.Kind == "Role", "").ToList());

    /// <summary>The Role of that name.</summary>
    /// <exception cref="ManifestNotFoundException">There is none, or more than one.</exception>
    public static Role Role(this ManifestSet manifests, string name, string? @namespace = null) =>
        Named(manifests.Roles(), "Role", name, @namespace);

    /// <summary>The ClusterRoles.</summary>
    public static Selection<Role> ClusterRoles(this ManifestSet manifests) =>
        new(manifests, "cluster roles", manifests.Views<Role>().Where(view => view.Kind == "ClusterRole", "").ToList());

    /// <summary>The ClusterRole of that name.</summary>
    /// <exception cref="ManifestNotFoundException">There is none, or more than one.</exception>
    public static Role ClusterRole(this ManifestSet manifests, string name, string? @namespace = null) =>
        Named(manifests.ClusterRoles(), "ClusterRole", name, @namespace);

    /// <summary>The RoleBindings.</summary>
    public static Selection<RoleBinding> RoleBindings(this ManifestSet manifests) =>
        new(manifests, "role bindings", manifests.Views<RoleBinding>().Where(view => view.Kind == "RoleBinding", "").ToList());

    /// <summary>The RoleBinding of that name.</summary>
    /// <exception cref="ManifestNotFoundException">There is none, or more than one.</exception>
    public static RoleBinding RoleBinding(this ManifestSet manifests, string name, string? @namespace = null) =>
        Named(manifests.RoleBindings(), "RoleBinding", name, @namespace);

    /// <summary>The ClusterRoleBindings.</summary>
    public static Selection<RoleBinding> ClusterRoleBindings(this ManifestSet manifests) =>
        new(manifests, "cluster role bindings", manifests.Views<RoleBinding>().Where(view => view.Kind == "ClusterRoleBinding", "").ToList());

    /// <summary>The ClusterRoleBinding of that name.</summary>
    /// <exception cref="ManifestNotFoundException">There is none, or more than one.</exception>
    public static RoleBinding ClusterRoleBinding(this ManifestSet manifests, string name, string? @namespace = null) =>
        Named(manifests.ClusterRoleBindings(), "ClusterRoleBinding", name, @namespace);
}
