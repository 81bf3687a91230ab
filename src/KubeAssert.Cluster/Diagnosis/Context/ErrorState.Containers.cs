namespace KubeAssert.Cluster;

/// <content>States of containers.</content>
public sealed partial class ErrorState
{
    /// <summary>A container's process ends again and again.</summary>
    public static ErrorState CrashLoopBackOff { get; } = new(
        "CrashLoopBackOff",
        ErrorStateClass.BackOff,
        "a container's process ends again and again",
        "The process starts and ends, and Kubernetes starts it again, after ever longer pauses: at once, then 10 s doubling to 300 s. The exit code and the last log lines say why it ended.",
        "Read the log below; run the image with the same command and configuration on your machine.",
        "waiting `CrashLoopBackOff`; terminated with an exit code; event `BackOff`");

    /// <summary>A container is killed for want of memory.</summary>
    public static ErrorState OOMKilled { get; } = new(
        "OOMKilled",
        ErrorStateClass.BackOff,
        "a container is killed for want of memory",
        "The process used more memory than the container's limit (or the node had none left), and the kernel killed it. There is no warning in its log.",
        "Raise resources.limits.memory, or make the program use less: a runtime that sizes its heap by the machine must be told the limit.",
        "terminated `OOMKilled`, exit code 137");

    /// <summary>A pod failed and is not restarted.</summary>
    public static ErrorState Error { get; } = new(
        "Error",
        ErrorStateClass.Terminal,
        "a pod failed and is not restarted",
        "A container ended with an error, and the pod's restartPolicy is Never: this pod will not try again.",
        "Read the log below; correct the program, or let a Job run it, which tries again.",
        "pod phase `Failed`; terminated `Error`");

    /// <summary>A container's process can't be started.</summary>
    public static ErrorState RunContainerError { get; } = new(
        "RunContainerError",
        ErrorStateClass.Terminal,
        "a container's process can't be started",
        "The container was created, but its command could not be run: the executable is not in the image, may not be executed, or was built for another processor.",
        "Check command and args against what the image holds; a script needs a shebang line and the executable bit.",
        "waiting `RunContainerError`; terminated `StartError` (exit code 128) or `ContainerCannotRun`; event `Failed`");

    /// <summary>The runtime can't create a container.</summary>
    public static ErrorState CreateContainerError { get; } = new(
        "CreateContainerError",
        ErrorStateClass.BackOff,
        "the runtime can't create a container",
        "The container runtime refused to create the container: a mount path that clashes, a device or a sub-path that is not there, a name still taken, or an image without a command.",
        "Read the runtime's words below; they name the mount, device or option.",
        "waiting `CreateContainerError`; event `Failed`");

    /// <summary>A container's configuration can't be put together.</summary>
    public static ErrorState CreateContainerConfigError { get; } = new(
        "CreateContainerConfigError",
        ErrorStateClass.Configuration,
        "a container's configuration can't be put together",
        "Before a container is created, its environment is read from ConfigMaps and Secrets and its user is checked. One of them does not exist, lacks a key, or the image would run as root where that is forbidden. The image was already pulled by then.",
        "Create what is missing, or correct the name or key; give a numeric `runAsUser` where root is forbidden.",
        "waiting `CreateContainerConfigError`; event `Failed`");

    /// <summary>A container's postStart hook fails.</summary>
    public static ErrorState PostStartHookError { get; } = new(
        "PostStartHookError",
        ErrorStateClass.BackOff,
        "a container's postStart hook fails",
        "Right after its process starts, the container's `postStart` hook is run. The hook failed, so the kubelet killed the container and starts over.",
        "Correct the hook's command, or make it wait for what it needs; what it printed is in the event or in the waiting message.",
        "waiting `PostStartHookError`; events `FailedPostStartHook` and `Killing`");
}
