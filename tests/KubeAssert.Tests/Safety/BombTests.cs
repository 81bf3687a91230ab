using System.Globalization;
using System.Text;

namespace KubeAssert.Tests.Safety;

/// <summary>What small inputs may cost: bytes allocated are counted, not seconds.</summary>
public sealed class BombTests
{
    private const long Megabyte = 1024 * 1024;

    [Fact]
    public void A_report_of_many_findings_takes_memory_in_proportion()
    {
        var rule = Rule.For<Manifest>("always").Must(_ => false, _ => "is not right");

        var few = Allocated(() => Sizes(Report.Of(Many(1000), Policy.Of("p", rule))));
        var many = Allocated(() => Sizes(Report.Of(Many(8000), Policy.Of("p", rule))));

        many.Should().BeLessThan(few * 12);
        many.Should().BeLessThan(800 * Megabyte);
    }

    [Fact]
    public void Many_findings_in_one_list_do_not_each_write_the_list()
    {
        var few = Allocated(() => Sizes(InOneList(1000)));
        var many = Allocated(() => Sizes(InOneList(16_000)));

        many.Should().BeLessThan(few * 24);
        many.Should().BeLessThan(1500 * Megabyte);
    }

    [Fact]
    public void A_path_of_a_hundred_thousand_steps_is_refused()
    {
        var manifest = Many(1)[0];

        var act = () => manifest.With(string.Join('.', Enumerable.Repeat("a", 100_000)), "x");

        act.Should().Throw<FormatException>().WithMessage("The path has 100000 steps; manifests are at most 256 levels deep.");
    }

    [Fact]
    public void Variables_that_double_each_time_end_a_comparison()
    {
        var variables = new StringBuilder("[{name: a0, expression: '[1]'}, {name: b0, expression: '[1]'}");
        for (var i = 1; i < 60; i++)
        {
            foreach (var name in (string[])["a", "b"])
                variables.Append(CultureInfo.InvariantCulture, $", {{name: {name}{i}, expression: '[variables.{name}{i - 1}, variables.{name}{i - 1}]'}}");
        }

        var set = Manifests.Parse(
            """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicy
            metadata: {name: doubling}
            spec:
              matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [configmaps]}]}
              variables: VARIABLES]
              validations: [{expression: "variables.a59 == variables.b59"}]
            ---
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicyBinding
            metadata: {name: doubling}
            spec: {policyName: doubling, validationActions: [Deny]}
            ---
            {apiVersion: v1, kind: ConfigMap, metadata: {name: c}}
            """.Replace("VARIABLES", variables.ToString(), StringComparison.Ordinal));

        var act = () => set.Should().Satisfy(Policy.FromAdmissionPolicies(set));

        act.Should().Throw<Xunit.Sdk.XunitException>().WithMessage("*actual cost limit exceeded*");
    }

    [Fact]
    public void Many_undeclared_names_are_told_once_each_up_to_a_hundred()
    {
        var expression = string.Join(" + ", Enumerable.Range(0, 5000).Select(i => $"x{i}"));

        var text = new KubeAssert.Cel.CelSource(expression).Describe([.. Enumerable.Range(0, 5000).Select(i => new KubeAssert.Cel.CelProblem(i, "undeclared"))]);

        text.Should().EndWith("\n4900 more errors were truncated");
    }

    private static Report InOneList(int count)
    {
        var set = Manifests.Parse("apiVersion: example.org/v1\nkind: Thing\nmetadata: {name: t}\nspec:\n  items:\n" + string.Concat(Enumerable.Repeat("  - {a: b, c: d}\n", count)));
        return Report.Of(set, set[0]["spec"]["items"].Items.Select((item, i) => new Finding
        {
            RuleId = "r",
            Manifest = set[0],
            Location = item.Location,
            Path = $"spec.items[{i}]",
            Message = "is not right",
        }));
    }

    private static int Sizes(Report report) => report.ToSarif().Length + report.ToJUnit().Length + report.ToMarkdown().Length;

    private static ManifestSet Many(int count)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
            text.Append(CultureInfo.InvariantCulture, $"---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c{i}\ndata:\n  a: b\n");
        return Manifests.Parse(text.ToString());
    }

    private static long Allocated(Func<int> run)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        run();
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }
}
