namespace KubeAssert.Tests.Validation;

public sealed class WorkloadValidationTests
{
    private const string Template = """
          template:
            metadata:
              labels:
                app: web
            spec:
              containers:
              - name: web
                image: shop/web:1.2
        """;

    private static string Workload(string kind, string spec, string apiVersion = "apps/v1") =>
        $"apiVersion: {apiVersion}\nkind: {kind}\nmetadata:\n  name: web\nspec:\n  selector:\n    matchLabels:\n      app: web\n{Template}\n{spec}\n";

    private static string Job(string spec, string restartPolicy = "Never") =>
        $"apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: web\nspec:\n{Template}\n      restartPolicy: {restartPolicy}\n{spec}\n";

    private static string CronJob(string spec) =>
        $"apiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: web\nspec:\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n          - name: web\n            image: web\n{spec}\n";

    [Theory]
    [InlineData("Deployment")]
    [InlineData("ReplicaSet")]
    [InlineData("StatefulSet")]
    [InlineData("DaemonSet")]
    public void A_workload_as_people_write_it_is_fine(string kind) => Validated.Lines(Workload(kind, "")).Should().BeEmpty();

    [Theory]
    [InlineData("Deployment")]
    [InlineData("ReplicaSet")]
    [InlineData("StatefulSet")]
    [InlineData("DaemonSet")]
    public void A_selector_that_does_not_match_the_template_is_reported_at_the_templates_labels(string kind)
    {
        var finding = Validated.Findings(Workload(kind, "").Replace("      app: web\n  template", "      app: shop\n  template", StringComparison.Ordinal)).Should().ContainSingle().Subject;

        finding.ToString().Should().Be($"test.yaml:12:9  {kind}/web  spec.template.metadata.labels: are app=web; spec.selector asks for app=shop [validation/selector-matches-template]");
        finding.Fix.Should().Be("give the template the labels that spec.selector asks for: app=shop");
    }

    [Theory]
    [InlineData("Deployment", "  strategy: {type: Recreate, rollingUpdate: {maxSurge: 1}}", "spec.strategy.rollingUpdate: is set, and the strategy is Recreate [validation/conflict]")]
    [InlineData("Deployment", "  strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 0%}}", "spec.strategy.rollingUpdate.maxUnavailable: is 0, and so is maxSurge: no pod could ever be replaced [validation/conflict]")]
    [InlineData("Deployment", "  strategy: {rollingUpdate: {maxUnavailable: 101%}}", "spec.strategy.rollingUpdate.maxUnavailable: is 101%; 100% is the most [validation/out-of-range]")]
    [InlineData("Deployment", "  strategy: {rollingUpdate: {maxSurge: half}}", "spec.strategy.rollingUpdate.maxSurge: is 'half'; a number or a percentage is needed [validation/invalid-amount]")]
    [InlineData("Deployment", "  strategy: {type: Rolling}", "spec.strategy: is 'Rolling'; Recreate and RollingUpdate are supported [validation/unsupported-value]")]
    [InlineData("Deployment", "  replicas: -1", "spec.replicas: is -1; it can't be negative [validation/out-of-range]")]
    [InlineData("Deployment", "  minReadySeconds: 600", "spec.progressDeadlineSeconds: is 600; it must be greater than minReadySeconds, which is 600 [validation/conflict]")]
    [InlineData("DaemonSet", "  updateStrategy: {rollingUpdate: {maxSurge: 1}}", "spec.updateStrategy.rollingUpdate.maxSurge: is set, and maxUnavailable is 1 unless it is set to 0 [validation/conflict]")]
    [InlineData("DaemonSet", "  updateStrategy: {type: Recreate}", "spec.updateStrategy: is 'Recreate'; OnDelete and RollingUpdate are supported [validation/unsupported-value]")]
    [InlineData("StatefulSet", "  serviceName: Web", "spec.serviceName: is 'Web', which is not a DNS label (lower-case letters, digits and '-', beginning and ending with a letter or digit, at most 63 characters) [validation/invalid-name]")]
    [InlineData("StatefulSet", "  updateStrategy: {type: OnDelete, rollingUpdate: {}}", "spec.updateStrategy.rollingUpdate: is set, and the strategy is OnDelete [validation/conflict]")]
    [InlineData("StatefulSet", "  volumeClaimTemplates: [{metadata: {name: data}, spec: {resources: {requests: {storage: 1Gi}}}}]", "spec.volumeClaimTemplates[0].spec.accessModes: needs an access mode [validation/required]")]
    public void What_is_wrong_with_a_workload_is_said(string kind, string spec, string line) =>
        Validated.Lines(Workload(kind, spec)).Should().Equal(line);

    [Fact]
    public void A_claim_template_of_a_StatefulSet_is_a_volume_of_its_pods() =>
        Validated.Lines(Workload("StatefulSet", "  volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]")
            .Replace("        image", "        volumeMounts: [{name: data, mountPath: /data}]\n        image", StringComparison.Ordinal)).Should().BeEmpty();

