using KubeAssert.PolicyRules.BuiltIn;

namespace KubeAssert;

/// <content>What containers may do. The Pod Security Standards themselves are <see cref="PodSecurity"/>.</content>
public static partial class Rules
{
    private static readonly string[] UserFields = ["runAsUser", "runAsGroup"];

    private static readonly HashSet<string> SafeSysctls = new(StringComparer.Ordinal)
    {
        "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.ip_unprivileged_port_start", "net.ipv4.tcp_syncookies",
        "net.ipv4.ping_group_range", "net.ipv4.ip_local_reserved_ports", "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout",
        "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes", "net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem",
        "net.ipv4.tcp_slow_start_after_idle", "net.ipv4.tcp_notsent_lowat",
    };

    /// <summary>No container is privileged.</summary>
    public static Rule NoPrivilegedContainers { get; } = Rule
        .For<Container>("no-privileged-containers", "No container is privileged")
        .Because("it can do whatever root on the node can do")
        .Fix("remove privileged, and add the one capability that is needed")
        .Must(c => !c.SecurityContext.IsPrivileged, c => $"is true for {c.Called()}", c => c["securityContext"]["privileged"])
        .Page();

    /// <summary>No process of a container can gain more rights than it was started with.</summary>
    public static Rule NoPrivilegeEscalation { get; } = Rule
        .For<Container>("no-privilege-escalation", "No process of a container can gain rights")
        .Because("a set-uid program in the image makes root of any user; where nothing is written Kubernetes allows it")
        .Fix("set securityContext.allowPrivilegeEscalation: false")
        .Where(c => !c.IsForWindows())
        .Must(
            c => c.SecurityContext.AllowPrivilegeEscalation == false,
            c => c["securityContext"]["allowPrivilegeEscalation"].HasValue ? $"is true for {c.Called()}" : $"is not set for {c.Called()}, which allows it",
            c => c["securityContext"]["allowPrivilegeEscalation"])
        .Page();

    /// <summary>No container runs as root.</summary>
    public static Rule RunAsNonRoot { get; } = Rule
        .For<Container>("run-as-non-root", "No container runs as root")
        .Because("root in the container is root on the node as soon as it gets out")
        .Fix("set securityContext.runAsNonRoot: true, and runAsUser where the image names no user by number")
        .Where(c => !c.IsForWindows())
        .Check(RootUsers)
        .Page();

    /// <summary>Users and groups of containers have numbers that no user of the node has.</summary>
    public static Rule UserIdIsHigh(UserIdParameters? parameters = null)
    {
        var least = (parameters ?? new()).Least;
        return Rule
            .For<Container>("user-id-is-high", "User and group of a container have numbers that nobody on the node has")
            .With($"{least} at least")
            .Severity(Severity.Warning)
            .Because("a process that gets out of its container would be that user of the node")
            .Fix($"set securityContext.runAsUser and runAsGroup to {least} or above")
            .Where(c => !c.IsForWindows())
            .Check((c, context) => UserFields
                .Select(key => (Key: key, Node: c.SecurityContext.Effective(key)))
                .Where(f => f.Node.AsInteger() is not { } id || id < least)
                .Select(f => context.Finding(f.Node, f.Node.HasValue ? $"is {f.Node.Text}, below {least}" : $"is set neither for {c.Called()} nor for its pod")))
            .Page()
            .Takes(parameters ?? new(), UserIdIsHigh);
    }

    /// <summary>No container can write its own file system.</summary>
    public static Rule RootFileSystemIsReadOnly { get; } = Rule
        .For<Container>("root-file-system-is-read-only", "No container can write its own file system")
        .Because("whoever gets in could change the program and leave tools")
        .Fix("set securityContext.readOnlyRootFilesystem: true, and mount an emptyDir where the program writes")
        .Where(c => !c.IsForWindows())
        .Must(
            c => c.SecurityContext.ReadOnlyRootFilesystem,
            c => c["securityContext"]["readOnlyRootFilesystem"].HasValue ? $"is false for {c.Called()}" : $"is not set for {c.Called()}",
            c => c["securityContext"]["readOnlyRootFilesystem"])
        .Page();

