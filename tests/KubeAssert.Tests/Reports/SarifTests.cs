using System.Text.Json.Nodes;

namespace KubeAssert.Tests.Reports;

public sealed class SarifTests : IDisposable
{
    private readonly Repo _repo = new();

    public void Dispose() => _repo.Dispose();

    [Fact]
    public void It_meets_the_published_schema() => SarifSchema.Violations(_repo.Report().ToSarif()).Should().BeEmpty();

    [Fact]
    public void A_finding_has_its_rule_level_message_and_the_region_of_its_value()
    {
        var result = Results(_repo.Report())[0]!;

        result["ruleId"]!.GetValue<string>().Should().Be("two-replicas");
        result["level"]!.GetValue<string>().Should().Be("error");
        result["message"]!["text"]!.GetValue<string>().Should().Be("Deployment/web spec.replicas: runs 1 replica; fix: set replicas: 2");
        result["locations"]![0]!["physicalLocation"]!.ToJsonString().Should().Be(
            """{"artifactLocation":{"uri":"apps/deploy/web.yaml","uriBaseId":"%SRCROOT%"},"region":{"startLine":8,"startColumn":13,"endLine":8,"endColumn":14}}""");
        result["locations"]![0]!["logicalLocations"]![0]!["fullyQualifiedName"]!.GetValue<string>().Should().Be("shop/Deployment/web/spec.replicas");
    }

    [Fact]
    public void The_region_of_a_quoted_value_ends_behind_its_quote() =>
        Results(_repo.Report())[1]!["locations"]![0]!["physicalLocation"]!["region"]!.ToJsonString().Should().Be(
            """{"startLine":13,"startColumn":18,"endLine":13,"endColumn":32}""");

    [Fact]
    public void What_is_not_written_has_a_place_but_no_end() =>
        Results(_repo.Report())[2]!["locations"]![0]!["physicalLocation"]!["region"]!.ToJsonString().Should().Be("""{"startLine":12,"startColumn":11}""");

    [Fact]
    public void A_rule_says_what_it_is_why_and_where_it_is_documented() =>
        Rules(_repo.Report())[0]!.ToJsonString().Should().Be(
            """{"id":"two-replicas","name":"TwoReplicas","shortDescription":{"text":"A Deployment has two replicas."},"fullDescription":{"text":"A Deployment has two replicas, because one node\u0027s failure would take it down."},"defaultConfiguration":{"level":"error"},"help":{"text":"A Deployment has two replicas. Why: One node\u0027s failure would take it down. Fix: Set replicas: 2."},"helpUri":"https://example.com/two-replicas"}""");

    [Fact]
    public void An_exempt_finding_is_suppressed_with_its_reason()
    {
        var report = Report.Of(_repo.Load(), Repo.Policy.Except("two-replicas").For("Deployment/web").Because("it has no users yet").Until("2099-01-31"));

        Results(report).Single(r => r!["ruleId"]!.GetValue<string>() == "two-replicas")!["suppressions"]!.ToJsonString().Should().Be(
            """[{"kind":"external","status":"accepted","justification":"it has no users yet (until 2099-01-31)"}]""");
        SarifSchema.Violations(report.ToSarif()).Should().BeEmpty();
    }

    [Fact]
    public void A_fingerprint_outlives_lines_that_move()
    {
        using var moved = new Repo("# one line more\n" + Repo.Web);

        Fingerprints(moved.Report()).Should().Equal(Fingerprints(_repo.Report())).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public void It_is_the_same_each_time() => _repo.Report().ToSarif().Should().Be(_repo.Report().ToSarif());

    [Fact]
    public void Names_that_are_no_uris_are_escaped_and_half_characters_replaced()
    {
        var set = Manifests.Parse("""{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a\u0000b"}}""", "a b:c/100%.yaml");
        var report = Report.Of(set, Policy.Of("p", Rule.For<Manifest>("r").Must(_ => false, _ => "\ud800 \u202e")));

        SarifSchema.Violations(report.ToSarif()).Should().BeEmpty();
        Results(report)[0]!["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]!.GetValue<string>().Should().Be("a%20b%3Ac/100%25.yaml");
        Results(report)[0]!["message"]!["text"]!.GetValue<string>().Should().Be("ConfigMap/a\\u0000b: \\uD800 \\u202E");
    }

    [Fact]
    public void A_finding_about_the_set_as_a_whole_has_no_place()
    {
        var report = Report.Of(_repo.Load(), [new Finding { RuleId = "of-the-set", Location = default, Message = "lacks a Namespace" }]);

        Results(report).Single()!["locations"].Should().BeNull();
        SarifSchema.Violations(report.ToSarif()).Should().BeEmpty();
    }

    [Fact]
    public void A_stale_exemption_points_at_the_code_that_made_it()
    {
        var report = Report.Of(_repo.Load(), Repo.Policy.Except("pinned").For("Deployment/gone").Because("it was there"));

        Results(report).Single(r => r!["ruleId"]!.GetValue<string>() == "policy/stale-exemption")!["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]!
            .GetValue<string>().Should().EndWith("SarifTests.cs");
        SarifSchema.Violations(report.ToSarif()).Should().BeEmpty();
    }

    private static JsonArray Results(Report report) => Run(report)["results"]!.AsArray();

    private static JsonArray Rules(Report report) => Run(report)["tool"]!["driver"]!["rules"]!.AsArray();

    private static IEnumerable<string> Fingerprints(Report report) => Results(report).Select(r => r!["partialFingerprints"]!["kubeassert/v1"]!.GetValue<string>());

    private static JsonNode Run(Report report) => JsonNode.Parse(report.ToSarif())!["runs"]![0]!;
}
