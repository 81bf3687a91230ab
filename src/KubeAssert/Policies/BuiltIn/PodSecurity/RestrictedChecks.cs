namespace KubeAssert.PolicyRules.BuiltIn.PodSecurityStandards;

/// <summary>The checks that the restricted level adds, or makes stricter.</summary>
internal static class RestrictedChecks
{
    /// <summary>Kinds of volumes that hold nothing of the node.</summary>
    private static readonly string[] VolumeTypes =
    [
        "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim", "projected", "secret",
    ];

    public static readonly Rule PrivilegeEscalation = PodCheck.OfContainers(
        "privilege-escalation",
        "No process gains more privileges than its parent",
        "a set-user-id program could become root",
        (container, context) => PodCheck.IsForWindows(container.PodTemplate) || container["securityContext"]["allowPrivilegeEscalation"].AsBoolean() == false
            ? []
            : [NotSet(container, "allowPrivilegeEscalation", context, "set false")]);

    public static readonly Rule Capabilities = PodCheck.OfContainers(
        "capabilities-restricted",
        "Every container drops all capabilities and adds none but NET_BIND_SERVICE",
        "what a program does not need an intruder must not have",
        (container, context) => PodCheck.IsForWindows(container.PodTemplate) ? [] : CapabilityFaults(container["securityContext"]["capabilities"], context));

    public static readonly Rule RunAsNonRoot = PodCheck.Of(
        "run-as-non-root",
        "Every container must run as a user other than root",
        "root inside is root outside, should the container be left",
        (pod, context) => PodCheck.HasOwnUsers(pod) ? [] : NonRootFaults(pod, context));

    public static readonly Rule RunAsUser = PodCheck.Of(
        "run-as-user",
        "No container is told to run as root",
        "root inside is root outside, should the container be left",
        (pod, context) => PodCheck.HasOwnUsers(pod)
            ? []
            : pod.Containers.Select(c => c["securityContext"]).Prepend(pod.Spec["securityContext"])
                .Select(s => s["runAsUser"])
                .Where(user => user.AsInteger() == 0)
                .Select(user => context.Finding(user, "is 0, which is root", fix: "set a user other than 0")));

    public static readonly Rule Seccomp = PodCheck.Of(
        "seccomp-restricted",
        "Every container runs under a seccomp profile of the runtime or of the node",
        "without a profile every system call is open",
        (pod, context) => PodCheck.IsForWindows(pod) ? [] : SeccompFaults(pod, context));

    public static readonly Rule Volumes = PodCheck.Of(
        "volume-types",
        "Volumes are of kinds that hold nothing of the node",
        "other kinds reach storage past the claims of the cluster",
        (pod, context) => pod.Spec["volumes"].Items
            .Select(volume => (Volume: volume, Source: SourceOf(volume)))
            .Where(v => v.Source is not null)
            .Select(v => context.Finding(v.Volume[v.Source!], $"volume {v.Volume["name"].Text} is of type {v.Source}", fix: "use a persistentVolumeClaim, or another of the allowed kinds")));

    /// <summary>From 1.35 on, a user namespace of its own excuses a pod from this only at the baseline level.</summary>
    public static readonly Rule ProcMount = PodCheck.OfContainers(
        "proc-mount-restricted",
        "/proc is masked as usual",
        "unmasked, it shows and lets change what belongs to the kernel",
        BaselineChecks.ProcMountFaults);

    public static readonly Rule[] All = [Capabilities, PrivilegeEscalation, ProcMount, RunAsNonRoot, RunAsUser, Seccomp, Volumes];

    /// <summary>Checks of the baseline level that these replace.</summary>
    public static readonly Rule[] Replaced = [BaselineChecks.Capabilities, BaselineChecks.HostPathVolumes, BaselineChecks.Seccomp, BaselineChecks.ProcMount];

    private static IEnumerable<Finding> CapabilityFaults(Node capabilities, RuleContext context)
    {
        if (!capabilities["drop"].Items.Any(dropped => dropped.Text == "ALL"))
            yield return context.Finding(capabilities["drop"], "does not drop ALL", fix: "set drop: [ALL]");
        foreach (var added in capabilities["add"].Items.Where(added => added.Text != "NET_BIND_SERVICE"))
            yield return context.Finding(added, $"adds {added.Text}; NET_BIND_SERVICE alone may be added", fix: "remove it");
    }

    private static IEnumerable<Finding> NonRootFaults(PodTemplate pod, RuleContext context)
    {
        var ofPod = pod.Spec["securityContext"]["runAsNonRoot"];
        if (ofPod.AsBoolean() == false)
            yield return context.Finding(ofPod, "is false", fix: "set true");

        foreach (var container in pod.Containers)
        {
            var own = container["securityContext"]["runAsNonRoot"];
            if (own.AsBoolean() == false)
                yield return context.Finding(own, "is false", fix: "set true");
            else if (!own.HasValue && !ofPod.HasValue)
                yield return NotSet(container, "runAsNonRoot", context, "set it to true, here or for the pod");
        }
    }

    private static IEnumerable<Finding> SeccompFaults(PodTemplate pod, RuleContext context)
    {
        var ofPod = pod.Spec["securityContext"];
        foreach (var fault in BaselineChecks.SeccompFaults(ofPod, context))
            yield return fault;

        foreach (var container in pod.Containers)
        {
            var own = container["securityContext"];
            if (!own["seccompProfile"].HasValue && !ofPod["seccompProfile"].HasValue)
                yield return context.Finding(own["seccompProfile"]["type"], "is not set, here or for the pod", fix: "set seccompProfile.type: RuntimeDefault");
            foreach (var fault in BaselineChecks.SeccompFaults(own, context))
                yield return fault;
        }
    }

    /// <summary>The kind of a volume that is not allowed. A volume without a source is an emptyDir.</summary>
    private static string? SourceOf(Node volume)
    {
        string? other = null;
        foreach (var entry in volume.Entries)
        {
            if (entry.Key == "name" || !entry.Value.HasValue)
                continue;
            if (VolumeTypes.Contains(entry.Key, StringComparer.Ordinal))
                return null;
            other = entry.Key;
        }

        return other;
    }

    private static Finding NotSet(Container container, string key, RuleContext context, string fix)
    {
        var node = container["securityContext"][key];
        return context.Finding(node, node.HasValue ? $"is {node.Text}" : "is not set", fix: fix);
    }
}
