using FluentAssertions;
using KubeAssert.Validation;
using Xunit;

namespace KubeAssert.Tests.Cel;

public sealed class CustomRuleTests
{
    private const string Definition = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: gauges.example.com}
        spec:
          group: example.com
          scope: Namespaced
          names: {plural: gauges, singular: gauge, kind: Gauge, listKind: GaugeList}
          versions:
            - name: v1
              served: true
              storage: true
              schema:
                openAPIV3Schema:
                  type: object
                  properties:
                    spec:
                      type: object
                      x-kubernetes-validations:
                        - rule: self.min <= self.max
                          messageExpression: "'min %d is above max %d'.format([self.min, self.max])"
                          fieldPath: .min
                        - rule: self.max == oldSelf.max
                          message: max never changes
                      properties:
                        min: {type: integer, default: 0}
                        max: {type: integer}
                        marks:
                          type: array
                          maxItems: 20
                          items:
                            type: object
                            x-kubernetes-validations:
                              - {rule: "self.label.matches('^[a-z]+$')", message: lower case only, reason: FieldValueForbidden}
                            properties:
                              label: {type: string, maxLength: 30}
        """;

    [Fact]
    public void A_rule_that_holds_says_nothing()
    {
        Check("{min: 1, max: 2, marks: [{label: low}]}").Should().BeEmpty();
    }

    [Fact]
    public void A_broken_rule_is_told_at_its_place_in_the_words_of_the_definition()
    {
        Check("{min: 3, max: 2, marks: [{label: low}, {label: High}]}").Should().Equal(
            "spec.min: min 3 is above max 2 [schema/rule]",
            "spec.marks[1]: lower case only [schema/rule]");
    }

    [Fact]
    public void A_rule_that_can_not_be_evaluated_is_broken()
    {
        Check("{min: 3}").Should().Equal("spec: no such key: max evaluating rule: self.min <= self.max [schema/rule]");
    }

    [Fact]
    public void An_unsound_rule_makes_its_definition_invalid()
    {
        var definition = Definition.Replace("self.min <= self.max", "self.mim <= self.max", StringComparison.Ordinal);

        Findings(definition).Should().Equal(
            "spec.validation.openAPIV3Schema.properties[spec].x-kubernetes-validations[0].rule: compilation failed: ERROR: <input>:1:5: undefined field 'mim'  | self.mim <= self.max  | ....^ [validation/crd-rule]");
    }

    [Fact]
    public void A_rule_over_an_unbounded_list_costs_too_much()
    {
        var definition = Definition.Replace("maxItems: 20", "minItems: 0", StringComparison.Ordinal).Replace(", maxLength: 30", "", StringComparison.Ordinal);

        Findings(definition).Should().HaveCount(2).And.Contain(
            "spec.validation.openAPIV3Schema.properties[spec].properties[marks].items.x-kubernetes-validations[0].rule: may cost more than 100 times what is allowed [validation/crd-rule]");
    }

    private static List<string> Check(string spec) =>
        Findings(Definition + "\n---\n" + $"{{apiVersion: example.com/v1, kind: Gauge, metadata: {{name: g}}, spec: {spec}}}");

    private static List<string> Findings(string yaml) =>
        ManifestValidation.Check(Manifests.Parse(yaml, "gauges.yaml"), KubernetesVersion.Newest)
            .Select(f => $"{f.Path}: {f.Message} [{f.RuleId}]").ToList();
}
