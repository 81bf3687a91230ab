using KubeAssert.PolicyRules;

namespace KubeAssert.Tests.Policies;

public sealed class PolicyFileTests
{
    private static readonly Rule Pinned = Rule
        .For<Container>("image-has-tag").Must(c => c["image"].Text!.Contains(':', StringComparison.Ordinal), c => $"uses {c["image"].Text}", c => c["image"]);

    private static readonly Rule Labelled = Rule.Field("metadata.labels.team", FieldTest.Set, id: "team-is-named");

    private static readonly Policy House = Policy.Of("House rules", Pinned, ReplicaParameters.Rule);

    private static readonly ManifestSet Web = Manifests.Parse(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: 2
          template: {spec: {containers: [{name: web, image: nginx}]}}
        """,
        "web.yaml");

    [Fact]
    public void A_file_extends_packs_enables_disables_and_tunes()
    {
        var policy = Parse("""
            name: shop
            extends: house-rules
            enable: [team-is-named]
            disable: [image-has-tag]
            severity:
              team-is-named: warning
            parameters:
              minimum-replicas: {atLeast: 3, kinds: [Deployment, StatefulSet], memory: 1Gi, strictness: very-strict, strict: yes, labels: {a: b}}
            """);

        policy.Name.Should().Be("shop");
        policy.Rules.Select(r => $"{r.Info.Severity} {r.Id} {r.Info.Parameters}").Should().Equal(
            "Error minimum-replicas atLeast: 3, kinds: [Deployment, StatefulSet], memory: 1Gi, strictness: veryStrict, strict: true, labels: {a: b}",
            "Warning team-is-named ");
        policy.Evaluate(Web).Findings.Select(f => f.ToString()).Should().Equal(
            "web.yaml:5:13  Deployment/web  spec.replicas: has 2, not 3 [minimum-replicas]",
            "web.yaml:3:11  Deployment/web  metadata.labels.team: metadata.labels.team is not set; it must be set [team-is-named]");
    }

    [Fact]
    public void Packs_of_the_package_need_no_telling() =>
        Parse("extends: [pod-security-baseline, Pod Security restricted]").Rules.Select(r => r.Id)
            .Should().BeEquivalentTo(PodSecurity.Baseline.Combine(PodSecurity.Restricted).Rules.Select(r => r.Id));

    [Fact]
    public void Exemptions_of_a_file_know_their_lines()
    {
        var policy = Parse("""
            extends: House rules
            exemptions:
              - rule: image-has-tag
                for: Deployment/web
                container: web
                because: vendor image
                until: 2027-03-01
              - rule: minimum-replicas
                for: Deployment/gone
                because: it was small
            """);

        policy.Evaluate(Web, new Support.FixedTime(2027, 3, 1)).Findings.Select(f => f.ToString()).Should().Equal(
            "kubeassert.yaml:8:5  : the exemption from minimum-replicas for Deployment/gone excuses nothing any more (it was small) [policy/stale-exemption]");
        policy.Evaluate(Web, new Support.FixedTime(2027, 3, 2)).Findings.Select(f => f.Location.ToString()).Should().Equal(
            "web.yaml:6:53", "kubeassert.yaml:3:5", "kubeassert.yaml:8:5");
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once_each_with_its_place()
    {
        var act = () => Parse("""
            extends: [house-rule, pod-security-restricted]
            enabel: [team-is-named]
            enable: [team-is-name]
            disable: [minimum-replicas]
            severity: {team-is-named: fatal, pod-security/host-namespaces: 2}
            parameters: {pod-security/host-namespaces: {x: 1}}
            exemptions:
              - for: web
                rule: minimum-replica
                until: tomorrow
              - {rule: pod-security/host-namespaces, for: Pod/x, because: ""}
              - no map
            allowStaleExemptions: maybe
            """);

        act.Should().Throw<PolicyReadException>().Which.Message.Should().Be(
            """
            12 problems in the policy's files:

              kubeassert.yaml:1:11: there is no pack 'house-rule'; did you mean house-rules?
              kubeassert.yaml:2:1: there is no key 'enabel'; did you mean enable?
              kubeassert.yaml:3:10: there is no rule 'team-is-name'; did you mean team-is-named?
              kubeassert.yaml:5:64: '2' is no severity; write error, warning or info; a rule is left out by 'disable'
              kubeassert.yaml:6:14: the rule pod-security/host-namespaces has no parameters; remove them
              kubeassert.yaml:8:5: 'because' is missing; say why
              kubeassert.yaml:8:10: 'web' names no object; write Kind/name, as in Deployment/legacy
              kubeassert.yaml:9:11: there is no rule 'minimum-replica'; did you mean minimum-replicas?
              kubeassert.yaml:10:12: 'tomorrow' is no day; write it as 2027-03-01
              kubeassert.yaml:11:63: 'exemptions[1].because' is empty; write a text
              kubeassert.yaml:12:5: this exemption is 'no map'; write rule, for and because
              kubeassert.yaml:13:23: 'allowStaleExemptions' is 'maybe'; write true or false
            """);
    }

    [Fact]
    public void Parameters_that_can_not_be_are_told()
    {
        var act = () => Parse("""
            extends: house-rules
            parameters:
              image-has-tag: {a: 1}
              minimum-replicas:
                atLeats: 3
                atLeast: many
                kinds: [[]]
                strictness: very
                labels: []
            """);

        act.Should().Throw<PolicyReadException>().Which.Problems.Select(p => p.ToString()).Should().Equal(
            "kubeassert.yaml:3:3: the rule image-has-tag has no parameters; remove them",
            "kubeassert.yaml:5:5: there is no parameter 'atLeats'; did you mean atLeast?",
            "kubeassert.yaml:6:14: atLeast is 'many'; write an integer",
            "kubeassert.yaml:7:12: kinds is a list; write a list, each item a text",
            "kubeassert.yaml:8:17: strictness is 'very'; write one of lax, veryStrict",
            "kubeassert.yaml:9:13: labels is a list; write a map of texts");
    }

    [Fact]
    public void A_parameter_that_the_rule_itself_refuses_is_told()
    {
        var act = () => Parse("{extends: house-rules, parameters: {minimum-replicas: {atLeast: 0}}}");

        act.Should().Throw<PolicyReadException>().Which.Problems.Should().ContainSingle().Which.ToString()
            .Should().Be("kubeassert.yaml:1:65: atLeast has to be above 0; correct it");
    }

    [Fact]
    public void A_policy_without_rules_is_no_policy()
    {
        var act = () => Parse("name: nothing");

        act.Should().Throw<PolicyReadException>().Which.Problems.Should().ContainSingle().Which.Message.Should().Be("no rule is in this policy");
    }

    [Fact]
    public void A_file_that_is_nowhere_is_told_with_where_it_was_looked_for()
    {
        var act = () => Policy.Load("no-such-policy.yaml");

        act.Should().Throw<PolicyReadException>().Which.Message.Should().Match("1 problem in the policy's files:\n\n  no-such-policy.yaml: there is no such file (looked in *KubeAssert.Tests, *); correct the path; *");
    }

    [Fact]
    public void A_file_is_found_and_read_with_rules_of_ones_own()
    {
        var folder = Directory.CreateTempSubdirectory();
        var file = Path.Combine(folder.FullName, "kubeassert.yaml");
        File.WriteAllText(file, "enable: team-is-named\n");

        Policy.Load(file, Labelled).Rules.Should().Equal(Labelled);
        Policy.Load(file, House.Add(Labelled)).Rules.Should().Equal(Labelled);

        folder.Delete(recursive: true);
    }

    [Fact]
    public void Whatever_the_text_is_a_file_is_read_or_refused_with_its_problems()
    {
        const string Whole = """
            name: shop
            extends: [house-rules]
            enable: [team-is-named]
            disable: [image-has-tag]
            severity: {team-is-named: warning}
            parameters: {minimum-replicas: {atLeast: 3, kinds: [a, b], memory: 1Gi, strictness: lax, strict: no, labels: {a: b}}}
            exemptions: [{rule: minimum-replicas, for: Deployment/web, because: small, until: 2027-03-01}]
            allowStaleExemptions: true
            """;
        string[] pieces = ["[", "]", "{", "}", ":", ",", "-", "\n", "null", "0", "99999999999999999999", "''", "~", "*", "&a", "error, info", "atLeast", "2027-02-30", "/"];
        var random = new Random(7);
        for (var round = 0; round < 1000; round++)
        {
            var text = Whole;
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                var at = random.Next(text.Length);
                text = text[..at] + pieces[random.Next(pieces.Length)] + text[Math.Min(text.Length, at + random.Next(6))..];
            }

            try
            {
                _ = Parse(text).Evaluate(Web);
            }
            catch (PolicyReadException e)
            {
                e.Problems.Should().NotBeEmpty().And.OnlyContain(p => p.Location.File == "kubeassert.yaml" && p.Message.Length > 0 && p.Fix.Length > 0);
            }
        }
    }

    private static Policy Parse(string yaml) => PolicyFile.Parse(yaml, "kubeassert.yaml", new KnownRules([House], [Labelled]));
}
