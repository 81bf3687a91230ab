using KubeAssert.Validation;

namespace KubeAssert.Tests.Validation;

public sealed class MetadataValidationTests
{
    private static IReadOnlyList<string> Check(string metadata) =>
        Validated.Lines("kind: Pod\nmetadata:\n" + metadata, (root, problems) => MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: true, problems));

    [Fact]
    public void A_name_is_needed() =>
        Check("  labels: {}\n").Should().Equal("metadata.name: Required value: name or generateName is required [validation/required]");

    [Fact]
    public void A_name_with_upper_case_letters_is_reported() =>
        Check("  name: Web\n").Should().Equal(
            "metadata.name: is 'Web', which is not a DNS subdomain (lower-case letters, digits, '-' and '.', each part beginning and ending with a letter or digit, at most 253 characters) [validation/invalid-name]");

    [Fact]
    public void A_generated_name_may_end_in_a_dash() => Check("  generateName: web-\n").Should().BeEmpty();

    [Fact]
    public void A_label_is_reported_at_its_value_under_the_map_of_labels()
    {
        var finding = Validated.Findings(
            "metadata:\n  name: a\n  labels:\n    app: my app\n",
            (root, problems) => MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: true, problems)).Should().ContainSingle().Subject;

        finding.Path.Should().Be("metadata.labels");
        finding.Location.ToString().Should().Be("test.yaml:4:10");
        finding.Message.Should().Be("label app is 'my app', which is not a label value (empty, or letters, digits, '-', '_' and '.', beginning and ending with a letter or digit, at most 63 characters)");
        finding.Fix.Should().Be("write my-app");
    }

    [Fact]
    public void Finalizers_that_contradict_each_other_are_reported() =>
        Check("  name: a\n  finalizers: [orphan, foregroundDeletion]\n").Should().Equal(
            "metadata.finalizers: holds both orphan and foregroundDeletion [validation/conflict]");

    [Fact]
    public void An_owner_needs_all_its_fields() =>
        Check("  name: a\n  ownerReferences:\n  - apiVersion: apps/v1\n    kind: Deployment\n    name: web\n").Should().Equal(
            "metadata.ownerReferences[0].uid: needs uid [validation/invalid-owner]");

    [Fact]
    public void A_finalizer_of_a_built_in_kind_needs_a_domain() =>
        Validated.Lines("apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  finalizers: [tidy]\nspec:\n  containers:\n  - name: a\n    image: a\n").Should().Equal(
            "metadata.finalizers[0]: is tidy, a finalizer without a domain [validation/invalid-name]");

    [Fact]
    public void Annotations_take_256_KiB_at_most() =>
        Check($"  name: a\n  annotations:\n    notes: {new string('x', 262_140)}\n").Should().Equal(
            "metadata.annotations: annotations take 262145 bytes; 262144 are allowed [validation/too-long]");
}
