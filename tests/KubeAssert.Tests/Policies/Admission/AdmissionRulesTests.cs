namespace KubeAssert.Tests.Policies.Admission;

public sealed class AdmissionRulesTests
{
    private static readonly ManifestSet Policies = Manifests.Parse(
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicy
        metadata: {name: team.example.com}
        spec:
          matchConstraints:
            resourceRules:
              - {apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments]}
          validations:
            - {expression: "'team' in object.metadata.?labels.orValue({})", message: every Deployment names its team}
        ---
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicyBinding
        metadata: {name: team}
        spec: {policyName: team.example.com, validationActions: [Warn, Audit]}
        ---
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicy
        metadata: {name: unbound}
        spec:
          matchConstraints:
            resourceRules:
              - {apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments]}
          validations: [{expression: "false"}]
        """,
        "policies.yaml");

    private static readonly ManifestSet Web = Manifests.Parse("{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}}", "web.yaml");

    private static readonly Policy Policy = Policy.FromAdmissionPolicies(Policies);

    [Fact]
    public void Each_admission_policy_is_a_rule_that_matters_as_its_bindings_say()
    {
        Policy.Name.Should().Be("the admission policies team.example.com, unbound");
        Policy.Rules.Select(r => $"{r.Info.Severity} {r.Id}").Should().Equal("Warning admission/team.example.com", "Error admission/unbound", "Error admission/not-checked");
    }

    [Fact]
    public void Findings_have_the_servers_message_and_the_place_of_the_object() =>
        Policy.Evaluate(Web).Findings.Select(f => $"{f.Severity} {f}").Should().Equal(
            "Warning web.yaml:1:1  Deployment/web: every Deployment names its team [admission/team.example.com]",
            "Error policies.yaml:16:1  ValidatingAdmissionPolicy/unbound: no binding puts the policy unbound into effect, so nothing is held to it [admission/not-checked]");

    [Fact]
    public void Like_any_rule_they_can_be_exempted_removed_and_given_a_severity()
    {
        var policy = Policy.Remove("admission/not-checked").WithSeverity("admission/team.example.com", Severity.Error);

        policy.Evaluate(Web).Findings.Should().ContainSingle().Which.Severity.Should().Be(Severity.Error);
        policy.Except("admission/team.example.com").For("Deployment/web").Because("it is nobody's").Evaluate(Web).Findings.Should().BeEmpty();
        policy.Evaluate(Manifests.Parse(Web[0].With("metadata.annotations[kubeassert.dev/ignore.admission.team.example.com]", "it is nobody's").ToYaml())).Findings.Should().BeEmpty();
    }

    [Fact]
    public void A_binding_to_a_policy_that_is_not_there_is_told() =>
        Policy.FromAdmissionPolicies(Policies.With("ValidatingAdmissionPolicyBinding/team", b => b.With("spec.policyName", "tame"))).Evaluate(Web).Findings.Select(f => f.Message).Should().Equal(
            "no binding puts the policy team.example.com into effect, so nothing is held to it",
            "no binding puts the policy unbound into effect, so nothing is held to it",
            "binds the policy tame, which is not among the manifests");

    [Fact]
    public void A_set_without_admission_policies_is_refused()
    {
        var act = () => Policy.FromAdmissionPolicies(Web);

        act.Should().Throw<ArgumentException>().WithMessage("There is no ValidatingAdmissionPolicy among the 1 manifests.*");
    }
}
