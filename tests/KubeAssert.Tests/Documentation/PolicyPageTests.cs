using KubeAssert.PolicyRules;
using KubeAssert.Tests.Support;
using Xunit.Sdk;

namespace KubeAssert.Tests.Documentation;

/// <summary>What docs/policies.md shows and the examples do not.</summary>
public sealed class PolicyPageTests
{
    private static readonly ManifestSet Shop = Manifests.Parse(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, labels: {tier: edge}}
        spec:
          replicas: 1
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec: {containers: [{name: web, image: "registry.example.com/web:1"}]}
        """,
        "deploy/web.yaml");

    private static readonly Rule SeveralReplicas = Rule.Field("spec.replicas", FieldTest.GreaterThan("1"), kind: "Deployment", id: "several-replicas");

    private static readonly Rule Autoscaled = Rule
        .For<Workload>("autoscaled", "An autoscaler looks after it")
        .Check((workload, context) => context.References.ReferencesTo(workload.Manifest).Any(r => r.Source.Kind == "HorizontalPodAutoscaler")
            ? []
            : [context.Finding(workload["spec"], "no autoscaler looks after it")]);

    private static readonly Rule Steady = Rule.AnyOf("steady", SeveralReplicas, Autoscaled);

    private static readonly Rule EdgeIsSteady = Rule.When(manifest => manifest.Labels.GetValueOrDefault("tier") == "edge", Steady);

    [Fact]
    public void A_composed_rule_says_what_each_of_its_parts_says()
    {
        var act = () => Shop.Should().Satisfy(EdgeIsSteady);

        act.Should().Throw<XunitException>().Which.Message.Should().Be(
            """
            Expected Shop to satisfy the rule steady, but 1 of 1 does not:

              deploy/web.yaml:1:1  Deployment/web
                meets none of these: several-replicas (spec.replicas is 1; it must be greater than 1); autoscaled (spec no autoscaler looks after it)
                rule: steady
            """);
    }

    [Fact]
    public void A_policy_is_changed_by_making_another()
    {
        var strict = Policy.Of("edge", EdgeIsSteady);

        var ours = strict
            .Add(Rule.Field("metadata.labels.team", FieldTest.Set, id: "team-is-named"))
            .WithSeverity("team-is-named", Severity.Warning)
            .Except("steady").For("Deployment/web").Because("moves to the new cluster in spring").Until("2027-03-01");

        Shop.Should().Satisfy(ours);
        strict.Evaluate(Shop).Findings.Should().ContainSingle();
    }

    [Fact]
    public void A_policy_file_is_told_all_its_mistakes_at_once()
    {
        var act = () => PolicyFile.Parse(
            """
            extends: pod-security-restrictd
            severty: {several-replicas: warning}
            exemptions:
              - rule: several-replica
                for: web
            """,
            "kubeassert.yaml",
            new KnownRules([], [SeveralReplicas]));

        act.Should().Throw<PolicyReadException>().Which.Message.Should().Be(
            """
            5 problems in the policy's files:

              kubeassert.yaml:1:10: there is no pack 'pod-security-restrictd'; did you mean pod-security-restricted?
              kubeassert.yaml:2:1: there is no key 'severty'; did you mean severity?
              kubeassert.yaml:4:5: 'because' is missing; say why
              kubeassert.yaml:4:11: there is no rule 'several-replica'; did you mean several-replicas?
              kubeassert.yaml:5:10: 'web' names no object; write Kind/name, as in Deployment/legacy
            """);
    }

    [Fact]
    public void A_baseline_is_written_on_request_and_read_by_the_policy()
    {
        var folder = Directory.CreateTempSubdirectory();
        var file = Path.Combine(folder.FullName, "kubeassert.baseline.yaml");
        var policy = Policy.Of("steady", Steady);

        PolicyBaseline.Write(file, policy, Shop);
        Shop.Should().Satisfy(policy.WithBaseline(file));

        folder.Delete(recursive: true);
    }

    [Fact]
    public void Admission_policies_are_rules()
    {
        var deploy = Manifests.Load(Path.Combine(Repository.Root, "examples/CustomPolicy/policies/Org.KubernetesPolicies/admission/"));

        var cluster = Policy.FromAdmissionPolicies(deploy, KubernetesVersion.V1_34);

        cluster.Evaluate(Shop).Findings.Should().ContainSingle().Which.ToString().Should().Be(
            "deploy/web.yaml:1:1  Deployment/web: the Deployment does not say whose it is: add the label example.com/team [admission/team-is-named]");
    }
}
