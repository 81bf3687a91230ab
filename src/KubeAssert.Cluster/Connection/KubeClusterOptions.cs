namespace KubeAssert.Cluster;

/// <summary>How to talk to a cluster. Immutable; the defaults suit a test.</summary>
public sealed record KubeClusterOptions
{
    /// <summary>The kubeconfig's context to use.</summary>
    /// <value>null: its <c>current-context</c>.</value>
    public string? Context { get; init; }

    /// <summary>How long one request may take, reading its answer included.</summary>
    /// <value>30 seconds</value>
    public TimeSpan RequestTimeLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a request is tried again while the server throttles, fails (429, 5xx) or is not to be reached.</summary>
    /// <value>60 seconds</value>
    public TimeSpan RetryFor { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Where lines about what goes on are written, from any thread; null for nowhere.</summary>
    /// <value>null</value>
    public Action<string>? Output { get; init; }

    /// <summary>The clock.</summary>
    /// <value><see cref="TimeProvider.System"/></value>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What the clock's back-off is shaken with; null for <see cref="Random.Shared"/>.</summary>
    internal Random? Random { get; init; }

    /// <summary>Stands in for the network; null for the real one.</summary>
    internal Func<HttpMessageHandler>? Handler { get; init; }
}
