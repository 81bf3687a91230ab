using static KubeAssert.Tests.Validation.Validated;

namespace KubeAssert.Tests.Validation;

public sealed class AdmissionValidationTests
{
    private const string Webhooks = "apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: {name: a}\nwebhooks:\n";
    private const string Policy = "apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicy\nmetadata: {name: a}\nspec:\n  matchConstraints: {resourceRules: [{operations: [CREATE], apiGroups: [apps], apiVersions: [v1], resources: [deployments]}]}\n";

    [Fact]
    public void A_webhook_says_where_and_how_it_is_called() =>
        Lines(Webhooks + "- {name: check, clientConfig: {}, timeoutSeconds: 31}\n").Should().Equal(
            "webhooks[0].name: is check; a domain of three parts is needed [validation/invalid-name]",
            "webhooks[0].sideEffects: needs sideEffects [validation/required]",
            "webhooks[0].timeoutSeconds: is 31; 1 to 30 is allowed [validation/out-of-range]",
            "webhooks[0].clientConfig: names neither url nor service [validation/required]",
            "webhooks[0].admissionReviewVersions: needs a version of the review [validation/required]");

    [Theory]
    [InlineData("http://example.com/a", "is 'http://example.com/a'; https is the only scheme")]
    [InlineData("https://", "names no host")]
    [InlineData("https://me@example.com/", "holds user information")]
    [InlineData("https://example.com/?a=b", "holds a query or a fragment")]
    public void The_url_of_a_webhook_is_plain(string url, string message) =>
        Lines(Webhooks + $"- {{name: a.b.example.com, sideEffects: None, admissionReviewVersions: [v1], clientConfig: {{url: '{url}'}}}}\n").Should().Equal($"webhooks[0].clientConfig.url: {message} [validation/webhook-url]");

    [Fact]
    public void Rules_name_what_they_match_and_nothing_twice() =>
        Lines(Webhooks + "- name: a.b.example.com\n  sideEffects: None\n  admissionReviewVersions: [v1]\n  clientConfig: {url: 'https://a/'}\n  rules: [{operations: ['*', CREATE], apiGroups: [''], apiVersions: [v1], resources: ['pods/*', pods/exec]}]\n").Should().Equal(
            "webhooks[0].rules[0].operations: holds more than *, which means all [validation/admission-rule]",
            "webhooks[0].rules[0].resources[1]: is pods/exec, which pods/* includes [validation/admission-rule]");

    [Fact]
    public void Conditions_compile_and_come_to_true_or_false() =>
        Lines(Webhooks + "- name: a.b.example.com\n  sideEffects: None\n  admissionReviewVersions: [v1]\n  clientConfig: {url: 'https://a/'}\n  matchConditions: [{name: a, expression: '1'}, {name: b, expression: request.name == 'x'}, {name: c, expression: params.x}]\n").Should().Equal(
            "webhooks[0].matchConditions[0].expression: comes to int; bool is needed [validation/cel]",
            "webhooks[0].matchConditions[2].expression: compilation failed: ERROR: <input>:1:1: undeclared reference to 'params' (in container '') [validation/cel]");

    [Fact]
    public void Validations_of_a_policy_see_its_variables() =>
        Lines(Policy + "  variables: [{name: size, expression: object.spec.replicas}, {name: big, expression: variables.size > 3}]\n  validations: [{expression: variables.big}, {expression: variables.small, message: 'a'}]\n").Should().Equal(
            "spec.validations[1].expression: compilation failed: ERROR: <input>:1:10: undefined field 'small' [validation/cel]");

    [Fact]
    public void A_policy_does_something() =>
        Lines(Policy).Should().Equal("spec.validations: needs a validation or an audit annotation [validation/required]");

