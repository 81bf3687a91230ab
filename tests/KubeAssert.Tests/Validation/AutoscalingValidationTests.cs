using static KubeAssert.Tests.Validation.Validated;

namespace KubeAssert.Tests.Validation;

public sealed class AutoscalingValidationTests
{
    private const string Scaler = "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\nspec:\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}\n";

    [Fact]
    public void Replicas_go_up() =>
        Lines(Scaler + "  minReplicas: 3\n  maxReplicas: 2\n").Should().Equal("spec.maxReplicas: is 2, which is below minReplicas, 3 [validation/out-of-range]");

    [Fact]
    public void The_target_names_a_group_but_for_the_one_kind_of_the_core()
    {
        const string Rest = "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\nspec:\n  maxReplicas: 2\n";

        Lines(Rest + "  scaleTargetRef: {apiVersion: v1, kind: ReplicationController, name: web}\n").Should().BeEmpty();
        Lines(Rest + "  scaleTargetRef: {apiVersion: v1, kind: Deployment, name: web}\n").Should().Equal(
            "spec.scaleTargetRef.apiVersion: is v1, which names no API group [validation/invalid-name]");
    }

    [Fact]
    public void A_metric_has_the_source_that_its_type_names() =>
        Lines(Scaler + """
              maxReplicas: 2
              metrics:
              - {type: Resource, pods: {metric: {name: a}, target: {type: AverageValue, averageValue: 1}}}
              - {type: Resource, resource: {name: cpu, target: {type: Utilization}}}
              - {type: External, external: {metric: {name: q}, target: {type: Some, value: 0}}}
            """).Should().Equal(
            "spec.metrics[0].resource: a metric of type Resource needs resource [validation/required]",
            "spec.metrics[1].resource.target.averageUtilization: needs averageUtilization or averageValue [validation/required]",
            "spec.metrics[2].external.target.type: is 'Some'; Utilization, Value, AverageValue are supported [validation/unsupported-value]",
            "spec.metrics[2].external.target.value: is 0; it must be positive [validation/out-of-range]");

    [Fact]
    public void Policies_of_behaviour_have_bounds() =>
        Lines(Scaler + "  maxReplicas: 2\n  behavior:\n    scaleUp: {policies: []}\n    scaleDown: {stabilizationWindowSeconds: 4000, policies: [{type: Pods, value: 0, periodSeconds: 1801}]}\n").Should().Equal(
            "spec.behavior.scaleUp.policies: needs a policy [validation/required]",
            "spec.behavior.scaleDown.stabilizationWindowSeconds: is 4000; 0 to 3600 is allowed [validation/out-of-range]",
            "spec.behavior.scaleDown.policies[0].value: is 0; it must be positive [validation/out-of-range]",
            "spec.behavior.scaleDown.policies[0].periodSeconds: is 1801; 1 to 1800 is allowed [validation/out-of-range]");

    [Fact]
    public void A_budget_says_one_amount() =>
        Lines("apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: a}\nspec: {minAvailable: 101%, maxUnavailable: half}\n").Should().Equal(
            "spec: sets both minAvailable and maxUnavailable [validation/disruption-budget]",
            "spec.minAvailable: is 101%; 100% is the most [validation/out-of-range]",
            "spec.maxUnavailable: is 'half', which is neither a number nor a percentage [validation/invalid-percentage]");

    [Fact]
    public void Priorities_above_a_thousand_million_are_Kubernetes_own() =>
        Lines("apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: a}\nvalue: 1000000001\n").Should().Equal(
            "value: is 1000000001; 1000000000 is the highest value for classes of users [validation/forbidden]");

    [Fact]
    public void System_priority_classes_are_known_by_name_and_value()
    {
        Lines("apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: system-node-critical}\nvalue: 2000001000\n").Should().BeEmpty();
        Lines("apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: system-x}\nvalue: 1\n").Should().Equal(
            "metadata.name: is system-x with value 1; names that begin with system- belong to Kubernetes' own classes [validation/forbidden]");
    }

    [Fact]
    public void A_lease_lasts_and_a_runtime_class_names_its_handler()
    {
        Lines("apiVersion: coordination.k8s.io/v1\nkind: Lease\nmetadata: {name: a}\nspec: {leaseDurationSeconds: 0}\n").Should().Equal(
            "spec.leaseDurationSeconds: is 0; it must be positive [validation/out-of-range]");
        Lines("apiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata: {name: a}\noverhead: {podFixed: {cpu: -1}}\n").Should().Equal(
            "handler: needs handler [validation/required]",
            "overhead.limits[cpu]: is -1; it can't be negative [validation/out-of-range]");
    }
}
