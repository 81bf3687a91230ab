namespace KubeAssert.Tests.Schemas;

/// <summary>Custom kinds beside the built-in ones, several of which share their names.</summary>
public sealed class UnknownKindTests
{
    [Theory]
    [InlineData("serving.knative.dev/v1", "Service")]
    [InlineData("talos.dev/v1alpha1", "ServiceAccount")]
    [InlineData("batch.volcano.sh/v1alpha1", "Job")]
    [InlineData("projectcalico.org/v3", "NetworkPolicy")]
    [InlineData("crd.projectcalico.org/v1", "NetworkPolicy")]
    [InlineData("config.openshift.io/v1", "Ingress")]
    [InlineData("networking.internal.knative.dev/v1alpha1", "Ingress")]
    [InlineData("management.cattle.io/v3", "Node")]
    [InlineData("servicebus.azure.com/v1api20211101", "Namespace")]
    [InlineData("iam.aws.crossplane.io/v1beta1", "Role")]
    [InlineData("apps.openshift.io/v1", "Deployment")]
    [InlineData("authorization.openshift.io/v1", "RoleBinding")]
    [InlineData("route.openshift.io/v1", "Route")]
    [InlineData("autoscaling.k8s.io/v1", "VerticalPodAutoscaler")]
    [InlineData("scheduling.x-k8s.io/v1alpha1", "PodGroup")]
    [InlineData("networking.x-k8s.io/v1alpha1", "Gateway")]
    [InlineData("policies.kyverno.io/v1", "ValidatingPolicy")]
    [InlineData("events.example.com/v1", "Event")]
    [InlineData("app.example.com/v1", "Deployment")]
    public void A_custom_kind_is_never_told_to_become_a_built_in_one(string apiVersion, string kind) =>
        Found(apiVersion, kind).Should().Be(
            $"schema/no-definition kind: {apiVersion} {kind} is not a built-in kind, and no CustomResourceDefinition for it was loaded"
            + $" -> add its definition: BeValid(schemas: Schemas.WithCrds(\"crds/\")), or declare it: BeValid(schemas: Schemas.BuiltIn.Expecting(\"{apiVersion[..apiVersion.IndexOf('/', StringComparison.Ordinal)]}\", \"{kind}\"))");

    [Theory]
    [InlineData("app/v1", "Deployment", "apps/v1")]
    [InlineData("v1", "Deployment", "apps/v1")]
    [InlineData("apps/v1", "Service", "v1")]
    [InlineData("apps.k8s.io/v1", "StatefulSet", "apps/v1")]
    [InlineData("networking/v1", "Ingress", "networking.k8s.io/v1")]
    [InlineData("networking.k8.io/v1", "NetworkPolicy", "networking.k8s.io/v1")]
    [InlineData("rbac/v1", "Role", "rbac.authorization.k8s.io/v1")]
    [InlineData("policy.k8s.io/v1", "PodDisruptionBudget", "policy/v1")]
    [InlineData("autoscaling.k8s.io/v2", "HorizontalPodAutoscaler", "autoscaling/v2")]
    [InlineData("bacth/v1", "CronJob", "batch/v1")]
    public void A_built_in_kind_in_a_wrong_or_misspelled_group_is_told_the_right_one(string apiVersion, string kind, string right) =>
        Found(apiVersion, kind).Should().Be(
            $"schema/unknown-kind apiVersion: no kind \"{kind}\" is registered for version \"{apiVersion}\" -> write apiVersion: {right}");

    [Fact]
    public void A_misspelled_kind_or_group_of_a_loaded_definition_is_told_the_right_one()
    {
        var known = KubeAssert.Schemas.WithCrds(Manifests.Parse(Definition("harbour.example", "Boat"), "crds.yaml"));

        Found("harbour.example/v1", "Baot", known).Should().Be(
            "schema/unknown-kind kind: no kind \"Baot\" is defined in harbour.example -> did you mean Boat?");
        Found("harbor.example/v1", "Boat", known).Should().Be(
            "schema/unknown-kind apiVersion: no kind \"Boat\" is defined in harbor.example -> did you mean harbour.example/v1?");
        Found("harbour.example/v2", "Boat", known).Should().Be(
            "schema/unserved-version apiVersion: harbour.example/v2 is not a version of CustomResourceDefinition/boats.harbour.example (crds.yaml:1:1) -> use one of v1");
    }

