using static KubeAssert.Tests.Validation.Validated;

namespace KubeAssert.Tests.Validation;

public sealed class AccessValidationTests
{
    private const string Rbac = "apiVersion: rbac.authorization.k8s.io/v1\n";

    [Fact]
    public void A_rule_needs_verbs_groups_and_resources() =>
        Lines(Rbac + "kind: Role\nmetadata: {name: a}\nrules:\n- {}\n- {verbs: [get], nonResourceURLs: [/healthz]}\n").Should().Equal(
            "rules[0].verbs: a rule needs a verb [validation/required]",
            "rules[0].apiGroups: a rule for resources needs an API group [validation/required]",
            "rules[0].resources: a rule needs a resource [validation/required]",
            "rules[1].nonResourceURLs: a Role can't grant URLs, which belong to no namespace [validation/rbac-rule]");

    [Fact]
    public void A_cluster_role_grants_urls_or_resources_and_aggregates_by_selectors() =>
        Lines(Rbac + "kind: ClusterRole\nmetadata: {name: 'system:a'}\nrules:\n- {verbs: [get], nonResourceURLs: [/a], resources: [pods]}\naggregationRule: {}\n").Should().Equal(
            "rules[0].nonResourceURLs: a rule grants either URLs or resources [validation/rbac-rule]",
            "aggregationRule.clusterRoleSelectors: an aggregation rule needs a selector [validation/required]");

    [Fact]
    public void A_binding_names_a_role_and_subjects() =>
        Lines(Rbac + "kind: ClusterRoleBinding\nmetadata: {name: a}\nroleRef: {kind: Role, name: ''}\nsubjects:\n- {kind: ServiceAccount, name: a}\n- {kind: Robot, name: b}\n").Should().Equal(
            "roleRef.kind: is 'Role'; ClusterRole is supported [validation/unsupported-value]",
            "roleRef.name: name is empty [validation/required]",
            "subjects[0].namespace: a ServiceAccount needs its namespace [validation/required]",
            "subjects[1].kind: is 'Robot'; Group, ServiceAccount, User are supported [validation/unsupported-value]");

    [Fact]
    public void A_review_asks_about_somebody_and_something_and_has_no_metadata() =>
        Lines("apiVersion: authorization.k8s.io/v1\nkind: SubjectAccessReview\nmetadata: {name: a}\nspec: {}\n").Should().Equal(
            "spec.resourceAttributes: asks for nothing [validation/required]",
            "spec.user: asks for nobody [validation/required]",
            "metadata: holds name; a review is not stored and has no metadata [validation/access-review]");

    [Fact]
    public void A_certificate_request_names_a_signer_and_usages() =>
        Lines("apiVersion: certificates.k8s.io/v1\nkind: CertificateSigningRequest\nmetadata: {name: a}\nspec: {request: YQ==, signerName: me, usages: [client auth, swimming], expirationSeconds: 60}\n").Should().Equal(
            "spec.request: is no PEM block of type CERTIFICATE REQUEST [validation/certificate-request]",
            "spec.usages[1]: is 'swimming', which is no key usage [validation/unsupported-value]",
            "spec.signerName: is 'me', which names no signer [validation/invalid-name]",
            "spec.expirationSeconds: is 60; 600 is the least [validation/out-of-range]");

    [Fact]
    public void A_flow_schema_matches_subjects_and_requests() =>
        Lines("apiVersion: flowcontrol.apiserver.k8s.io/v1\nkind: FlowSchema\nmetadata: {name: a}\nspec:\n  matchingPrecedence: 1\n  priorityLevelConfiguration: {name: low}\n  rules:\n  - subjects: [{kind: User}]\n    nonResourceRules: [{verbs: [fetch], nonResourceURLs: [x]}]\n").Should().Equal(
            "spec.matchingPrecedence: is 1, which only the schema named exempt has [validation/flow-schema]",
            "spec.rules[0].subjects[0].user: a subject of kind User needs user [validation/required]",
            "spec.rules[0].nonResourceRules[0].verbs: is 'fetch', which is no verb [validation/unsupported-value]",
            "spec.rules[0].nonResourceRules[0].nonResourceURLs[0]: is 'x', which is no path of the API server [validation/path]");

    [Fact]
    public void A_priority_level_deals_hands_that_a_hash_can_hold() =>
        Lines("apiVersion: flowcontrol.apiserver.k8s.io/v1\nkind: PriorityLevelConfiguration\nmetadata: {name: a}\nspec: {type: Limited, limited: {limitResponse: {type: Queue, queuing: {queues: 1024, handSize: 10}}}}\n").Should().Equal(
            "spec.limited.limitResponse.queuing.handSize: is 10; with 1024 queues it takes more than 60 bits of a hash [validation/out-of-range]");
}
