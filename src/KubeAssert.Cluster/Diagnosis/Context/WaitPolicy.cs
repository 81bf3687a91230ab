namespace KubeAssert.Cluster;

/// <summary>How long to believe that a deployment will still come up. Immutable; a copy is made with <c>with</c>.</summary>
public sealed record WaitPolicy
{
    /// <summary>The defaults.</summary>
    public static WaitPolicy Default { get; } = new();

    /// <summary>How long something may be missing that somebody may still create: a ConfigMap or a key of it, a claim, a service account, the pods that a Service selects.</summary>
    /// <value>15 seconds</value>
    public TimeSpan GracePeriod { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long things that are all there may contradict each other: a selector, label or key that is nearly one that is there, a port that no container names,
    /// a request that no node is large enough for.
    /// </summary>
    /// <value>5 seconds</value>
    public TimeSpan SettleTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long something may be missing that a controller may still create: what an object of the set is known to have created
    /// (a Certificate its Secret), or what a custom resource of the set may bring along.
    /// </summary>
    /// <value>2 minutes</value>
    public TimeSpan ControllerTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a node may take that an autoscaler has ordered for a pod, counted from its last word about it.</summary>
    /// <value>10 minutes</value>
    public TimeSpan NodeProvisioningTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Whether a Service of type LoadBalancer is ready only with an address, as <c>helm --wait</c> has it. Nothing assigns one where no such
    /// controller runs: K3s brings servicelb, unless it is disabled.
    /// </summary>
    /// <value>true</value>
    public bool AwaitLoadBalancers { get; init; } = true;

    /// <summary>How long everything must have been ready, without a crash, to count as ready.</summary>
    /// <value>3 seconds</value>
    public TimeSpan StabilityWindow { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How often a container may end before it is a crash loop. The first restart is immediate and often heals. Runs that began while another Service of the deployment was still coming up do not count.</summary>
    /// <value>2</value>
    public int MaxCrashes { get; init; } = 2;

    /// <summary>How often pulling an image may fail in a way that may heal: time-outs, rate limits, connections cut.</summary>
    /// <value>3</value>
    public int MaxPullFailures { get; init; } = 3;

    /// <summary>How often a liveness or startup probe may kill a container, and a hook may fail.</summary>
    /// <value>2</value>
    public int MaxProbeKills { get; init; } = 2;

    /// <summary>How often an operation of the node (sandbox, volume, webhook) may fail; it must have lasted for <see cref="NodeOperationTimeout"/>, too.</summary>
    /// <value>3</value>
    public int MaxNodeFailures { get; init; } = 3;

    /// <summary>How long operations of the node may go on failing.</summary>
    /// <value>30 seconds</value>
    public TimeSpan NodeOperationTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a readiness probe may fail at the least, however short its own schedule is.</summary>
    /// <value>30 seconds</value>
    public TimeSpan ReadinessTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How much longer than that, or than the probe's own initialDelay + period x failureThreshold, it may fail.</summary>
    /// <value>10 seconds</value>
    public TimeSpan ReadinessMargin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Whether an autoscaler that looked for metrics and found none counts as not ready yet. Metrics come a minute after a start; where nothing serves them they
    /// never do, and the autoscaler never scales. It is never a failure, and by default it holds up nobody, but is remarked.
    /// </summary>
    /// <value>false</value>
    public bool AwaitMetrics { get; init; }

    /// <summary>How many of a log's last lines a verdict shows.</summary>
    /// <value>20</value>
    public int LogLines { get; init; } = 20;
}
