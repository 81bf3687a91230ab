using static KubeAssert.Tests.Validation.Validated;

namespace KubeAssert.Tests.Validation;

public sealed class QuotaValidationTests
{
    private const string Quota = "apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: a}\nspec:\n";
    private const string Range = "apiVersion: v1\nkind: LimitRange\nmetadata: {name: a}\nspec:\n  limits:\n";

    [Fact]
    public void A_quota_limits_what_can_be_counted() =>
        Lines(Quota + "  hard: {podss: 1, pods: 1.5, count/deployments.apps: 2, requests.cpu: -1}\n").Should().Equal(
            "spec.hard[podss]: podss is no resource that Kubernetes knows [validation/resource-name]",
            "spec.hard[pods]: is 1.5; pods is counted in whole numbers [validation/whole-number]",
            "spec.hard[requests.cpu]: is -1; it can't be negative [validation/out-of-range]");

    [Fact]
    public void Scopes_count_only_some_resources_and_exclude_each_other() =>
        Lines(Quota + "  hard: {requests.cpu: 1}\n  scopes: [BestEffort, NotBestEffort, Other]\n").Should().Equal(
            "spec.scopes: scope BestEffort does not count requests.cpu [validation/quota-scope]",
            "spec.scopes: is 'Other', which is no scope [validation/quota-scope]",
            "spec.scopes: holds BestEffort and NotBestEffort [validation/quota-scope]");

    [Fact]
    public void Operators_of_a_scope_selector_take_values_or_none() =>
        Lines(Quota + "  scopeSelector:\n    matchExpressions: [{scopeName: PriorityClass, operator: In}, {scopeName: Terminating, operator: In, values: [a]}]\n").Should().Equal(
            "spec.scopeSelector.matchExpressions.values: operator In needs values [validation/required]",
            "spec.scopeSelector.matchExpressions.operator: is 'In'; scope Terminating takes Exists [validation/quota-scope]");

    [Fact]
    public void Limits_are_in_order_defaults_included() =>
        Lines(Range + "  - {type: Container, max: {cpu: 1}, min: {cpu: 2}}\n").Should().Equal(
            "spec.limits[0].min[cpu]: min 2 of cpu is above max 1 [validation/limit-range]",
            "spec.limits[0].defaultRequest[cpu]: min 2 of cpu is above defaultRequest 1 [validation/limit-range]",
            "spec.limits[0].default[cpu]: min 2 of cpu is above default 1 [validation/limit-range]");

    [Fact]
    public void Limits_of_pods_have_no_defaults_and_claims_need_storage() =>
        Lines(Range + "  - {type: Pod, default: {cpu: 1}}\n  - {type: PersistentVolumeClaim}\n  - {type: Pod}\n").Should().Equal(
            "spec.limits[0].default: a limit of pods has no default [validation/forbidden]",
            "spec.limits[1].limits: limits claims, but not their storage [validation/required]",
            "spec.limits[2].type: Pod is limited twice [validation/duplicate]");

    [Fact]
    public void A_ratio_is_one_at_least_and_no_more_than_the_range() =>
        Lines(Range + "  - {type: Pod, max: {cpu: 4}, min: {cpu: 2}, maxLimitRequestRatio: {cpu: 3, memory: 500m}}\n").Should().Equal(
            "spec.limits[0].maxLimitRequestRatio[cpu]: is 3 for cpu, which is more than max by min [validation/limit-range]",
            "spec.limits[0].maxLimitRequestRatio[memory]: is 500m for memory; 1 is the least [validation/limit-range]");

    [Fact]
    public void A_limit_range_needs_no_name() => Lines("apiVersion: v1\nkind: LimitRange\nspec: {limits: []}\n").Should().BeEmpty();

    [Fact]
    public void Taints_of_a_node_are_told_apart_by_key_and_effect() =>
        Lines("apiVersion: v1\nkind: Node\nmetadata: {name: a}\nspec: {podCIDR: 10.0.0.0, taints: [{key: a, effect: NoSchedule}, {key: a, effect: NoSchedule}, {key: a}]}\n").Should().Equal(
            "metadata.taints[1]: a with NoSchedule is listed twice [validation/duplicate]",
            "metadata.taints[2].effect: a taint needs an effect [validation/required]",
            "spec.podCIDRs[0]: is '10.0.0.0', which is no range of IP addresses [validation/ip-address]");

    [Fact]
    public void An_event_is_where_its_subject_is() =>
        Lines("apiVersion: v1\nkind: Event\nmetadata: {name: a, namespace: x}\ninvolvedObject: {namespace: b}\n").Should().Equal(
            "involvedObject.namespace: is b, but the event is in x [validation/event]");

    [Fact]
    public void Finalizers_of_a_namespace_are_standard_or_begin_with_a_domain() =>
        Lines("apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\nspec: {finalizers: [kubernetes, mine]}\n").Should().Equal(
            "spec.finalizers: is mine, which is neither a standard finalizer nor begins with a domain [validation/invalid-name]");
}
