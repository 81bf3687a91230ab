namespace KubeAssert.Tests.Schemas;

/// <summary>Fields that stand in the wrong place are told the right one; nothing is told to be removed that can be moved.</summary>
public sealed class MisplacedFieldTests
{
    [Theory]
    [InlineData("env: [{name: A, value: b}]", "move it to spec.template.spec.containers[0].env")]
    [InlineData("ports: [{containerPort: 80}]", "move it to spec.template.spec.containers[0].ports")]
    [InlineData("livenessProbe: {tcpSocket: {port: 80}}", "move it to spec.template.spec.containers[0].livenessProbe")]
    [InlineData("command: [run]", "move it to spec.template.spec.containers[0].command")]
    [InlineData("imagePullPolicy: Always", "move it to spec.template.spec.containers[0].imagePullPolicy")]
    [InlineData("volumeMounts: [{name: v, mountPath: /v}]", "move it to spec.template.spec.containers[0].volumeMounts")]
    [InlineData("securityContext: {allowPrivilegeEscalation: false}", "move it to spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation")]
    [InlineData("readOnlyRootFilesystem: true", "move it to spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem")]
    [InlineData("podAntiAffinity: {}", "move it to spec.template.spec.affinity.podAntiAffinity")]
    [InlineData("replicas: 2", "move it to spec.replicas")]
    [InlineData("strategy: {type: Recreate}", "move it to spec.strategy")]
    [InlineData("volumes: [{name: v, secret: {name: db}}]", "did you mean secretName? rename it")]
    [InlineData("volumes: [{name: v, persistentVolumeClaim: {name: data}}]", "did you mean claimName? rename it")]
    [InlineData("volumes: [{name: v, projected: {sources: [{secret: {secretName: db}}]}}]", "did you mean name? rename it")]
    [InlineData("volumes: [{name: v, configMap: {configMapName: c}}]", "did you mean name? rename it")]
    public void A_field_at_the_pod_moves_to_where_it_can_only_belong(string field, string fix) =>
        Fixes($"spec: {{selector: {{matchLabels: {{a: b}}}}, template: {{metadata: {{labels: {{a: b}}}}, spec: {{{field}, containers: [{{name: web, image: web}}]}}}}}}").Should().Equal(fix);

    [Theory]
    [InlineData("volumes: []", "move it to spec.template.spec.volumes")]
    [InlineData("terminationGracePeriodSeconds: 5, livenessProbe: {tcpSocket: {port: 80}}", "move it to spec.template.spec.terminationGracePeriodSeconds")]
    [InlineData("hostNetwork: true", "move it to spec.template.spec.hostNetwork")]
    [InlineData("securityContext: {fsGroup: 2000}", "move it to spec.template.spec.securityContext.fsGroup")]
    [InlineData("privileged: true", "move it to spec.template.spec.containers[0].securityContext.privileged")]
    [InlineData("limits: {cpu: 1}", "move it to spec.template.spec.containers[0].resources.limits")]
    [InlineData("livenessProbe: {httpGet: {path: /}, port: 80}", "move it to spec.template.spec.containers[0].livenessProbe.httpGet.port")]
    [InlineData("envFrom: [{configMapKeyRef: {name: c}}]", "did you mean configMapRef? rename it")]
    [InlineData("env: [{name: A, valueFrom: {secretRef: {name: c, key: k}}}]", "did you mean secretKeyRef? rename it")]
    [InlineData("env: [{name: A, secretKeyRef: {name: c, key: k}}]", "move it to spec.template.spec.containers[0].env[0].valueFrom.secretKeyRef")]
    [InlineData("colour: red", "remove it")]
    public void A_field_at_the_container_moves_out_or_in(string field, string fix) =>
        Fixes($"spec: {{selector: {{matchLabels: {{a: b}}}}, template: {{metadata: {{labels: {{a: b}}}}, spec: {{containers: [{{name: web, image: web, {field}}}]}}}}}}").Should().Equal(fix);

    [Theory]
    [InlineData("nodeSelector: {a: b}", "move it to spec.template.spec.nodeSelector")]
    [InlineData("serviceAccountName: web", "move it to spec.template.spec.serviceAccountName")]
    [InlineData("restartPolicy: Always", "move it to spec.template.spec.restartPolicy")]
    public void A_field_at_the_workload_moves_into_its_template(string field, string fix) =>
        Fixes($"spec: {{{field}, selector: {{matchLabels: {{a: b}}}}, template: {{metadata: {{labels: {{a: b}}}}, spec: {{containers: [{{name: web, image: web}}]}}}}}}").Should().Equal(fix);

    [Fact]
    public void Where_several_containers_could_be_meant_the_choice_is_left_to_the_reader() =>
        Fixes("spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {env: [], containers: [{name: a, image: a}, {name: b, image: b}]}}}")
            .Should().Equal("move it to the container that it is meant for: spec.template.spec.containers[*].env");

    [Fact]
    public void An_object_whose_metadata_is_misspelled_keeps_it() =>
        Served.Findings("apiVersion: v1\nkind: ConfigMap\nmetafffdata: {name: c}\n").Select(f => f.Fix).First().Should().Be("did you mean metadata? rename it");

    private static IEnumerable<string?> Fixes(string spec) =>
        Served.Findings($"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: web}}\n{spec}\n").Select(finding => finding.Fix);
}
