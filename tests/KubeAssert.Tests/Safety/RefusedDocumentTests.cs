namespace KubeAssert.Tests.Safety;

/// <summary>Documents that the schema refuses have an answer in every stage.</summary>
public sealed class RefusedDocumentTests
{
    [Theory]
    [InlineData("{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {port: 5432}}")]
    [InlineData("{apiVersion: v1, kind: Secret, metadata: {name: s}, data: {port: [x]}}")]
    [InlineData("{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {selector: {a: b}, ports: [{port: 80, appProtocol: []}]}}")]
    [InlineData("{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {ports: [{port: 80, name: {}, protocol: []}]}}")]
    [InlineData("{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {template: 1}}")]
    [InlineData("{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {template: {spec: {containers: [{name: a, image: [], resources: [ALL]}]}}}}")]
    [InlineData("{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {template: {spec: {containers: [{name: a, securityContext: {capabilities: {add: {}, drop: ALL}}}]}}}}")]
    [InlineData("{apiVersion: batch/v1, kind: CronJob, metadata: {name: c}, spec: {schedule: [], jobTemplate: {spec: {template: []}}}}")]
    [InlineData("{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: r}, rules: [{resources: ALL, verbs: 1, apiGroups: {}}, x]}")]
    [InlineData("{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i}, spec: {rules: [{http: [], host: {}}], tls: x}}")]
    [InlineData("{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: c}, spec: {versions: x, names: [], group: 1}}")]
    [InlineData("{apiVersion: v1, kind: Pod, metadata: x, spec: {volumes: {a: b}, containers: x}}")]
    public void A_document_that_the_schema_refuses_is_answered(string text) =>
        Pipeline.Run(() => Manifests.Parse(text)).Where(output => output.Output.Length > 0).Select(output => output.Stage).Should().Contain("validity");

    [Theory]
    [InlineData("a\n::error file=x::owned")]
    [InlineData("a\u001b[2J")]
    [InlineData("a\u202eb")]
    [InlineData("a\r::warning::x")]
    public void A_name_prints_no_control_character(string name)
    {
        var quoted = System.Text.Json.JsonSerializer.Serialize(name);
        var text = """{"apiVersion": "v1", "kind": "Service", "metadata": {"name": NAME, "labels": {"x": NAME}}, "spec": {"selector": {"a": NAME}}}"""
            .Replace("NAME", quoted, StringComparison.Ordinal);
        var outputs = Pipeline.Run(() => Manifests.Parse(text, name + ".yaml")).Where(o => o.Stage is not ("snapshot" or "html")).ToList();

        outputs.Where(o => o.Output.AsSpan().IndexOfAny("\u001b\r\u202e") >= 0).Select(o => o.Stage).Should().BeEmpty();
        outputs.SelectMany(o => o.Output.Split('\n')).Should().NotContain(line =>
            line.TrimStart().StartsWith("::error file=x", StringComparison.Ordinal) || line.TrimStart().StartsWith("::warning::x", StringComparison.Ordinal));
    }

    [Fact]
    public void A_name_of_a_megabyte_does_not_bury_the_message()
    {
        var name = new string('a', 1024 * 1024);
        var text = $"{{apiVersion: v1, kind: Service, metadata: {{name: {name}, labels: {{x: {name}}}}}, spec: {{selector: {{a: {name}}}, type: {name}}}}}";

        Pipeline.Run(() => Manifests.Parse(text, name), isWhole: false)
            .Where(o => o.Stage != "snapshot" && o.Output.Length > 200_000).Select(o => o.Stage).Should().BeEmpty();
    }
}
