using FluentAssertions;

namespace KubeAssert.Assertions;

/// <content>Who reaches whom, as the network policies of the set have it.</content>
public sealed partial class WorkloadAssertions
{
    /// <summary>Asserts that network policies let its pods connect to every pod behind a Service, at the ports that it sends to.</summary>
    [CustomAssertion]
    public AndConstraint<WorkloadAssertions> BeAbleToReach(
        Service service, NetworkPort port, string because = "", params object[] becauseArgs)
    {
        ArgumentNullException.ThrowIfNull(service);
        return Reach($"{service.Manifest}", port, because, becauseArgs, from => from.Reach(service, port));
    }

    /// <summary>Asserts that network policies let its pods connect to those of another workload.</summary>
    [CustomAssertion]
    public AndConstraint<WorkloadAssertions> BeAbleToReach(
        Workload workload, NetworkPort port, string because = "", params object[] becauseArgs)
    {
        ArgumentNullException.ThrowIfNull(workload);
        return Reach($"{workload.Manifest}", port, because, becauseArgs, from => from.Reach(workload, port));
    }

    /// <summary>Asserts that network policies let its pods connect to an IP address outside of the cluster.</summary>
    [CustomAssertion]
    public AndConstraint<WorkloadAssertions> BeAbleToReach(
        string address, NetworkPort port, string because = "", params object[] becauseArgs)
    {
        return Reach(address, port, because, becauseArgs, from => from.Reach(address, port));
    }

    /// <summary>Asserts that network policies keep its pods from at least one pod behind a Service.</summary>
    [CustomAssertion]
    public AndConstraint<WorkloadAssertions> NotBeAbleToReach(
        Service service, NetworkPort port, string because = "", params object[] becauseArgs)
    {
        ArgumentNullException.ThrowIfNull(service);
        return BeKeptFrom($"{service.Manifest}", port, because, becauseArgs, from => from.Reach(service, port));
    }

    /// <summary>Asserts that network policies keep its pods from those of another workload.</summary>
    [CustomAssertion]
    public AndConstraint<WorkloadAssertions> NotBeAbleToReach(
        Workload workload, NetworkPort port, string because = "", params object[] becauseArgs)
    {
        ArgumentNullException.ThrowIfNull(workload);
        return BeKeptFrom($"{workload.Manifest}", port, because, becauseArgs, from => from.Reach(workload, port));
    }

    /// <summary>Asserts that network policies keep its pods from an IP address outside of the cluster.</summary>
    [CustomAssertion]
    public AndConstraint<WorkloadAssertions> NotBeAbleToReach(
        string address, NetworkPort port, string because = "", params object[] becauseArgs)
    {
        return BeKeptFrom(address, port, because, becauseArgs, from => from.Reach(address, port));
    }

    /// <summary>Asserts that of the workloads in the set only those given may connect to its pods at a port.</summary>
    [CustomAssertion]
    public AndConstraint<WorkloadAssertions> OnlyBeReachableFrom(
        IEnumerable<Workload> workloads, NetworkPort port, string because = "", params object[] becauseArgs)
    {
        ArgumentNullException.ThrowIfNull(workloads);
        var expected = workloads.ToList();
        var names = Fault.List(expected.Select(w => w.Manifest.ToString()));
        return DemandAll($"only be reachable from {names} at {port}", because, becauseArgs, to => to.Manifests.Workloads()
            .Where(from => !ReferenceEquals(from.Manifest, to.Manifest))
            .Select(from => expected.Exists(e => ReferenceEquals(e.Manifest, from.Manifest))
                ? ReachFault.Blocked(from, from.Reach(to, port))
                : ReachFault.Open(from, from.Reach(to, port)))
            .OfType<Finding>().ToList());
    }

    [CustomAssertion]
    private AndConstraint<WorkloadAssertions> Reach(
        string target, NetworkPort port, string because, object[] becauseArgs, Func<Workload, ReachAnswer> ask) =>
        Demand($"be able to reach {target} at {port}", because, becauseArgs, from => ReachFault.Blocked(from, ask(from)));

    [CustomAssertion]
    private AndConstraint<WorkloadAssertions> BeKeptFrom(
        string target, NetworkPort port, string because, object[] becauseArgs, Func<Workload, ReachAnswer> ask) =>
        Demand($"not be able to reach {target} at {port}", because, becauseArgs, from => ReachFault.Open(from, ask(from)));
}