    /// <summary>A container gives up the right to raw sockets, and others that it is told to.</summary>
    public static Rule NetRawIsDropped(CapabilityParameters? parameters = null)
    {
        var dropped = (parameters ?? new()).Dropped;
        return Rule
            .For<Container>("net-raw-is-dropped", "A container gives up capabilities that it does not need")
            .With("drops " + string.Join(", ", dropped))
            .Because("with raw sockets it could pretend to be another pod")
            .Fix("set securityContext.capabilities.drop: [ALL], and add back what is needed")
            .Where(c => !c.IsForWindows())
            .Check((c, context) => dropped
                .Where(name => Has(c.SecurityContext.AddedCapabilities, name) || !Has(c.SecurityContext.DroppedCapabilities, name))
                .Select(name => Has(c.SecurityContext.AddedCapabilities, name)
                    ? context.Finding(c["securityContext"]["capabilities"]["add"], $"{c.Called()} adds {name}")
                    : context.Finding(c["securityContext"]["capabilities"]["drop"], $"{c.Called()} does not drop {name}")))
            .Page()
            .Takes(parameters ?? new(), NetRawIsDropped);
    }

    /// <summary>A seccomp profile restricts what containers may ask of the kernel.</summary>
    public static Rule SeccompProfileIsSet { get; } = Rule
        .For<Container>("seccomp-profile-is-set", "A seccomp profile restricts what a container may ask of the kernel")
        .Because("it could call parts of the kernel that no application needs and attackers do")
        .Fix("set securityContext.seccompProfile.type: RuntimeDefault for the pod")
        .Where(c => !c.IsForWindows())
        .Must(
            c => c.SecurityContext.SeccompProfile is "RuntimeDefault" or "Localhost",
            c => c.SecurityContext.SeccompProfile is { } type ? $"is {type} for {c.Called()}" : $"is set neither for {c.Called()} nor for its pod",
            c => c.SecurityContext.Effective("seccompProfile")["type"])
        .Page();

    /// <summary>What the runtime hides of <c>/proc</c> stays hidden.</summary>
    public static Rule ProcMountIsDefault { get; } = Rule
        .For<Container>("proc-mount-is-default", "What the runtime hides of /proc stays hidden")
        .Because("the container could read and change settings of the node")
        .Fix("remove procMount")
        .Must(c => c["securityContext"]["procMount"].Text is null or "Default", c => $"is {c["securityContext"]["procMount"].Text}", c => c["securityContext"]["procMount"])
        .Page();

    /// <summary>No pod changes kernel settings that reach beyond it.</summary>
    public static Rule SysctlsAreSafe { get; } = Rule
        .For<PodTemplate>("sysctls-are-safe", "No pod changes kernel settings that reach beyond it")
        .Because("they take effect for the whole node, and the kubelet refuses them unless told otherwise")
        .Fix("remove it, or set it on the nodes")
        .Check((pod, context) => pod.Spec["securityContext"]["sysctls"].Items
            .Where(s => !SafeSysctls.Contains(s["name"].Text ?? ""))
            .Select(s => context.Finding(s["name"], $"{s["name"].Text} is not one of the sysctls that are safe")))
        .Page();

    private static IEnumerable<Finding> RootUsers(Container container, RuleContext context)
    {
        var security = container.SecurityContext;
        var (user, group, nonRoot) = (security.Effective("runAsUser"), security.Effective("runAsGroup"), security.Effective("runAsNonRoot"));
        if (user.AsInteger() == 0)
            yield return context.Finding(user, "is 0, which is root");
        else if (nonRoot.AsBoolean() == false && user.AsInteger() is null)
            yield return context.Finding(nonRoot, "is false");
        else if (nonRoot.AsBoolean() != true && user.AsInteger() is null)
            yield return context.Finding(container["securityContext"]["runAsNonRoot"], $"is set neither for {container.Called()} nor for its pod, and no user either: the image decides");
        if (group.AsInteger() == 0)
            yield return context.Finding(group, "is 0, the group of root", fix: "set another group");
    }

    private static bool Has(IReadOnlyList<string> capabilities, string name) =>
        capabilities.Any(c => c.Equals("ALL", StringComparison.OrdinalIgnoreCase) || Short(c).Equals(Short(name), StringComparison.OrdinalIgnoreCase));

    private static ReadOnlySpan<char> Short(string capability) =>
        capability.StartsWith("CAP_", StringComparison.OrdinalIgnoreCase) ? capability.AsSpan(4) : capability;
}

/// <summary>From which number on nobody on a node has an id.</summary>
public sealed record UserIdParameters
{
    /// <summary>The least number of users and groups.</summary>
    /// <value>10000</value>
    public long Least { get; init; } = 10_000;
}

/// <summary>What containers give up.</summary>
public sealed record CapabilityParameters
{
    /// <summary>The capabilities that have to be dropped, with or without <c>CAP_</c>; dropping <c>ALL</c> drops each.</summary>
    /// <value><c>NET_RAW</c> alone.</value>
    public IReadOnlyList<string> Dropped { get; init; } = ["NET_RAW"];
}
