using KubeAssert.PolicyRules;
using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.Policies;

public sealed class BaselineTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    private static readonly Policy Policy = Policy.Of(
        "ours",
        Rule.For<Container>("pinned").Must(c => c["image"].Text!.Contains(':', StringComparison.Ordinal), c => $"uses {c["image"].Text}", c => c["image"]),
        Rule.Field("metadata.labels.team", FieldTest.Set, id: "team-is-named"));

    private static readonly ManifestSet Legacy = Manifests.Parse(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: legacy}
        spec:
          containers:
            - {name: web, image: vendor/web}
            - {name: side, image: vendor/side}
        """,
        "deploy/legacy.yaml");

    private string File => Path.Combine(_folder.FullName, "kubeassert.baseline.yaml");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_baseline_lists_rule_object_and_path_in_order()
    {
        PolicyBaseline.Write(File, Policy, Legacy).Should().Be(3);

        System.IO.File.ReadAllText(File).Should().Be(
            """
            # What the policy found when it was adopted. New findings fail; so does an entry whose finding is fixed, until it is removed here.
            policy: ours
            findings:
            - rule: pinned
              object: default/Pod/legacy
              path: spec.containers[name=side].image
              place: deploy/legacy.yaml:7:27
            - rule: pinned
              object: default/Pod/legacy
              path: spec.containers[name=web].image
              place: deploy/legacy.yaml:6:26
            - rule: team-is-named
              object: default/Pod/legacy
              path: metadata.labels.team
              place: deploy/legacy.yaml:3:11

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void What_is_listed_is_set_aside_however_its_line_and_position_move()
    {
        PolicyBaseline.Write(File, Policy, Legacy);
        var moved = Manifests.Parse(
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: legacy
            spec:
              containers:
                - {name: side, image: vendor/side}
                - {name: web, image: vendor/web}
            """,
            "deploy/pods.yaml");

        var result = Policy.WithBaseline(File).Evaluate(moved);

        result.Findings.Should().BeEmpty();
        result.Known.Should().HaveCount(3);
    }

    [Fact]
    public void Reports_show_what_is_listed_as_accepted()
    {
        PolicyBaseline.Write(File, Policy, Legacy);

        Report.Of(Legacy, Policy.WithBaseline(File)).ToSarif().Should().Contain("\"justification\": \"listed in the baseline ");
    }

    [Fact]
    public void What_is_new_fails()
    {
        PolicyBaseline.Write(File, Policy, Legacy);
        var worse = Legacy.With("Pod/legacy", pod => pod.WithYaml("spec.containers[2]", "{name: new, image: vendor/new}"));

        Policy.WithBaseline(File).Evaluate(worse).Findings.Select(f => $"{f.Path} {f.Message}").Should().Equal("spec.containers[2].image uses vendor/new");
    }

    [Fact]
    public void What_is_fixed_has_to_be_removed()
    {
        PolicyBaseline.Write(File, Policy, Legacy);
        var better = Legacy.With("Pod/legacy", pod => pod.With("spec.containers[0].image", "vendor/web:1"));

        var finding = Policy.WithBaseline(File).Evaluate(better).Findings.Should().ContainSingle().Subject;

        finding.Should().BeEquivalentTo(new
        {
            RuleId = "policy/fixed-in-baseline",
            Severity = Severity.Error,
            Message = "pinned  default/Pod/legacy  spec.containers[name=web].image is fixed",
            Fix = "remove it from the baseline",
        });
        finding.Location.ToString().Should().Be($"{File}:8:3");
    }

    [Fact]
    public void A_second_finding_at_the_same_place_is_new()
    {
        var twice = Rule.ForSet("twice", "", c => Enumerable.Range(0, 2).Select(i => c.Finding(c.Manifests[0].Root, $"fault {i}")));
        System.IO.File.WriteAllText(File, "findings:\n- {rule: twice, object: default/Pod/legacy}\n");

        Policy.Of("two", twice).WithBaseline(File).Evaluate(Legacy).Findings.Should().ContainSingle().Which.Message.Should().Be("fault 1");

        System.IO.File.WriteAllText(File, "findings:\n- {rule: twice, object: default/Pod/legacy, times: 3}\n");
        Policy.Of("two", twice).WithBaseline(File).Evaluate(Legacy).Findings.Should().ContainSingle()
            .Which.Should().BeEquivalentTo(new { Message = "twice  default/Pod/legacy is found 2 instead of 3 times, the rest is fixed", Fix = "set times: 2" });
    }

    [Fact]
    public void A_baseline_that_is_not_there_says_how_to_have_it_written()
    {
        var act = () => Policy.WithBaseline(File);

        act.Should().Throw<PolicyReadException>().Which.Problems.Should().ContainSingle().Which.ToString().Should().Be(
            $"{File}: there is no such file; have it written once: set KUBEASSERT_UPDATE_BASELINE=1 and run the test on your machine, or call PolicyBaseline.Write");
    }

    [Fact]
    public void On_request_it_is_written_and_that_run_fails_once()
    {
        var result = Policy.WithBaseline(File, UpdateRequest.Granted).Evaluate(Legacy);

        result.Findings.Should().ContainSingle().Which.Should().BeEquivalentTo(new
        {
            RuleId = "policy/baseline-written",
            Message = "the baseline was written anew with 3 findings: 3 entries more, 0 gone",
            Fix = "look at what changed in it, unset KUBEASSERT_UPDATE_BASELINE and run the test again",
        });
        Policy.WithBaseline(File).Evaluate(Legacy).Findings.Should().BeEmpty();
        Policy.WithBaseline(File, UpdateRequest.Granted).Evaluate(Legacy).Findings.Should().BeEmpty("nothing has changed");
    }

    [Fact]
    public void Written_anew_an_entry_keeps_its_place_so_that_the_diff_shows_what_changed()
    {
        PolicyBaseline.Write(File, Policy, Legacy);
        var before = System.IO.File.ReadAllText(File);
        PolicyBaseline.Write(File, Policy, Manifests.Parse("# a line more\n" + Legacy[0].ToYaml(), "deploy/legacy.yaml"));

        System.IO.File.ReadAllText(File).Should().Be(before);
    }

    [Fact]
    public void On_a_build_server_it_is_never_written()
    {
        System.IO.File.WriteAllText(File, "findings: []\n");

        var result = Policy.WithBaseline(File, UpdateRequest.Refused).Evaluate(Legacy);

        result.Findings.Select(f => f.RuleId).Should().Equal("policy/baseline-not-written", "pinned", "pinned", "team-is-named");
        System.IO.File.ReadAllText(File).Should().Be("findings: []\n");
    }

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("0", "", 0)]
    [InlineData("1", "", 1)]
    [InlineData("true", "false", 1)]
    [InlineData("1", "true", 2)]
    public void The_environment_is_asked_by_name(string update, string ci, int expected) =>
        UpdateRequest.Of(name => name switch { "KUBEASSERT_UPDATE_BASELINE" => update, "CI" => ci, _ => null })
            .Should().BeSameAs(new[] { UpdateRequest.None, UpdateRequest.Granted, UpdateRequest.Refused }[expected]);

    [Fact]
    public void What_a_policy_itself_says_is_no_part_of_a_baseline()
    {
        var stale = Policy.Except("pinned").For("Deployment/gone").Because("it was there").WithBaseline(File, UpdateRequest.Granted);

        stale.Evaluate(Legacy, new FixedTime(2026, 11, 22)).Findings.Select(f => f.RuleId).Should().Equal("policy/baseline-written", "policy/stale-exemption");
        PolicyBaseline.Write(File, stale, Legacy).Should().Be(3);
    }

    [Fact]
    public void A_baseline_that_is_none_is_refused()
    {
        System.IO.File.WriteAllText(File, "findings:\n- {object: x, rulle: y}\n- {rule: y, times: many}\n");
        var act = () => Policy.WithBaseline(File);

        act.Should().Throw<PolicyReadException>().Which.Problems.Select(p => p.ToString().Replace(File, "file", StringComparison.Ordinal)).Should().Equal(
            "file:2:3: 'rule' is missing; name the rule",
            "file:2:15: there is no key 'rulle'; did you mean rule?",
            "file:3:20: 'times' is 'many'; write how many findings there are");
    }
}
