using System.Diagnostics;
using System.Globalization;
using FluentAssertions;
using KubeAssert.PolicyRules.BuiltIn;

namespace KubeAssert.Assertions;

/// <summary>What can be asserted of a container, whatever its role.</summary>
[DebuggerNonUserCode]
public sealed class ContainerAssertions : ObjectViewAssertions<Container, ContainerAssertions>
{
    internal ContainerAssertions(Container? subject)
        : base(subject)
    {
    }

    private protected override IReadOnlyDictionary<string, string> LabelsOf(Container subject) => subject.Labels;

    private protected override Node LabelsNodeOf(Container subject) => subject.PodTemplate["metadata"]["labels"];

    /// <summary>Asserts that a port of that name is declared.</summary>
    [CustomAssertion]
    public AndConstraint<ContainerAssertions> ExposePort(string name, string because = "", params object[] becauseArgs) =>
        Demand($"expose port {name}", because, becauseArgs, c => ContainerFaults.LacksPort(c, name));

    /// <summary>Asserts that a port of that number is declared.</summary>
    [CustomAssertion]
    public AndConstraint<ContainerAssertions> ExposePort(int number, string because = "", params object[] becauseArgs) =>
        ExposePort(number.ToString(CultureInfo.InvariantCulture), because, becauseArgs);

    /// <summary>Asserts that no port of that name is declared.</summary>
    [CustomAssertion]
    public AndConstraint<ContainerAssertions> NotExposePort(string name, string because = "", params object[] becauseArgs) =>
        Demand($"not expose port {name}", because, becauseArgs, c => ContainerFaults.HasPort(c, name));

    /// <summary>Asserts that no port of that number is declared.</summary>
    [CustomAssertion]
    public AndConstraint<ContainerAssertions> NotExposePort(int number, string because = "", params object[] becauseArgs) =>
        NotExposePort(number.ToString(CultureInfo.InvariantCulture), because, becauseArgs);

    /// <summary>Asserts that <c>env</c> sets a variable, with whatever value.</summary>
    [CustomAssertion]
    public AndConstraint<ContainerAssertions> HaveEnv(string name, string because = "", params object[] becauseArgs) =>
        Demand($"have environment variable {name}", because, becauseArgs, c => ContainerFaults.LacksEnv(c, name));

    /// <summary>Asserts that <c>env</c> sets a variable to that value.</summary>
    [CustomAssertion]
    public AndConstraint<ContainerAssertions> HaveEnvValue(string name, string value, string because = "", params object[] becauseArgs) =>
        Demand($"have environment variable {name}={value}", because, becauseArgs, c => ContainerFaults.LacksEnvValue(c, name, value));

    /// <summary>Asserts that <c>env</c> does not set a variable.</summary>
    [CustomAssertion]
    public AndConstraint<ContainerAssertions> NotHaveEnv(string name, string because = "", params object[] becauseArgs) =>
        Demand($"not have environment variable {name}", because, becauseArgs, c => ContainerFaults.HasEnv(c, name));

    /// <summary>Asserts that <c>envFrom</c> takes the variables of a ConfigMap or Secret of that name.</summary>
    [CustomAssertion]
    public AndConstraint<ContainerAssertions> HaveEnvFrom(string name, string because = "", params object[] becauseArgs) =>
        Demand($"have environment variables from {name}", because, becauseArgs, c => ContainerFaults.LacksEnvFrom(c, name));

    /// <summary>Asserts that a liveness probe is there.</summary>
    [CustomAssertion]
    public AndConstraint<ContainerAssertions> HaveLivenessProbe(string because = "", params object[] becauseArgs) =>
        Demand("have a liveness probe", because, becauseArgs, c => ContainerFaults.LacksProbe(c, "livenessProbe"));

    /// <summary>Asserts that no liveness probe is there.</summary>
    [CustomAssertion]
    public AndConstraint<ContainerAssertions> NotHaveLivenessProbe(string because = "", params object[] becauseArgs) =>
        Demand("not have a liveness probe", because, becauseArgs, c => ContainerFaults.HasProbe(c, "livenessProbe"));

    /// <summary>Asserts that a readiness probe is there.</summary>
    [CustomAssertion]
    public AndConstraint<ContainerAssertions> HaveReadinessProbe(string because = "", params object[] becauseArgs) =>
        Demand("have a readiness probe", because, becauseArgs, c => ContainerFaults.LacksProbe(c, "readinessProbe"));