    [Fact]
    public void Pods_of_a_Deployment_always_restart() =>
        Validated.Lines(Workload("Deployment", "").Replace("      containers", "      restartPolicy: Never\n      containers", StringComparison.Ordinal)).Should().Equal(
            "spec.template.spec.restartPolicy: is 'Never'; Always is supported [validation/unsupported-value]");

    [Fact]
    public void A_label_of_a_template_is_reported_where_the_server_names_it() =>
        Validated.Paths(Workload("Deployment", "").Replace("app: web", "app: my web", StringComparison.Ordinal)).Should().Equal("spec.selector.matchLabels", "spec.selector");

    [Fact]
    public void A_ReplicationController_selects_its_templates_labels_by_default() =>
        Validated.Lines($"apiVersion: v1\nkind: ReplicationController\nmetadata:\n  name: web\nspec:\n{Template}\n").Should().BeEmpty();

    [Theory]
    [InlineData("Always", "spec.template.spec.restartPolicy: is Always, and the pods of a Job end [validation/required]")]
    [InlineData("", "spec.template.spec.restartPolicy: is not set, and Always, the default, is not for Jobs [validation/required]")]
    [InlineData("Once", "spec.template.spec.restartPolicy: is Once; Always, OnFailure, Never are supported [validation/unsupported-value]")]
    public void Pods_of_a_Job_end(string restartPolicy, string line) =>
        Validated.Lines(Job("", restartPolicy)).Should().Contain(line);

    [Theory]
    [InlineData("  completionMode: Indexed\n  parallelism: 2", "spec.completions: is needed where completionMode is Indexed [validation/required]")]
    [InlineData("  backoffLimitPerIndex: 1", "spec.backoffLimitPerIndex: needs completionMode: Indexed [validation/conflict]")]
    [InlineData("  selector: {matchLabels: {app: web}}", "spec.selector: asks for more than the labels that the API server sets [validation/generated-selector]")]
    [InlineData("  podFailurePolicy: {rules: [{action: FailJob, onExitCodes: {operator: In, values: [2, 1]}}]}", "spec.podFailurePolicy.rules[0].onExitCodes.values: are not in ascending order [validation/order]")]
    [InlineData("  completions: 3\n  completionMode: Indexed\n  successPolicy: {rules: [{succeededIndexes: 0-3}]}", "spec.successPolicy.rules[0].succeededIndexes: holds '0-3'; the last index is 2 [validation/invalid-indexes]")]
    public void What_is_wrong_with_a_Job_is_said(string spec, string line) => Validated.Lines(Job(spec)).Should().Equal(line);

    [Fact]
    public void A_Job_is_fine_as_people_write_it() => Validated.Lines(Job("  backoffLimit: 3")).Should().BeEmpty();

    [Theory]
    [InlineData("*/5 * * * *", null)]
    [InlineData("0 3 * * MON-FRI", null)]
    [InlineData("@every 1h30m", null)]
    [InlineData("0 3 * *", "it needs 5 fields (minute, hour, day of month, month, day of week) and has 4")]
    [InlineData("60 * * * *", "the minute '60' is not within 0 to 59")]
    [InlineData("* * * * 7", "the day of week '7' is not within 0 to 6")]
    [InlineData("5-1 * * * *", "the minute '5-1' ends before it begins")]
    [InlineData("*/0 * * * *", "the minute '*/0' has a step of 0")]
    [InlineData("@reboot", "'@reboot' is none of @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly, @every <duration>")]
    public void A_schedule_is_read_as_Kubernetes_reads_it(string schedule, string? problem) =>
        Validated.Lines(CronJob($"  schedule: \"{schedule}\"")).Should().Equal(
            problem is null ? [] : new[] { $"spec.schedule: is '{schedule}': {problem} [validation/schedule]" });

    [Fact]
    public void A_schedule_names_no_time_zone_since_1_29() =>
        new[] { KubernetesVersion.V1_28, KubernetesVersion.V1_29 }
            .Select(v => Validated.FindingsOf(CronJob("  schedule: TZ=UTC 0 3 * * *"), v).Count).Should().Equal(0, 1);

    [Fact]
    public void A_time_zone_is_one_of_the_databases_by_case()
    {
        var finding = Validated.Findings(CronJob("  schedule: \"0 3 * * *\"\n  timeZone: europe/berlin")).Should().ContainSingle().Subject;

        finding.Message.Should().Be("is 'europe/berlin', which is no time zone");
        finding.Fix.Should().Be("write Europe/Berlin");
    }

    [Fact]
    public void A_ControllerRevision_needs_data() =>
        Validated.Lines("apiVersion: apps/v1\nkind: ControllerRevision\nmetadata: {name: a}\nrevision: 1\n").Should().Equal(
            "data: needs data, which is an object [validation/required]");
}
