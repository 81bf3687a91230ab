using System.Diagnostics;
using FluentAssertions;
using KubeAssert.PolicyRules.BuiltIn;

namespace KubeAssert.Assertions;

/// <summary>What can be asserted of Services.</summary>
[DebuggerNonUserCode]
public sealed class ServicesAssertions : SelectionAssertions<Service, ServicesAssertions>
{
    internal ServicesAssertions(Selection<Service>? subject)
        : base(subject)
    {
    }

    /// <summary>Asserts that each selects the pods of at least one workload in its namespace. Services without a selector are left out: somebody else writes their endpoints.</summary>
    [CustomAssertion]
    public AndConstraint<ServicesAssertions> SelectPods(string because = "", params object[] becauseArgs) =>
        Each("select pods", because, becauseArgs, service => ServiceSelectsPods.Rule.CheckOne(service, service.Manifests));

    /// <summary>Asserts that none selects the pods of a workload.</summary>
    /// <param name="workload">The workload's name, or <c>Kind/name</c>.</param>
    [CustomAssertion]
    public AndConstraint<ServicesAssertions> NotSelectPodsOf(string workload, string because = "", params object[] becauseArgs) =>
        Each($"not select pods of {workload}", because, becauseArgs, service => ServiceFaults.SelectsPodsOf(service, workload) is { } fault ? [fault] : []);
}

/// <summary>What can be asserted of a Service.</summary>
[DebuggerNonUserCode]
public sealed class ServiceAssertions : ObjectViewAssertions<Service, ServiceAssertions>
{
    internal ServiceAssertions(Service? subject)
        : base(subject)
    {
    }

    /// <summary>Asserts that it selects the pods of at least one workload in its namespace.</summary>
    [CustomAssertion]
    public AndConstraint<ServiceAssertions> SelectPods(string because = "", params object[] becauseArgs) =>
        DemandAll("select pods", because, becauseArgs, service => service.HasNoSelector
            ? [Fault.At(service.Manifest, service.Spec["selector"], "has no selector", fix: "set spec.selector to the labels of a pod template")]
            : ServiceSelectsPods.Rule.CheckOne(service, service.Manifests));

    /// <summary>Asserts that it selects the pods of that workload.</summary>
    /// <param name="workload">The workload's name, or <c>Kind/name</c>.</param>
    [CustomAssertion]
    public AndConstraint<ServiceAssertions> SelectPodsOf(string workload, string because = "", params object[] becauseArgs) =>
        Demand($"select pods of {workload}", because, becauseArgs, service => ServiceFaults.SelectsNoPodsOf(service, workload));

    /// <summary>Asserts that it does not select the pods of that workload.</summary>
    /// <param name="workload">The workload's name, or <c>Kind/name</c>.</param>
    [CustomAssertion]
    public AndConstraint<ServiceAssertions> NotSelectPodsOf(string workload, string because = "", params object[] becauseArgs) =>
        Demand($"not select pods of {workload}", because, becauseArgs, service => ServiceFaults.SelectsPodsOf(service, workload));
}
