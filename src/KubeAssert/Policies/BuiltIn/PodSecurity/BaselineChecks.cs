namespace KubeAssert.PolicyRules.BuiltIn.PodSecurityStandards;

/// <summary>The checks of the baseline level.</summary>
internal static class BaselineChecks
{
    private static readonly HashSet<string> DefaultCapabilities = new(StringComparer.Ordinal)
    {
        "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD",
        "NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
    };

    private static readonly HashSet<string> SelinuxTypes = new(StringComparer.Ordinal)
    {
        "", "container_t", "container_init_t", "container_kvm_t", "container_engine_t",
    };

    private static readonly HashSet<string> SafeSysctls = new(StringComparer.Ordinal)
    {
        "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.ip_unprivileged_port_start", "net.ipv4.tcp_syncookies",
        "net.ipv4.ping_group_range", "net.ipv4.ip_local_reserved_ports", "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout",
        "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes", "net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem",
        "net.ipv4.tcp_slow_start_after_idle", "net.ipv4.tcp_notsent_lowat",
    };

    public static readonly Rule HostNamespaces = PodCheck.Of(
        "host-namespaces",
        "A pod does not share the network, processes or IPC of its node",
        "it could see and reach what other pods and the node do",
        (pod, context) => new[] { "hostNetwork", "hostPID", "hostIPC" }
            .Select(key => pod.Spec[key])
            .Where(shared => shared.AsBoolean() == true)
            .Select(shared => context.Finding(shared, "is true", fix: "remove it")));

    public static readonly Rule Privileged = PodCheck.OfContainers(
        "privileged",
        "No container is privileged",
        "a privileged container can do whatever the node can",
        (container, context) => container["securityContext"]["privileged"] is var privileged && privileged.AsBoolean() == true
            ? [context.Finding(privileged, "is true", fix: "set false, and add the single capabilities that are needed")]
            : []);

    public static readonly Rule Capabilities = PodCheck.OfContainers(
        "capabilities",
        "No container adds capabilities beyond the default set",
        "further capabilities open the node",
        (container, context) => container["securityContext"]["capabilities"]["add"].Items
            .Where(added => !DefaultCapabilities.Contains(added.Text ?? ""))
            .Select(added => context.Finding(added, $"adds {added.Text}, which is not in the default set", fix: "remove it")));

    public static readonly Rule HostPathVolumes = PodCheck.Of(
        "host-path-volumes",
        "No volume is a directory of the node",
        "it reads and writes what belongs to the node",
        (pod, context) => pod.Spec["volumes"].Items
            .Where(volume => volume["hostPath"].HasValue)
            .Select(volume => context.Finding(volume["hostPath"], $"volume {volume["name"].Text} is {volume["hostPath"]["path"].Text} of the node", fix: "use another kind of volume")));

    public static readonly Rule HostPorts = PodCheck.OfContainers(
        "host-ports",
        "No container takes a port of its node",
        "it is reachable past every Service and NetworkPolicy",
        (container, context) => container["ports"].Items
            .Select(port => port["hostPort"])
            .Where(port => port.HasValue && port.AsInteger() != 0)
            .Select(port => context.Finding(port, $"is {port.Text}", fix: "remove it, and use a Service")));

    public static readonly Rule HostProbes = PodCheck.OfContainers(
        "probe-hosts",
        "No probe or lifecycle hook names a host",
        "the node would send requests wherever the pod says",
        (container, context) => Handlers(container)
            .SelectMany(handler => new[] { handler["httpGet"]["host"], handler["tcpSocket"]["host"] })
            .Where(host => host.Text is { Length: > 0 })
            .Select(host => context.Finding(host, $"is {host.Text}", fix: "remove it: the pod itself is meant then")));

    public static readonly Rule AppArmor = PodCheck.Of(
        "app-armor",
        "The AppArmor profile is the runtime's or one of the node",
        "without a profile the kernel confines nothing",
        (pod, context) => AppArmorProfiles(pod)
            .Select(type => context.Finding(type, $"is {type.Text}", fix: "set RuntimeDefault, or a profile of the node with Localhost")));

    public static readonly Rule Selinux = PodCheck.OfSecurityContexts(
        "selinux",
        "SELinux user and role are not set, and the type is one for containers",
        "another label leaves the confinement of containers",
        (securityContext, context) => SelinuxFaults(securityContext["seLinuxOptions"], context));

