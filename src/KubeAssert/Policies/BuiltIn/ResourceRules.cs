using KubeAssert.PolicyRules.BuiltIn;

namespace KubeAssert;

/// <content>What containers ask for and may use.</content>
public static partial class Rules
{
    /// <summary>A container asks for CPU, or has a limit, which asks for as much.</summary>
    public static Rule CpuRequestIsSet { get; } = RequestIsSet("cpu", Severity.Error, "the scheduler would take it for a container that needs nothing, and put too many on one node");

    /// <summary>A container asks for memory, or has a limit, which asks for as much.</summary>
    public static Rule MemoryRequestIsSet { get; } = RequestIsSet("memory", Severity.Error, "the scheduler would take it for a container that needs nothing, and it would be the first to be evicted");

    /// <summary>A container asks for space on its node's disk.</summary>
    public static Rule EphemeralStorageRequestIsSet { get; } = RequestIsSet("ephemeral-storage", Severity.Warning, "the scheduler would put it on a node whose disk is full");

    /// <summary>A container has a limit for CPU.</summary>
    public static Rule CpuLimitIsSet { get; } = LimitIsSet("cpu", Severity.Warning, "it could take what others on its node need; where requests are right many do without");

    /// <summary>A container has a limit for memory.</summary>
    public static Rule MemoryLimitIsSet { get; } = LimitIsSet("memory", Severity.Error, "a leak would take the memory of everything else on its node");

    /// <summary>A container has a limit for space on its node's disk.</summary>
    public static Rule EphemeralStorageLimitIsSet { get; } = LimitIsSet("ephemeral-storage", Severity.Warning, "logs and temporary files could fill the disk of the node, which evicts other pods too");

    /// <summary>A container may use as much CPU as it asks for and no more.</summary>
    public static Rule CpuRequestEqualsLimit { get; } = RequestEqualsLimit("cpu");

    /// <summary>A container may use as much memory as it asks for and no more.</summary>
    public static Rule MemoryRequestEqualsLimit { get; } = RequestEqualsLimit("memory");

    /// <summary>A container may use as much of its node's disk as it asks for and no more.</summary>
    public static Rule EphemeralStorageRequestEqualsLimit { get; } = RequestEqualsLimit("ephemeral-storage");

    private static Rule RequestIsSet(string resource, Severity severity, string reason) => Rule
        .For<Container>(resource + "-request-is-set", $"A container asks for {resource}")
        .Severity(severity)
        .Because(reason)
        .Fix($"set resources.requests.{resource} to what it needs at the least")
        .Where(c => c.IsLasting() && !c.IsOfPodLevel(resource))
        .Check((c, context) => LimitRanges.Of(context.Manifests).Request(c, resource) is null
            ? [context.Finding(c["resources"]["requests"][resource], $"is not set for {c.Called()}, and there is no limit for {resource} either")]
            : [])
        .Page();

    private static Rule LimitIsSet(string resource, Severity severity, string reason) => Rule
        .For<Container>(resource + "-limit-is-set", $"A container has a limit for {resource}")
        .Severity(severity)
        .Because(reason)
        .Fix($"set resources.limits.{resource} to what it may use at the most")
        .Where(c => c.IsLasting() && !c.IsOfPodLevel(resource))
        .Check((c, context) => LimitRanges.Of(context.Manifests).Limit(c, resource) is null
            ? [context.Finding(c["resources"]["limits"][resource], $"is not set for {c.Called()}")]
            : [])
        .Page();

    private static Rule RequestEqualsLimit(string resource) => Rule
        .For<Container>(resource + "-request-equals-limit", $"A container may use as much {resource} as it asks for")
        .Severity(Severity.Warning)
        .Because("what it uses beyond its request can be taken away at any time")
        .Fix("set requests and limits to the same amount")
        .Where(c => c.IsLasting() && !c.IsOfPodLevel(resource))
        .Check((c, context) => c.Resources.Limits.TryGetValue(resource, out var limit)
            ? c.Resources.Request(resource) == limit ? [] : [context.Finding(c["resources"]["limits"][resource], $"is {limit} for {c.Called()}, but {c.Resources.Request(resource)} is asked for")]
            : c.Resources.Request(resource) is { } request ? [context.Finding(c["resources"]["limits"][resource], $"is not set for {c.Called()}, but {request} is asked for")] : [])
        .Page();

    /// <summary>A pod may say for all its containers together what they ask for (<c>spec.resources</c>, Kubernetes 1.34).</summary>
    private static bool IsOfPodLevel(this Container container, string resource) =>
        container.PodTemplate.Spec["resources"] is { HasValue: true } shared && (shared["requests"][resource].HasValue || shared["limits"][resource].HasValue);
}
