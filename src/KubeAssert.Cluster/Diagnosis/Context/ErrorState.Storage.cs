namespace KubeAssert.Cluster;

/// <content>States of storage.</content>
public sealed partial class ErrorState
{
    /// <summary>A volume can't be mounted.</summary>
    public static ErrorState FailedMount { get; } = new(
        "FailedMount",
        ErrorStateClass.Configuration,
        "a volume can't be mounted",
        "A pod starts only when all its volumes are there. One is not: the ConfigMap or Secret does not exist or lacks a key, the path on the node is of another type, or the storage refused. The kubelet tries again forever, after ever longer pauses.",
        "Create what is missing, or correct the volume.",
        "event `FailedMount` while the containers wait as `ContainerCreating` or `PodInitializing`");

    /// <summary>A volume can't be attached to the node.</summary>
    public static ErrorState FailedAttachVolume { get; } = new(
        "FailedAttachVolume",
        ErrorStateClass.BackOff,
        "a volume can't be attached to the node",
        "The volume is still attached elsewhere: a ReadWriteOnce volume serves one node at a time, and another pod holds it.",
        "Wait for the other pod to end, use the Recreate strategy, or a volume that many nodes may share.",
        "event `FailedAttachVolume`");

    /// <summary>A claim that nothing will bind.</summary>
    public static ErrorState Pending { get; } = new(
        "Pending",
        ErrorStateClass.Configuration,
        "a claim that nothing will bind",
        "The PersistentVolumeClaim asks for storage, but no storage class is named, none is the default, and no volume fits. It stays pending, and so do the pods that use it.",
        "Name a storage class that exists in the cluster, or make one the default.",
        "claim phase `Pending`; event `FailedBinding` (of type Normal)");

    /// <summary>A claim's volume can't be provisioned.</summary>
    public static ErrorState ProvisioningFailed { get; } = new(
        "ProvisioningFailed",
        ErrorStateClass.Configuration,
        "a claim's volume can't be provisioned",
        "The claim names a storage class, but no volume comes of it: the class does not exist, or its provisioner can't make what the claim asks for.",
        "Name a class that exists, and ask only for access modes and sizes that its provisioner offers.",
        "claim phase `Pending`; event `ProvisioningFailed`");

    /// <summary>A claim lost its volume.</summary>
    public static ErrorState ClaimLost { get; } = new(
        "ClaimLost",
        ErrorStateClass.Terminal,
        "a claim lost its volume",
        "The volume that the claim was bound to is gone, and its data with it. A claim never binds twice.",
        "Delete the claim and make it anew.",
        "claim phase `Lost`; event `ClaimLost`");
}
