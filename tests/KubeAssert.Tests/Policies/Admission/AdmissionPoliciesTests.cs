using FluentAssertions;
using KubeAssert.Admission;
using KubeAssert.OpenApi;
using Xunit;

namespace KubeAssert.Tests.Policies.Admission;

public sealed class AdmissionPoliciesTests
{
    private const string Web = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, labels: {app: web}}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers: [{name: web, image: "nginx:1.27"}]
        """;

    [Fact]
    public void A_policy_sees_the_object_with_its_defaults()
    {
        Check(Policy("validations: [{expression: 'object.spec.replicas > 1', message: two at least}]")).Should().Equal(
            "Error web.yaml:1:1 Deployment/web: two at least [admission/two]");
    }

    [Fact]
    public void Without_a_message_the_expression_is_told()
    {
        Check(Policy("validations: [{expression: 'object.spec.replicas > 1'}]")).Should().Equal(
            "Error web.yaml:1:1 Deployment/web: failed expression: object.spec.replicas > 1 [admission/two]");
    }

    [Fact]
    public void Variables_parameters_and_conditions_count()
    {
        var policy = Policy("""
            paramKind: {apiVersion: v1, kind: ConfigMap}
              matchConditions: [{name: apps, expression: 'request.kind.group == "apps"'}]
              variables:
                - {name: least, expression: int(params.data.least)}
                - {name: enough, expression: object.spec.replicas >= variables.least}
              validations: [{expression: variables.enough, messageExpression: "'needs ' + string(variables.least)"}]
            """, "paramRef: {name: limits, namespace: default, parameterNotFoundAction: Deny}");

        Check(policy + "\n---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: limits}, data: {least: '3'}}")
            .Should().Equal("Error web.yaml:1:1 Deployment/web: needs 3 [admission/two]");
        Check(policy).Should().Equal(
            "Error web.yaml:1:1 Deployment/web: not checked against the policy two: composited variable \"enough\" fails to evaluate: composited variable \"least\" fails to evaluate: its parameter ConfigMap/limits is not among the manifests [admission/not-checked]");
    }

    [Fact]
    public void What_only_a_cluster_knows_is_not_checked_and_never_passed()
    {
        Check(Policy("validations: [{expression: \"authorizer.group('').resource('secrets').check('get').allowed()\"}]")).Should().Equal(
            "Error web.yaml:1:1 Deployment/web: not checked against the policy two: the authorizer can't be asked without a cluster [admission/not-checked]");
        Check(Policy("validations: [{expression: \"true || authorizer.path('/x').check('get').allowed()\"}]")).Should().BeEmpty();
    }

    [Fact]
    public void A_failing_expression_denies_unless_failures_are_ignored()
    {
        const string Validation = "validations: [{expression: 'object.spec.missing == 1'}]";

        Check(Policy(Validation)).Should().Equal(
            "Error web.yaml:1:1 Deployment/web: expression 'object.spec.missing == 1' resulted in error: no such key: missing [admission/two]");
        Check(Policy("failurePolicy: Ignore\n  " + Validation)).Should().BeEmpty();
    }

    [Fact]
    public void A_policy_is_about_what_its_rules_and_bindings_match()
    {
        const string Never = "validations: [{expression: 'false'}]";

        Check(Policy(Never, resources: "pods")).Should().BeEmpty();
        Check(Policy(Never, "matchResources: {objectSelector: {matchLabels: {app: other}}}")).Should().BeEmpty();
        Check(Policy(Never, "validationActions: [Warn]")).Should().ContainSingle().Which.Should().StartWith("Warning ");
    }

    [Fact]
    public void A_policy_that_does_not_compile_is_told_at_its_expression()
    {
        Check(Policy("validations: [{expression: 'request.nam == 1'}]")).Should().Equal(
            "Error policies.yaml:8:30 ValidatingAdmissionPolicy/two: compilation failed: ERROR: <input>:1:8: undefined field 'nam'  | request.nam == 1  | .......^ [admission/two]");
    }

    [Fact]
    public void Objects_are_held_as_the_api_server_writes_them()
    {
        var service = Manifests.Parse("""
            apiVersion: v1
            kind: Service
            metadata: {name: web}
            spec: {selector: {app: web}, clusterIP: "", ports: [{port: 80}]}
            """, "web.yaml")[0];

        ServedObject.Of(service, KubernetesVersion.V1_36, "shop")["spec"].ToString().Should().Be(
            """{"selector":{"app":"web"},"ports":[{"port":80,"protocol":"TCP","targetPort":80}],"sessionAffinity":"None","type":"ClusterIP","internalTrafficPolicy":"Cluster"}""");
    }

    private static List<string> Check(string policies) =>
        AdmissionPolicies.Of(Manifests.Parse(policies, "policies.yaml")).Check(Manifests.Parse(Web, "web.yaml"), KubernetesVersion.V1_36)
            .Select(f => $"{f.Severity} {f.Location} {f.Manifest}: {f.Message} [{f.RuleId}]").ToList();

    private static string Policy(string spec, string binding = "validationActions: [Deny]", string resources = "deployments") => $$"""
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicy
        metadata: {name: two}
        spec:
          matchConstraints:
            resourceRules:
              - {apiGroups: [apps, ""], apiVersions: [v1], operations: [CREATE], resources: [{{resources}}]}
          {{spec}}
        ---
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicyBinding
        metadata: {name: two}
        spec:
          policyName: two
          {{(binding.StartsWith("validationActions", StringComparison.Ordinal) ? "" : "validationActions: [Deny]")}}
          {{binding}}
        """;
}
