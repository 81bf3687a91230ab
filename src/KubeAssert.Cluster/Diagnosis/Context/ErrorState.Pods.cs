namespace KubeAssert.Cluster;

/// <content>States of pods.</content>
public sealed partial class ErrorState
{
    /// <summary>A pod waits for its init containers.</summary>
    public static ErrorState PodInitializing { get; } = new(
        "PodInitializing",
        ErrorStateClass.SelfHealing,
        "a pod waits for its init containers",
        "Init containers run one after the other, each to its end, before the others start. One is still running: it may be at work, or wait for something that never comes.",
        "If it never ends, its log says what it waits for: a Service, a database, a migration.",
        "waiting `PodInitializing` while an init container is running");

    /// <summary>A pod's volumes, network and containers are being made.</summary>
    public static ErrorState ContainerCreating { get; } = new(
        "ContainerCreating",
        ErrorStateClass.SelfHealing,
        "a pod's volumes, network and containers are being made",
        "The pod is on a node; volumes are mounted, the network is set up, images are pulled. Where that does not end, an event says why.",
        "Wait; if it lasts, look at the pod's events and the node.",
        "waiting `ContainerCreating`, or `PodInitializing` where its turn has come");

    /// <summary>A pod's network can't be set up.</summary>
    public static ErrorState FailedCreatePodSandBox { get; } = new(
        "FailedCreatePodSandBox",
        ErrorStateClass.SelfHealing,
        "a pod's network can't be set up",
        "Before its containers, a pod gets a sandbox with a network. While a node starts, its network plug-in is not ready yet, and this heals; if it lasts, the plug-in is at fault, or it is out of addresses.",
        "Look at the network plug-in's pods and the node's CNI configuration.",
        "events `FailedCreatePodSandBox` and `NetworkNotReady`");

    /// <summary>A node put a pod out.</summary>
    public static ErrorState Evicted { get; } = new(
        "Evicted",
        ErrorStateClass.Terminal,
        "a node put a pod out",
        "The node ran short of memory, disk or processes and put the pod out. Its controller makes another; where that goes on, the node is too small or a pod takes more than it asked for.",
        "Give the pods requests that are true, and the node more of what it ran out of.",
        "pod phase `Failed`, reason `Evicted`; node conditions MemoryPressure, DiskPressure, PIDPressure");

    /// <summary>A node refused a pod.</summary>
    public static ErrorState PodRejected { get; } = new(
        "PodRejected",
        ErrorStateClass.Terminal,
        "a node refused a pod",
        "The scheduler chose the node, but its kubelet would not run the pod: its resources were gone by then, a device is missing, a sysctl is forbidden, or it lost sight of the pod.",
        "Read the kubelet's words below; they name the resource, the device or the sysctl.",
        "pod phase `Failed`, reasons `OutOfcpu`, `OutOfmemory`, `OutOfpods`, `UnexpectedAdmissionError`, `SysctlForbidden`, `NodeAffinity`, `ContainerStatusUnknown`");

    /// <summary>No node can take a pod.</summary>
    public static ErrorState Unschedulable { get; } = new(
        "Unschedulable",
        ErrorStateClass.Configuration,
        "no node can take a pod",
        "The scheduler looked at every node and none fits: not enough processor or memory, labels that no node has, taints that the pod does not tolerate, ports already taken, or a claim that is not there.",
        "Ask for less, correct the selector, tolerate the taint, or make the claim.",
        "condition `PodScheduled=False`, reason `Unschedulable`; event `FailedScheduling`");

    /// <summary>A pod is held back by a scheduling gate.</summary>
    public static ErrorState SchedulingGated { get; } = new(
        "SchedulingGated",
        ErrorStateClass.Configuration,
        "a pod is held back by a scheduling gate",
        "The pod names a scheduling gate, and the scheduler does not look at it until somebody removes the gate.",
        "Deploy the controller that removes the gate, or leave the gate out.",
        "condition `PodScheduled=False`, reason `SchedulingGated`");
}