    public static readonly Rule ProcMount = PodCheck.OfContainers(
        "proc-mount",
        "/proc is masked as usual",
        "unmasked, it shows and lets change what belongs to the kernel",
        (container, context) => PodCheck.HasOwnUsers(container.PodTemplate) ? [] : ProcMountFaults(container, context));

    public static readonly Rule Seccomp = PodCheck.OfSecurityContexts(
        "seccomp",
        "A seccomp profile, where one is set, is the runtime's or one of the node",
        "unconfined, every system call is open",
        (securityContext, context) => SeccompFaults(securityContext, context));

    public static readonly Rule Sysctls = PodCheck.Of(
        "sysctls",
        "Only safe sysctls are set",
        "others reach beyond the pod",
        (pod, context) => pod.Spec["securityContext"]["sysctls"].Items
            .Where(sysctl => !SafeSysctls.Contains(sysctl["name"].Text ?? ""))
            .Select(sysctl => context.Finding(sysctl["name"], $"{sysctl["name"].Text} is not safe", fix: "remove it")));

    public static readonly Rule WindowsHostProcess = PodCheck.OfSecurityContexts(
        "windows-host-process",
        "No container is a process of a Windows node",
        "it can do whatever the node can",
        (securityContext, context) => securityContext["windowsOptions"]["hostProcess"] is var host && host.AsBoolean() == true
            ? [context.Finding(host, "is true", fix: "remove it")]
            : []);

    public static readonly Rule[] All =
    [
        AppArmor, Capabilities, HostNamespaces, HostPathVolumes, HostPorts, HostProbes, Privileged, ProcMount, Selinux, Seccomp, Sysctls, WindowsHostProcess,
    ];

    public static IEnumerable<Finding> SeccompFaults(Node securityContext, RuleContext context)
    {
        var profile = securityContext["seccompProfile"];
        if (profile.HasValue && !IsSeccomp(profile))
            yield return context.Finding(profile["type"], profile["type"].HasValue ? $"is {profile["type"].Text}" : "is not set", fix: "set RuntimeDefault, or a profile of the node with Localhost");
    }

    public static bool IsSeccomp(Node profile) => profile["type"].Text is "RuntimeDefault" or "Localhost";

    public static IEnumerable<Finding> ProcMountFaults(Container container, RuleContext context)
    {
        var mount = container["securityContext"]["procMount"];
        if (mount.HasValue && mount.Text != "Default")
            yield return context.Finding(mount, $"is {mount.Text}", fix: "remove it");
    }

    private static IEnumerable<Node> Handlers(Container container) =>
    [
        container["livenessProbe"], container["readinessProbe"], container["startupProbe"],
        container["lifecycle"]["postStart"], container["lifecycle"]["preStop"],
    ];

    private static IEnumerable<Node> AppArmorProfiles(PodTemplate pod)
    {
        var profiles = pod.Containers.Select(c => c["securityContext"]).Prepend(pod.Spec["securityContext"]).Select(s => s["appArmorProfile"]);
        foreach (var profile in profiles)
        {
            if (profile.HasValue && profile["type"].Text is not ("RuntimeDefault" or "Localhost"))
                yield return profile["type"];
        }

        foreach (var annotation in pod["metadata"]["annotations"].Entries)
        {
            if (annotation.Key.StartsWith("container.apparmor.security.beta.kubernetes.io/", StringComparison.Ordinal)
                && annotation.Value.Text is { Length: > 0 } value
                && value != "runtime/default"
                && !value.StartsWith("localhost/", StringComparison.Ordinal))
            {
                yield return annotation.Value;
            }
        }
    }

    private static IEnumerable<Finding> SelinuxFaults(Node options, RuleContext context)
    {
        if (!SelinuxTypes.Contains(options["type"].Text ?? ""))
            yield return context.Finding(options["type"], $"is {options["type"].Text}", fix: "remove it, or use container_t");
        foreach (var key in new[] { "user", "role" })
        {
            if (options[key].Text is { Length: > 0 } value)
                yield return context.Finding(options[key], $"is {value}", fix: "remove it");
        }
    }
}
