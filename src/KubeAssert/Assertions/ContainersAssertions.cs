using System.Diagnostics;
using FluentAssertions;
using KubeAssert.PolicyRules.BuiltIn;

namespace KubeAssert.Assertions;

/// <summary>What can be asserted of containers: each assertion is one of each container.</summary>
[DebuggerNonUserCode]
public sealed class ContainersAssertions : SelectionAssertions<Container, ContainersAssertions>
{
    internal ContainersAssertions(Selection<Container>? subject)
        : base(subject)
    {
    }

    /// <summary>Asserts that each image names a tag other than <c>latest</c>, or a digest. <c>.And.ByDigest()</c> is stricter.</summary>
    [CustomAssertion]
    public AndPinnedConstraint HavePinnedImages(string because = "", params object[] becauseArgs)
    {
        Each("have pinned images", because, becauseArgs, c => ImageIsPinned.ByTag.CheckOne(c, c.Manifests));
        return new AndPinnedConstraint(this);
    }

    /// <summary>Asserts that each image comes from one of these registries, each with or without a path: <c>registry.example.com/shop</c>.</summary>
    /// <exception cref="ArgumentException">No registry is given.</exception>
    [CustomAssertion]
    public AndConstraint<ContainersAssertions> HaveImagesFrom(params string[] registries) => HaveImagesFrom(registries, "");

    /// <summary>Asserts that each image comes from one of these registries, each with or without a path: <c>registry.example.com/shop</c>.</summary>
    /// <exception cref="ArgumentException">No registry is given.</exception>
    [CustomAssertion]
    public AndConstraint<ContainersAssertions> HaveImagesFrom(IEnumerable<string> registries, string because, params object[] becauseArgs)
    {
        ArgumentNullException.ThrowIfNull(registries);
        string[] allowed = [.. registries];
        if (allowed.Length == 0)
            throw new ArgumentException("Give at least one registry.", nameof(registries));
        return Each($"have images from {string.Join(" or ", allowed)}", because, becauseArgs, c => One(ContainerFaults.ComesFromElsewhere(c, allowed)));
    }

    /// <summary>
    /// Asserts that the registry has the image of each, lets it be pulled, has it for the nodes' platforms, and that the container can be started from it;
    /// see <see cref="ImagesAssertions.ExistInRegistryAsync"/>.
    /// </summary>
    /// <param name="options">Platforms, mirrors, credentials, time limits; <see cref="RegistryOptions.Default"/> when left out.</param>
    [CustomAssertion]
    public Task<AndConstraint<ContainersAssertions>> HaveImagesInRegistryAsync(RegistryOptions? options = null, string because = "", params object[] becauseArgs) =>
        ImagesOf(Subject, CallerIdentifier.DetermineCallerIdentity()).CheckAsync("have images in their registry", options, because, becauseArgs, And);

    /// <summary>Asserts that each runs as a user other than root, by its own security context or the pod's.</summary>
    [CustomAssertion]
    public AndConstraint<ContainersAssertions> RunAsNonRoot(string because = "", params object[] becauseArgs) =>
        Each("run as non-root", because, becauseArgs, c => One(ContainerFaults.RunsAsRoot(c)));

    /// <summary>Asserts that each has requests and limits for these resources; a limit counts as a request where none is set.</summary>
    [CustomAssertion]
    public AndConstraint<ContainersAssertions> HaveResources(string[] requests, string[] limits, string because = "", params object[] becauseArgs) =>
        Each(
            $"have requests for {Fault.List(requests)} and limits for {Fault.List(limits)}",
            because,
            becauseArgs,
            c => ContainerFaults.LacksResources(c, requests, limits).ToList());

    /// <summary>Asserts that memory is limited for each.</summary>
    [CustomAssertion]
    public AndConstraint<ContainersAssertions> LimitMemory(string because = "", params object[] becauseArgs) =>
        Each("limit memory", because, becauseArgs, c => ContainerFaults.LacksResources(c, [], ["memory"]).ToList());

    /// <summary>Asserts that each has a liveness probe. Init containers have none: choose the others by <c>Where</c>.</summary>
    [CustomAssertion]
    public AndConstraint<ContainersAssertions> HaveLivenessProbe(string because = "", params object[] becauseArgs) =>
        Each("have a liveness probe", because, becauseArgs, c => One(ContainerFaults.LacksProbe(c, "livenessProbe")));

    /// <summary>Asserts that each has a readiness probe. Init containers have none: choose the others by <c>Where</c>.</summary>
    [CustomAssertion]
    public AndConstraint<ContainersAssertions> HaveReadinessProbe(string because = "", params object[] becauseArgs) =>
        Each("have a readiness probe", because, becauseArgs, c => One(ContainerFaults.LacksProbe(c, "readinessProbe")));

    /// <summary>Asserts that <c>env</c> of none sets that variable.</summary>
    [CustomAssertion]
    public AndConstraint<ContainersAssertions> NotHaveEnv(string name, string because = "", params object[] becauseArgs) =>
        Each($"not have environment variable {name}", because, becauseArgs, c => One(ContainerFaults.HasEnv(c, name)));

    [CustomAssertion]
    internal AndConstraint<ContainersAssertions> HaveDigests(string because, object[] becauseArgs) =>
        Each("have images pinned by digest", because, becauseArgs, c => ImageIsPinned.ByDigest.CheckOne(c, c.Manifests));

    private ImagesAssertions ImagesOf(Selection<Container>? subject, string? caller)
    {
        var images = subject is null ? null : new Selection<ContainerImage>(subject.Manifests, subject.Noun, subject.Select(c => new ContainerImage(c)).ToList(), subject.Narrowings);
        return _mayBeEmpty ? new ImagesAssertions(images, caller).AllowEmpty() : new ImagesAssertions(images, caller);
    }

    private static Finding[] One(Finding? finding) => finding is null ? [] : [finding];
}

/// <summary>What follows <c>HavePinnedImages()</c>: more assertions, or <see cref="ByDigest"/>.</summary>
public sealed class AndPinnedConstraint : AndConstraint<ContainersAssertions>
{
    internal AndPinnedConstraint(ContainersAssertions parent)
        : base(parent)
    {
    }

    /// <summary>Asserts that each image names a digest too: a tag can be moved to another image.</summary>
    [CustomAssertion]
    public AndConstraint<ContainersAssertions> ByDigest(string because = "", params object[] becauseArgs) => And.HaveDigests(because, becauseArgs);
}