    [Theory]
    [InlineData("JSONPatch", """[JSONPatch{op: "add", path: "/spec/x", value: Object.spec{replicas: 1}}]""")]
    [InlineData("JSONPatch", """[JSONPatch{op: "test", path: "/metadata/labels/" + jsonpatch.escapeKey("a/b")}] + [JSONPatch{op: "remove", path: "/x"}]""")]
    [InlineData("JSONPatch", """has(object.metadata.labels) ? [] : [JSONPatch{op: "add", path: "/metadata/labels", value: {}}]""")]
    [InlineData("JSONPatch", """[JSONPatch{op: "add", value: 1}.op == "add" ? JSONPatch{op: "add"} : JSONPatch{}]""")]
    [InlineData("JSONPatch", """[JSONPatch{op: 1, path: "/a"}]""", "jsonPatch", "compilation failed: ERROR: <input>:1:14: expected type of field 'op' is 'string' but provided type is 'int'")]
    [InlineData("JSONPatch", """[JSONPatch{op: "add", pth: "/a"}]""", "jsonPatch", "compilation failed: ERROR: <input>:1:26: undefined field 'pth'")]
    [InlineData("JSONPatch", "JSONPatch{op: 'add'}", "jsonPatch", "comes to JSONPatch; list(JSONPatch) is needed")]
    [InlineData("JSONPatch", "[]", "jsonPatch", "comes to list(dyn); list(JSONPatch) is needed")]
    [InlineData("ApplyConfiguration", """Object{metadata: Object.metadata{labels: {"a": "b"}}, spec: variables.a}""")]
    [InlineData("ApplyConfiguration", "Object{spec: Object.spec{containers: object.spec.containers.map(c, Object.spec.containers.item{name: c.name})}}")]
    [InlineData("ApplyConfiguration", "Object{?spec: optional.of(1),}")]
    [InlineData("ApplyConfiguration", "has(object.a) ? (Object{}.spec == 1 ? Object{} : Object{a: 1}) : null")]
    [InlineData("ApplyConfiguration", "object", "applyConfiguration", "comes to dyn; Object is needed")]
    [InlineData("ApplyConfiguration", "Object.spec{replicas: 1}", "applyConfiguration", "comes to Object.spec; Object is needed")]
    [InlineData("ApplyConfiguration", "Object{spec: Objct.spec{a: 1}}", "applyConfiguration", "compilation failed: ERROR: <input>:1:24: undeclared reference to 'Objct.spec' (in container '')")]
    [InlineData("ApplyConfiguration", "Object{?spec: 1}", "applyConfiguration", "compilation failed: ERROR: <input>:1:15: expected type 'optional_type(int)' but found 'int'")]
    [InlineData("ApplyConfiguration", "Object{a: [1, 'b']}", "applyConfiguration", "compilation failed: ERROR: <input>:1:15: expected type 'int' but found 'string'")]
    [InlineData("ApplyConfiguration", "Object{`a-b`: 1}", "applyConfiguration", "compilation failed: ERROR: <input>:1:8: unsupported syntax: '`'")]
    public void A_patch_compiles_and_comes_to_what_its_type_wants(string type, string expression, string? field = null, string? problem = null)
    {
        var policy = Policy.Replace("Validating", "Mutating", StringComparison.Ordinal)
            + "  failurePolicy: Fail\n  reinvocationPolicy: Never\n  variables: [{name: a, expression: object.spec.replicas}]\n  mutations:\n"
            + $"  - patchType: {type}\n    {(type == "JSONPatch" ? "jsonPatch" : "applyConfiguration")}:\n      expression: |-\n        {expression}\n";

        Lines(policy).Should().Equal(problem is null ? [] : new[] { $"spec.mutations[0].{field}.expression: {problem} [validation/cel]" });
    }

    [Fact]
    public void Patches_are_made_nowhere_but_in_mutations() =>
        Lines(Policy + "  validations: [{expression: \"Object{} == object && jsonpatch.escapeKey('a') == 'a'\"}]\n").Should().ContainSingle()
            .Which.Should().StartWith("spec.validations[0].expression: compilation failed: ERROR: <input>:1:7: undeclared reference to 'Object' (in container '')");

    [Fact]
    public void A_binding_acts_and_names_its_parameters_one_way() =>
        Lines("apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicyBinding\nmetadata: {name: a}\nspec: {policyName: a, validationActions: [Deny, Warn], paramRef: {name: p, selector: {}}}\n").Should().Equal(
            "spec.paramRef.name: stands beside selector [validation/forbidden]",
            "spec.paramRef.selector: stands beside name [validation/forbidden]",
            "spec.paramRef.parameterNotFoundAction: needs parameterNotFoundAction [validation/required]",
            "spec.validationActions: holds Deny and Warn, which say the same twice [validation/admission-policy]");

    [Fact]
    public void An_api_service_is_named_after_version_and_group() =>
        Lines("apiVersion: apiregistration.k8s.io/v1\nkind: APIService\nmetadata: {name: v1.a.example.com}\nspec: {group: b.example.com, version: v1, groupPriorityMinimum: 0, versionPriority: 1, caBundle: YQ==}\n").Should().Equal(
            "metadata.name: is 'v1.a.example.com'; version and group make 'v1.b.example.com' [validation/api-service-name]",
            "spec.groupPriorityMinimum: is 0; 1 to 20000 is allowed [validation/out-of-range]",
            "spec.caBundle: belongs to an API that a Service serves [validation/api-service]");
}