    [Fact]
    public void Missing_definitions_are_one_finding_for_each_group_and_kind_after_all_others()
    {
        var set = Manifests.Parse(
            Objects(("cert-manager.io/v1", "Certificate", "a"), ("cert-manager.io/v1", "Certificate", "b"), ("cert-manager.io/v1", "Issuer", "c"))
            + "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: d}\ndaat: {}\n",
            "shop.yaml");

        KubeAssert.Validation.ManifestValidation.Check(set, KubernetesVersion.V1_36).Select(f => $"{f.Location} {f.Message}").Should().Equal(
            "shop.yaml:20:1 unknown field \"daat\" in io.k8s.api.core.v1.ConfigMap",
            "shop.yaml:3:7 cert-manager.io/v1 Certificate is not a built-in kind, and no CustomResourceDefinition for it was loaded; its 2 objects are not checked",
            "shop.yaml:13:7 cert-manager.io/v1 Issuer is not a built-in kind, and no CustomResourceDefinition for it was loaded");
    }

    [Fact]
    public void Kinds_are_expected_by_patterns()
    {
        var set = Manifests.Parse(Objects(("iam.aws.crossplane.io/v1beta1", "Role", "a"), ("s3.aws.crossplane.io/v1beta1", "Bucket", "b"), ("cert-manager.io/v1", "ClusterIssuer", "c")));

        set.Should().BeValid(schemas: KubeAssert.Schemas.BuiltIn.Expecting("*.crossplane.io").Expecting("cert-manager.io", "*Issuer"));
    }

    [Fact]
    public void An_expectation_that_covers_nothing_is_reported_with_what_was_meant()
    {
        var set = Manifests.Parse(Objects(("cert-manager.io/v1", "Certificate", "a")), "shop.yaml");

        KubeAssert.Validation.ManifestValidation.Check(set, KubernetesVersion.V1_36, KubeAssert.Schemas.BuiltIn.Expecting("cert-manager.io", "Certficate"))
            .Select(f => $"{f.RuleId}: {f.Message} | {f.Nearest} | {f.Fix}").Last()
            .Should().Be("schema/stale-expectation: Expecting(\"cert-manager.io\", \"Certficate\") covers none of the manifests"
                + " | Expecting(\"cert-manager.io\", \"Certificate\") | write Expecting(\"cert-manager.io\", \"Certificate\")");
        KubeAssert.Validation.ManifestValidation.Check(set, KubernetesVersion.V1_36, KubeAssert.Schemas.BuiltIn.Expecting("cert-manager.io").Expecting("keda.sh"))
            .Select(f => $"{f.Location.File[(f.Location.File.LastIndexOf('/') + 1)..]} {f.Message} | {f.Fix}")
            .Should().Equal("UnknownKindTests.cs Expecting(\"keda.sh\") covers none of the manifests | remove the call, or call AllowStaleExpectations() where several sets share the schemas");
        set.Should().BeValid(schemas: KubeAssert.Schemas.BuiltIn.Expecting("cert-manager.io").Expecting("keda.sh").AllowStaleExpectations());
    }

    private static string Found(string apiVersion, string kind, KubeAssert.Schemas? schemas = null) =>
        Served.Lines(Objects((apiVersion, kind, "a")), schemas: schemas).Should().ContainSingle().Which is var line ? line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..] : "";

    private static string Objects(params (string ApiVersion, string Kind, string Name)[] objects) =>
        string.Concat(objects.Select(o => $"---\napiVersion: {o.ApiVersion}\nkind: {o.Kind}\nmetadata: {{name: {o.Name}}}\nspec: {{}}\n"));

    private static string Definition(string group, string kind) => $$"""
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: {{kind.ToLowerInvariant()}}s.{{group}}}
        spec:
          group: {{group}}
          scope: Namespaced
          names: {kind: {{kind}}, plural: {{kind.ToLowerInvariant()}}s}
          versions:
          - name: v1
            served: true
            storage: true
            schema: {openAPIV3Schema: {type: object} }

        """;
}
