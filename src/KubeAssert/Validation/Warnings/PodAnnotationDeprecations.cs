namespace KubeAssert.Validation;

/// <summary>Annotations of pods that became fields (kubernetes, <c>pkg/api/pod/warnings.go</c>). Where the field is set, the annotation is not warned of.</summary>
internal static class PodAnnotationDeprecations
{
    private const string CriticalPod = "scheduler.alpha.kubernetes.io/critical-pod";
    private const string SeccompPod = "seccomp.security.alpha.kubernetes.io/pod";
    private const string SeccompContainer = "container.seccomp.security.alpha.kubernetes.io/";
    private const string AppArmor = "container.apparmor.security.beta.kubernetes.io/";

    private const int SeccompIgnoredSince = 27;
    private const int AppArmorDeprecatedSince = 30;

    public static void Check(MapNode pod, Node metadata, Problems problems)
    {
        if (metadata.Given("annotations") is not MapNode annotations)
            return;

        foreach (ref readonly var entry in annotations.Span)
        {
            var minor = problems.Version.Minor;
            if (entry.Key == CriticalPod)
                Warn(entry.Value, "non-functional in v1.16+; use the \"priorityClassName\" field instead", "set spec.priorityClassName", problems);
            else if (minor >= SeccompIgnoredSince && IsSeccomp(entry.Key, pod))
                Warn(entry.Value, "non-functional in v1.27+; use the \"seccompProfile\" field instead", "set securityContext.seccompProfile", problems);
            else if (minor >= AppArmorDeprecatedSince && entry.Key.StartsWith(AppArmor, StringComparison.Ordinal) && LacksField(pod, entry.Key[AppArmor.Length..], "appArmorProfile"))
                Warn(entry.Value, "deprecated since v1.30; use the \"appArmorProfile\" field instead", "set securityContext.appArmorProfile", problems);
        }
    }

    private static bool IsSeccomp(string key, MapNode pod) =>
        (key == SeccompPod && !pod["securityContext"].Has("seccompProfile"))
        || (key.StartsWith(SeccompContainer, StringComparison.Ordinal) && ContainerLacks(pod, key[SeccompContainer.Length..], "seccompProfile"));

    private static bool LacksField(MapNode pod, string container, string field) =>
        !pod["securityContext"].Has(field) && ContainerLacks(pod, container, field);

    private static bool ContainerLacks(MapNode pod, string name, string field)
    {
        foreach (var list in (ReadOnlySpan<string>)["initContainers", "containers", "ephemeralContainers"])
        {
            foreach (var container in pod.List(list))
            {
                if (container.String("name") == name)
                    return !container["securityContext"].Has(field);
            }
        }

        return false;
    }

    private static void Warn(Node annotation, string warning, string fix, Problems problems) =>
        problems.Add("schema/deprecated-field", annotation, warning, fix, severity: Severity.Warning);
}
