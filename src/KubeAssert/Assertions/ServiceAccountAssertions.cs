using System.Diagnostics;
using FluentAssertions;

namespace KubeAssert.Assertions;

/// <summary>What can be asserted of a ServiceAccount.</summary>
[DebuggerNonUserCode]
public sealed class ServiceAccountAssertions : ObjectViewAssertions<ServiceAccount, ServiceAccountAssertions>
{
    internal ServiceAccountAssertions(ServiceAccount? subject)
        : base(subject)
    {
    }

    /// <summary>Asserts that the roles bound to it let it do something in its own namespace.</summary>
    /// <param name="verb">The verb; a star means every one of get, list, watch, create, update, patch, delete and deletecollection.</param>
    /// <param name="resource">The resource: <c>configmaps</c>, <c>pods/exec</c>, <c>deployments.apps</c>, or a path such as <c>/metrics</c>.</param>
    /// <param name="name">The object's name; empty for all of them.</param>
    /// <param name="because">Why.</param>
    /// <param name="becauseArgs">Values for the placeholders in <paramref name="because"/>.</param>
    [CustomAssertion]
    public AndConstraint<ServiceAccountAssertions> BeAllowedTo(
        string verb, string resource, string name = "", string because = "", params object[] becauseArgs) =>
        DemandAll($"be allowed to {Words(verb, resource, name)}", because, becauseArgs, account => RightFault.Lacks(account, verb, resource, name));

    /// <summary>
    /// Asserts that no role bound to it lets it do something, in whatever namespace; without a name a right to a single object counts, too.
    /// </summary>
    /// <param name="verb">The verb; a star means any of them.</param>
    /// <param name="resource">The resource: <c>secrets</c>, <c>pods/exec</c>, <c>deployments.apps</c>, or a path such as <c>/metrics</c>.</param>
    /// <param name="name">The object's name; empty for any of them.</param>
    /// <param name="because">Why.</param>
    /// <param name="becauseArgs">Values for the placeholders in <paramref name="because"/>.</param>
    [CustomAssertion]
    public AndConstraint<ServiceAccountAssertions> NotBeAllowedTo(
        string verb, string resource, string name = "", string because = "", params object[] becauseArgs) =>
        DemandAll($"not be allowed to {Words(verb, resource, name)}", because, becauseArgs, account => RightFault.Has(account, verb, resource, name));

    private static string Words(string verb, string resource, string name) => name.Length == 0 ? $"{verb} {resource}" : $"{verb} {resource} {name}";
}
