using static KubeAssert.Tests.Validation.Validated;

namespace KubeAssert.Tests.Validation;

public sealed class CustomResourceDefinitionValidationTests
{
    [Fact]
    public void A_good_definition_is_left_alone() =>
        Crd("""
            properties:
              metadata: {type: object}
              spec:
                type: object
                properties:
                  size: {type: integer, default: 1}
                  port: {x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}]}
                  list: {type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [name], items: {type: object, required: [name], properties: {name: {type: string}}}}
            """).Should().BeEmpty();

    [Fact]
    public void The_name_is_made_of_plural_and_group() =>
        Lines(Definition("", "name: widget.example.com")).Should().Equal(
            "metadata.name: is 'widget.example.com'; the plural name and the group make 'widgets.example.com' [validation/crd-name]");

    [Fact]
    public void Every_field_needs_a_type_outside_of_junctors() =>
        Crd("""
            properties:
              spec:
                type: object
                properties:
                  a: {description: untyped}
                  b: {type: array}
                  c: {type: object, anyOf: [{type: object, properties: {x: {minLength: 1}}}]}
            """).Should().Equal(
            "spec.validation.openAPIV3Schema.properties[spec].properties[a].type: a property needs a type [validation/crd-schema]",
            "spec.validation.openAPIV3Schema.properties[spec].properties[b].items: an array needs items [validation/crd-schema]",
            "spec.validation.openAPIV3Schema.properties[spec].properties[c].anyOf[0].type: sets type inside allOf, anyOf, oneOf or not, which may only restrict values [validation/crd-schema]");

    [Fact]
    public void Metadata_is_not_described_but_for_its_name() =>
        Crd("properties:\n  metadata: {type: object, properties: {labels: {type: object}}}\n").Should().Equal(
            "spec.validation.openAPIV3Schema.properties[metadata]: restricts metadata with properties; only name and generateName may be restricted [validation/crd-schema]");

    [Fact]
    public void Keys_of_a_list_are_required_scalars_of_its_items() =>
        Crd("properties:\n  list: {type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [name, kind], items: {type: object, properties: {name: {type: string}}}}\n").Should().Equal(
            "spec.validation.openAPIV3Schema.properties[list].items.properties[name].default: name is a key of the list: it must be required or have a default [validation/required]",
            "spec.validation.openAPIV3Schema.properties[list].x-kubernetes-list-map-keys: names kind, which is no property of the items [validation/crd-schema]");

    [Fact]
    public void Defaults_satisfy_their_schema_and_hold_nothing_unknown() =>
        Crd("properties:\n  a: {type: integer, default: x}\n  b: {type: object, properties: {c: {type: string}}, default: {d: e}}\n").Should().Equal(
            "spec.validation.openAPIV3Schema.properties[a].default: the default breaks its schema: is the string \"x\"; must be of type integer [validation/crd-default]",
            "spec.validation.openAPIV3Schema.properties[b].default: holds d, which the schema does not know [validation/crd-default]");

    [Fact]
    public void Patterns_are_RE2() =>
        Crd("properties:\n  a: {type: string, pattern: '(?=x)'}\n").Should().ContainSingle()
            .Which.Should().StartWith("spec.validation.openAPIV3Schema.properties[a].pattern: is no regular expression: ");

    [Fact]
    public void Versions_that_differ_are_named_apart()
    {
        var yaml = Definition("properties:\n  a: {}\n") + "  - {name: v2, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}\n";

        Lines(yaml).Should().Equal(
            "spec.versions: 2 versions are marked as the one that is stored; exactly one is needed [validation/crd-version]",
            "spec.versions[0].schema.openAPIV3Schema.properties[a].type: a property needs a type [validation/crd-schema]");
    }

    [Fact]
    public void Columns_scale_paths_and_selectable_fields_lead_somewhere() =>
        Lines(Definition("properties:\n  spec: {type: object, properties: {size: {type: integer}}}\n") + """
                subresources: {scale: {specReplicasPath: .status.size, statusReplicasPath: ''}}
                additionalPrinterColumns: [{name: Size, type: int, jsonPath: spec.size}]
                selectableFields: [{jsonPath: .spec.size}, {jsonPath: .spec.nope}]
            """).Should().Equal(
            "spec.subresources.scale.specReplicasPath: is '.status.size'; it must begin with .spec. [validation/crd-subresource]",
            "spec.subresources.scale.statusReplicasPath: needs statusReplicasPath [validation/required]",
            "spec.additionalPrinterColumns[0].type: is int [validation/unsupported-value]",
            "spec.additionalPrinterColumns[0].JSONPath: is 'spec.size'; it must begin with a dot [validation/crd-column]",
            "spec.selectableFields[1].jsonPath: is '.spec.nope', which leads to no field of the schema [validation/crd-selectable-field]");

    [Fact]
    public void Conversion_by_webhook_says_where_the_webhook_is() =>
        Lines(Definition("") + "  conversion: {strategy: Webhook, webhook: {conversionReviewVersions: [v2]}}\n").Should().Equal(
            "spec.conversion.webhookClientConfig: strategy Webhook needs a client configuration [validation/required]",
            "spec.conversion.conversionReviewVersions: lists neither v1 nor v1beta1 [validation/unsupported-value]");

    [Fact]
    public void A_finding_points_to_the_line_of_the_schema()
    {
        var finding = Validated.Findings(Definition("properties:\n  a: {type: strin}\n"), KubeAssert.Validation.CustomResourceDefinitionValidation.Check).Should().ContainSingle().Subject;

        finding.Location.ToString().Should().Be("test.yaml:17:21");
        finding.Message.Should().Be("is strin; string, number, integer, boolean, array, object are supported");
    }

    private static IReadOnlyList<string> Crd(string schema) => Lines(Definition(schema));

    private static string Definition(string schema, string name = "name: widgets.example.com") => $$"""
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata:
          {{name}}
        spec:
          group: example.com
          scope: Namespaced
          names: {plural: widgets, kind: Widget}
          versions:
          - name: v1
            served: true
            storage: true
            schema:
              openAPIV3Schema:
                type: object

        """ + string.Concat(schema.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => "        " + line.TrimEnd('\r') + "\n"));
}
