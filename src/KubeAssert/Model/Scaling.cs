namespace KubeAssert;

/// <summary>A HorizontalPodAutoscaler.</summary>
public sealed class HorizontalPodAutoscaler : ObjectView
{
    internal HorizontalPodAutoscaler(ManifestSet manifests, Manifest manifest)
        : base(manifests, manifest)
    {
    }

    /// <summary>The kind of what it scales.</summary>
    public string TargetKind => Spec["scaleTargetRef"]["kind"].Text ?? "";

    /// <summary>The name of what it scales.</summary>
    public string TargetName => Spec["scaleTargetRef"]["name"].Text ?? "";

    /// <summary>How many pods at least.</summary>
    /// <value>1 where nothing is written.</value>
    public long MinReplicas => Spec["minReplicas"].AsInteger() ?? 1;

    /// <summary>How many pods at most; null where nothing is written.</summary>
    public long? MaxReplicas => Spec["maxReplicas"].AsInteger();
}

/// <summary>A PodDisruptionBudget.</summary>
public sealed class PodDisruptionBudget : ObjectView
{
    internal PodDisruptionBudget(ManifestSet manifests, Manifest manifest)
        : base(manifests, manifest)
    {
    }

    /// <summary>The pods that it protects: an empty selector chooses all pods of the namespace, one that is not written none.</summary>
    public LabelSelector Selector => LabelSelector.Of(Spec["selector"]);

    /// <summary>How many pods have to stay, a number or a percentage; null where nothing is written.</summary>
    public IntOrString? MinAvailable => IntOrString.Of(Spec["minAvailable"]);

    /// <summary>How many pods may be gone, a number or a percentage; null where nothing is written.</summary>
    public IntOrString? MaxUnavailable => IntOrString.Of(Spec["maxUnavailable"]);
}
