namespace KubeAssert.Cluster;

/// <summary>How manifests are deployed. Immutable; the defaults suit tests that run side by side.</summary>
public sealed record DeploymentOptions
{
    /// <summary>The namespace to deploy to; it is made if it does not exist, and removed at the end only if it was made.</summary>
    /// <value>null: a fresh one with a random name, and one more for each further namespace that the manifests name</value>
    public string? Namespace { get; init; }

    /// <summary>What the name of a fresh namespace begins with.</summary>
    /// <value><c>test</c></value>
    public string NamespacePrefix { get; init; } = "test";

    /// <summary>Labels for the namespace: <c>pod-security.kubernetes.io/enforce</c>.</summary>
    /// <value>none</value>
    public IReadOnlyDictionary<string, string> NamespaceLabels { get; init; } = new Dictionary<string, string>();

    /// <summary>Annotations for the namespace.</summary>
    /// <value>none</value>
    public IReadOnlyDictionary<string, string> NamespaceAnnotations { get; init; } = new Dictionary<string, string>();

    /// <summary>What is applied to the namespace before everything else: a quota, limits, a pull secret.</summary>
    /// <value>null: nothing</value>
    public ManifestSet? Prerequisites { get; init; }

    /// <summary>How long to believe that the deployment will still come up.</summary>
    /// <value><see cref="WaitPolicy.Default"/></value>
    public WaitPolicy WaitPolicy { get; init; } = WaitPolicy.Default;

    /// <summary>Whether a manifest that the API server refuses is left to <c>BecomeReadyAsync</c> and <c>FailWithAsync</c>, rather than thrown by the deployment.</summary>
    /// <value>false</value>
    public bool AllowRejected { get; init; }

    /// <summary>Whether everything stays in the cluster after a failure, with a line that says how to look at it.</summary>
    /// <value>false</value>
    public bool KeepOnFailure { get; init; }

    /// <summary>How long to wait for a new namespace's service account, and for definitions to be established.</summary>
    /// <value>30 seconds</value>
    public TimeSpan PreparationTimeLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long disposing waits until all is gone.</summary>
    /// <value>60 seconds</value>
    public TimeSpan CleanUpTimeLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>When what another run left behind is removed though it can't be seen whether that run still lives.</summary>
    /// <value>2 hours</value>
    public TimeSpan LeftoverAge { get; init; } = TimeSpan.FromHours(2);

    /// <summary>How often a line says what is still awaited.</summary>
    /// <value>5 seconds</value>
    public TimeSpan ProgressEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Where lines about progress are written, from any thread, such as xunit's <c>ITestOutputHelper.WriteLine</c>; null for the cluster's own output.</summary>
    /// <value>null</value>
    public Action<string>? Output { get; init; }
}
