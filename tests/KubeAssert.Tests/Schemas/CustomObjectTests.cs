namespace KubeAssert.Tests.Schemas;

public sealed class CustomObjectTests
{
    private const string Definition = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata:
          name: boats.harbour.example
        spec:
          group: harbour.example
          scope: Namespaced
          names: {kind: Boat, plural: boats, singular: boat, listKind: BoatList}
          versions:
          - name: v1
            served: true
            storage: true
            subresources: {status: {}}
            schema:
              openAPIV3Schema:
                type: object
                required: [spec]
                properties:
                  spec:
                    type: object
                    required: [name, berth]
                    properties:
                      name: {type: string, pattern: '^[A-Z]\w+$', maxLength: 8}
                      berth: {type: integer, minimum: 1, maximum: 20, default: 7}
                      flag: {type: string, enum: [red, green]}
                      launched: {type: string, format: date-time}
                      crew:
                        type: array
                        x-kubernetes-list-type: map
                        x-kubernetes-list-map-keys: [name]
                        items:
                          type: object
                          required: [name]
                          properties:
                            name: {type: string}
                            age: {x-kubernetes-int-or-string: true}
                      tags: {type: object, additionalProperties: {type: string}}
                      cargo: {type: object, x-kubernetes-preserve-unknown-fields: true}
                  status:
                    type: object
                    properties: {afloat: {type: boolean}}
          - name: v1alpha1
            served: false
            storage: false
            schema: {openAPIV3Schema: {type: object}}

        """;

    [Fact]
    public void A_custom_object_that_meets_its_definition_is_taken_with_its_defaults() =>
        Lines("{name: Argo, flag: red, launched: 2024-05-01T10:00:00Z, crew: [{name: jason, age: 30}, {name: orpheus, age: young}], cargo: {fleece: {colour: gold}}}").Should().BeEmpty();

    [Theory]
    [InlineData("{name: argo}", "schema/pattern spec.name: is \"argo\"; should match '^[A-Z]\\w+$' -> write a value that matches")]
    [InlineData("{name: Argonautica}", "schema/out-of-range spec.name: is 11 characters long; may not be more than 8 -> shorten it")]
    [InlineData("{}", "schema/missing-required spec.name: missing required field name -> set name")]
    [InlineData("{name: null}", "schema/missing-required spec.name: missing required field name -> set name")]
    [InlineData("{name: Argo, berth: 21}", "schema/out-of-range spec.berth: is 21; should be less than or equal to 20 -> write 20 or less")]
    [InlineData("{name: Argo, berth: 1.5}", "schema/wrong-type spec.berth: is the number 1.5; must be of type integer -> write a value of type integer")]
    [InlineData("{name: Argo, flag: blue}", "schema/unsupported-value spec.flag: is \"blue\"; supported values: red, green -> use one of red, green")]
    [InlineData("{name: Argo, launched: yesterday}", "schema/format spec.launched: is \"yesterday\"; must be of type date-time -> write a date-time")]
    [InlineData("{name: Argo, crew: [{name: jason}, {name: jason}]}", "schema/duplicate-item spec.crew[1]: repeats name jason of web.yaml:5:23 -> remove it, or give it a key of its own")]
    [InlineData("{name: Argo, crew: [{name: jason, age: true}]}", "schema/wrong-type spec.crew[0].age: is the boolean true; must be of type integer,string -> quote it: \"true\"")]
    [InlineData("{name: Argo, tags: {oars: 50}}", "schema/wrong-type spec.tags.oars: is the number 50; must be of type string -> quote it: \"50\"")]
    [InlineData("{name: Argo, flags: red}", "schema/unknown-field spec.flags: unknown field \"spec.flags\" in Boat.harbour.example/v1 -> did you mean flag? rename it")]
    public void What_breaks_the_definition_is_named_as_the_server_names_it(string spec, string expected) =>
        Lines(spec).Select(line => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]).Should().Equal(expected);

    [Fact]
    public void The_status_is_dropped_on_creation_but_its_fields_are_known() =>
        Served.Lines("apiVersion: harbour.example/v1\nkind: Boat\nmetadata: {name: argo}\nspec: {name: Argo}\nstatus: {afloat: perhaps}\n", schemas: Known).Should().BeEmpty();

    [Fact]
    public void Definitions_among_the_manifests_are_used_without_being_named()
    {
        var manifests = Manifests.Parse(Definition + "---\napiVersion: harbour.example/v1\nkind: Boat\nmetadata: {name: argo}\nspec: {name: argo}\n", "web.yaml");

        KubeAssert.Validation.ManifestValidation.Check(manifests, KubernetesVersion.V1_36).Should().ContainSingle()
            .Which.Path.Should().Be("spec.name");
    }

    [Fact]
    public void A_version_that_the_definition_does_not_serve_is_reported()
    {
        Served.Lines("apiVersion: harbour.example/v1alpha1\nkind: Boat\nmetadata: {name: argo}\n", schemas: Known).Should().Equal(
            "web.yaml:1:13 schema/unserved-version apiVersion: harbour.example/v1alpha1 is a version that CustomResourceDefinition/boats.harbour.example (crds.yaml:1:1) does not serve -> use one of v1");
    }

    [Fact]
    public void A_custom_object_without_a_definition_says_how_to_add_one_or_to_expect_it()
    {
        Served.Lines("apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: web}\n").Should().Equal(
            "web.yaml:2:7 schema/no-definition kind: cert-manager.io/v1 Certificate is not a built-in kind, and no CustomResourceDefinition for it was loaded"
            + " -> add its definition: BeValid(schemas: Schemas.WithCrds(\"crds/\")), or declare it: BeValid(schemas: Schemas.BuiltIn.Expecting(\"cert-manager.io\", \"Certificate\"))");
    }

    [Fact]
    public void An_expected_custom_object_is_taken_without_a_definition() =>
        Served.Lines("apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: web}\n", schemas: KubeAssert.Schemas.BuiltIn.Expecting("cert-manager.io")).Should().BeEmpty();

    private static KubeAssert.Schemas Known { get; } = KubeAssert.Schemas.WithCrds(Manifests.Parse(Definition, "crds.yaml"));

    private static IReadOnlyList<string> Lines(string spec) =>
        Served.Lines($"apiVersion: harbour.example/v1\nkind: Boat\nmetadata: {{name: argo}}\nspec:\n  {spec}\n", schemas: Known);
}