    /// <summary>Asserts that no readiness probe is there.</summary>
    [CustomAssertion]
    public AndConstraint<ContainerAssertions> NotHaveReadinessProbe(string because = "", params object[] becauseArgs) =>
        Demand("not have a readiness probe", because, becauseArgs, c => ContainerFaults.HasProbe(c, "readinessProbe"));

    /// <summary>Asserts that a startup probe is there.</summary>
    [CustomAssertion]
    public AndConstraint<ContainerAssertions> HaveStartupProbe(string because = "", params object[] becauseArgs) =>
        Demand("have a startup probe", because, becauseArgs, c => ContainerFaults.LacksProbe(c, "startupProbe"));

    /// <summary>Asserts that no startup probe is there.</summary>
    [CustomAssertion]
    public AndConstraint<ContainerAssertions> NotHaveStartupProbe(string because = "", params object[] becauseArgs) =>
        Demand("not have a startup probe", because, becauseArgs, c => ContainerFaults.HasProbe(c, "startupProbe"));

    /// <summary>Asserts that requests and limits are set for these resources; a limit counts as a request where none is set, as it does for Kubernetes.</summary>
    /// <param name="requests">Resources that must be requested: <c>cpu</c>, <c>memory</c>, <c>ephemeral-storage</c>, ...</param>
    /// <param name="limits">Resources that must be limited.</param>
    [CustomAssertion]
    public AndConstraint<ContainerAssertions> HaveResources(string[] requests, string[] limits, string because = "", params object[] becauseArgs) =>
        DemandAll(
            $"have requests for {Fault.List(requests)} and limits for {Fault.List(limits)}",
            because,
            becauseArgs,
            c => ContainerFaults.LacksResources(c, requests, limits).ToList());

    /// <summary>Asserts that no more of a resource than that is requested, and that a request is set.</summary>
    /// <exception cref="FormatException">The amount is no quantity.</exception>
    [CustomAssertion]
    public AndConstraint<ContainerAssertions> RequestAtMost(string resource, string amount, string because = "", params object[] becauseArgs)
    {
        var most = Quantity.Parse(amount);
        return Demand($"request at most {amount} of {resource}", because, becauseArgs, c => ContainerFaults.AmountIsOver(c, "requests", resource, most));
    }

    /// <summary>Asserts that a resource is limited to no more than that.</summary>
    /// <exception cref="FormatException">The amount is no quantity.</exception>
    [CustomAssertion]
    public AndConstraint<ContainerAssertions> LimitAtMost(string resource, string amount, string because = "", params object[] becauseArgs)
    {
        var most = Quantity.Parse(amount);
        return Demand($"limit {resource} to at most {amount}", because, becauseArgs, c => ContainerFaults.AmountIsOver(c, "limits", resource, most));
    }

    /// <summary>Asserts that memory is limited.</summary>
    [CustomAssertion]
    public AndConstraint<ContainerAssertions> LimitMemory(string because = "", params object[] becauseArgs) =>
        DemandAll("limit memory", because, becauseArgs, c => ContainerFaults.LacksResources(c, [], ["memory"]).ToList());

    /// <summary>Asserts that it runs as a user other than root, by its own security context or the pod's.</summary>
    [CustomAssertion]
    public AndConstraint<ContainerAssertions> RunAsNonRoot(string because = "", params object[] becauseArgs) =>
        Demand("run as non-root", because, becauseArgs, ContainerFaults.RunsAsRoot);

    /// <summary>Asserts that the image names a tag other than <c>latest</c>, or a digest.</summary>
    [CustomAssertion]
    public AndConstraint<ContainerAssertions> HavePinnedImage(string because = "", params object[] becauseArgs) =>
        DemandAll("have a pinned image", because, becauseArgs, c => ImageIsPinned.ByTag.CheckOne(c, c.Manifests));

    /// <summary>Asserts that the image comes from one of these registries, each with or without a path: <c>registry.example.com/shop</c>.</summary>
    [CustomAssertion]
    public AndConstraint<ContainerAssertions> HaveImageFrom(string registry, string because = "", params object[] becauseArgs) =>
        Demand($"have an image from {registry}", because, becauseArgs, c => ContainerFaults.ComesFromElsewhere(c, [registry]));
}
