using KubeAssert.PolicyRules.BuiltIn;

namespace KubeAssert;

/// <content>What pods share with their node.</content>
public static partial class Rules
{
    /// <summary>No pod uses the network of its node.</summary>
    public static Rule NoHostNetwork { get; } = NotShared("no-host-network", "hostNetwork", "network", "it could listen to what others on the node say, and NetworkPolicies rarely hold for it");

    /// <summary>No pod sees the processes of its node.</summary>
    public static Rule NoHostPid { get; } = NotShared("no-host-pid", "hostPID", "processes", "it could read the environment of every process, with its secrets, and end them");

    /// <summary>No pod shares memory with the processes of its node.</summary>
    public static Rule NoHostIpc { get; } = NotShared("no-host-ipc", "hostIPC", "shared memory", "it could read what other processes exchange there");

    /// <summary>No pod mounts the socket of the container runtime.</summary>
    public static Rule NoDockerSocket { get; } = Rule
        .For<PodTemplate>("no-docker-socket", "No pod mounts the socket of the container runtime")
        .Because("whoever writes to it starts a container with all rights of the node")
        .Fix("build images without it (BuildKit rootless, Kaniko), and ask the API server about containers")
        .Check((pod, context) => HostPaths(pod)
            .Where(p => HostFolders.IsRuntimeSocket(p.Path))
            .Select(p => context.Finding(p.Node, $"mounts {p.Path} of the node")))
        .Page();

    /// <summary>No pod mounts a folder of its node on which the node depends.</summary>
    public static Rule NoSensitiveHostPaths(HostPathParameters? parameters = null)
    {
        var (folders, harmless) = (parameters ?? new()) is var given ? (given.Folders, given.Harmless) : default;
        return Rule
            .For<PodTemplate>("no-sensitive-host-paths", "No pod mounts a folder on which its node depends")
            .With(string.Join(", ", folders))
            .Because("it could read secrets of the node and of other pods, or take the node over")
            .Fix("mount a volume of the pod's own, or the one file that is needed")
            .Check((pod, context) => HostPaths(pod)
                .Where(p => !HostFolders.IsRuntimeSocket(p.Path) && !harmless.Any(h => HostFolders.IsIn(p.Path, h)))
                .Select(p => (p.Node, p.Path, Folder: folders.FirstOrDefault(f => HostFolders.IsIn(p.Path, f))))
                .Where(p => p.Folder is not null)
                .Select(p => context.Finding(p.Node, p.Path == p.Folder ? $"mounts {p.Path} of the node" : $"mounts {p.Path} of the node, which is in {p.Folder}")))
            .Page()
            .Takes(parameters ?? new(), NoSensitiveHostPaths);
    }

    /// <summary>No container can write a folder of its node.</summary>
    public static Rule HostPathsAreReadOnly { get; } = Rule
        .For<PodTemplate>("host-paths-are-read-only", "No container can write a folder of its node")
        .Because("what it writes there stays, and other pods and the node read it")
        .Fix("set readOnly: true for the mount")
        .Check(WritableHostPaths)
        .Page();

    private static Rule NotShared(string id, string field, string what, string reason) => Rule
        .For<PodTemplate>(id, $"No pod shares the {what} of its node")
        .Because(reason)
        .Fix("remove " + field)
        .Must(pod => pod.Spec[field].AsBoolean() != true, _ => "is true", pod => pod.Spec[field])
        .Page();

    private static IEnumerable<(Node Node, string Path)> HostPaths(PodTemplate pod)
    {
        foreach (var volume in pod.Volumes)
        {
            var node = volume["hostPath"]["path"];
            if (node.Text is { Length: > 0 } path)
                yield return (node, HostFolders.Normal(path));
        }
    }

    private static IEnumerable<Finding> WritableHostPaths(PodTemplate pod, RuleContext context)
    {
        Dictionary<string, string>? paths = null;
        foreach (var volume in pod.Volumes)
        {
            if (volume["hostPath"]["path"].Text is { Length: > 0 } path)
                (paths ??= new(StringComparer.Ordinal))[volume.Name] = path;
        }

        if (paths is null)
            yield break;
        foreach (var mount in pod.Containers.SelectMany(c => c.VolumeMounts))
        {
            if (!mount.IsReadOnly && paths.TryGetValue(mount.Name, out var path))
                yield return context.Finding(mount.Node, $"lets {mount.Container.Called()} write {path} of the node, at {mount.MountPath}");
        }
    }
}

/// <summary>Which folders of a node are sensitive.</summary>
public sealed record HostPathParameters
{
    /// <summary>Folders that no pod may mount, nor anything inside them. <c>/</c> stands for itself alone.</summary>
    /// <value>Folders of the system, of the container runtime and of the kubelet.</value>
    public IReadOnlyList<string> Folders { get; init; } =
        ["/", "/boot", "/dev", "/etc", "/lib", "/lib64", "/proc", "/root", "/run", "/sys", "/usr", "/var/run", "/var/lib/containerd", "/var/lib/docker", "/var/lib/kubelet", "/var/lib/etcd"];

    /// <summary>Folders and files inside these that any pod may mount.</summary>
    /// <value>Public certificates, the time zone, the names of the machine and its system, kernel modules and the system's log.</value>
    public IReadOnlyList<string> Harmless { get; init; } =
        ["/dev/log", "/etc/localtime", "/etc/machine-id", "/etc/os-release", "/etc/ssl/certs", "/etc/timezone", "/lib/modules", "/usr/lib/os-release", "/usr/share"];
}
