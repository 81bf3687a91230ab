using KubeAssert.Model;
using KubeAssert.Texts;

namespace KubeAssert.OpenApi;

/// <summary>The groups and kinds of Kubernetes itself, in all versions that the package knows, and which of them a misspelling means.</summary>
internal static class BuiltInKinds
{
    /// <summary>The group that kinds moved out of before 1.22 (<c>extensions/v1beta1</c>).</summary>
    private const string Extensions = "extensions";

    private const string Suffix = ".k8s.io";

    /// <summary>Ends the groups of experiments, which have the names of built-in groups: <c>scheduling.x-k8s.io</c>.</summary>
    private const string ExperimentSuffix = ".x-k8s.io";

    private static readonly Lazy<HashSet<string>> Groups = new(() => SchemaResource.Default.Kinds
        .Select(kind => SchemaResource.Default.String(kind.Group)).Append(Extensions).ToHashSet(StringComparer.Ordinal));

    public static bool IsGroup(string group) => Groups.Value.Contains(group);

    /// <summary>
    /// The groups of Kubernetes that were meant: all for one of its own, as every kind is in but one; those that are near or differ in the
    /// suffix alone for a misspelled one (<c>app</c>, <c>networking</c>, <c>apps.k8s.io</c>); none for the group of a custom kind.
    /// </summary>
    public static IReadOnlyCollection<string> MeantGroups(string group)
    {
        if (IsGroup(group))
            return Groups.Value;
        return Groups.Value.Where(known => known.Length > 0 && IsMisspelling(group, known)).ToList();
    }

    /// <summary>The version of a kind that is served, the most stable and newest one, in one of some groups; null when there is none.</summary>
    public static string? ApiVersionOf(string kind, IReadOnlyCollection<string> groups, KubernetesVersion version) => VersionSchemas.Of(version).Kinds
        .Where(k => k.Kind == kind && groups.Contains(k.Group))
        .OrderByDescending(k => Stability(k.Version)).ThenByDescending(k => k.Version, StringComparer.Ordinal)
        .Select(k => k.Group.Length == 0 ? k.Version : $"{k.Group}/{k.Version}")
        .FirstOrDefault();

    /// <summary>The version of a kind that took the place of one of its group; kinds left <c>extensions</c> for several groups.</summary>
    public static string? SuccessorOf(string group, string kind, KubernetesVersion version) =>
        ApiVersionOf(kind, [group], version) ?? (group == Extensions ? ApiVersionOf(kind, Groups.Value, version) : null);

    /// <summary>The kind of a group that was most likely meant.</summary>
    public static string? NearestKind(string kind, string group, KubernetesVersion version) =>
        Nearest.Name(kind, VersionSchemas.Of(version).Kinds.Where(k => k.Group == group).Select(k => k.Kind).Distinct(StringComparer.Ordinal));

    /// <summary>The versions of Kubernetes in the package that serve the kind of a manifest, oldest first.</summary>
    public static List<KubernetesVersion> ServedBy(Manifest manifest)
    {
        var resource = SchemaResource.Default;
        var found = new List<KubernetesVersion>();
        foreach (var kind in resource.Kinds)
        {
            if (resource.String(kind.Kind) != manifest.Kind || resource.String(kind.Group) != manifest.Group || resource.String(kind.Version) != manifest.Version)
                continue;

            for (var i = 0; i < resource.Versions.Count; i++)
            {
                if ((kind.Versions & (1u << i)) != 0)
                    found.Add(KubernetesVersion.Parse($"{resource.Versions[i].Major}.{resource.Versions[i].Minor}"));
            }
        }

        found.Sort();
        return found;
    }

    /// <summary>
    /// A dot more or less makes another group: <c>apps.openshift.io</c> is not <c>apps</c>. A definition's group needs a dot, so that a
    /// group without one that begins like a group of Kubernetes can be nothing else.
    /// </summary>
    private static bool IsMisspelling(string group, string known)
    {
        if (group.EndsWith(ExperimentSuffix, StringComparison.Ordinal))
            return false;
        if (group == known + Suffix || known == group + Suffix)
            return true;
        if (!group.Contains('.', StringComparison.Ordinal) && known.StartsWith(group + ".", StringComparison.Ordinal))
            return true;
        var most = Math.Min(group.Length, known.Length) < 6 ? 1 : 2;
        return group.AsSpan().Count('.') == known.AsSpan().Count('.') && Nearest.Distance(group, known, most + 1) <= most;
    }

    /// <summary>Stable versions before beta before alpha.</summary>
    private static int Stability(string version)
    {
        if (version.Contains("alpha", StringComparison.Ordinal))
            return 0;
        return version.Contains("beta", StringComparison.Ordinal) ? 1 : 2;
    }
}
