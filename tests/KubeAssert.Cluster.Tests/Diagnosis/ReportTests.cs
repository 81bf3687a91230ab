using System.Text.Json.Nodes;
using KubeAssert.Cluster.Diagnosing.Context;
using KubeAssert.Cluster.Diagnosing.Judgement;
using KubeAssert.Cluster.Diagnosing.Parsing;
using KubeAssert.Cluster.Diagnosing.Rendering;
using KubeAssert.Cluster.Observation;
using KubeAssert.Conformance.Replay;
using KubeAssert.Reports;
using static KubeAssert.Cluster.Tests.Diagnosis.WebCluster;

namespace KubeAssert.Cluster.Tests.Diagnosis;

/// <summary>What reports say of a deployment.</summary>
public sealed class ReportTests
{
    [Fact]
    public void Where_the_time_went_is_told_with_every_kind_of_step() =>
        SlowStart().TimeLine.ToString().Should().Be("""
            Deployment/web
                0.0 s  create the pod: 2.0 s
                2.0 s  schedule: 1.0 s
                3.0 s  volumes and network: 4.0 s
                7.0 s  pull shop/migrate:1: 3.0 s
                 10 s  init setup: 1.0 s
                 11 s  pull shop/web:1: 20 s  <- slowest
                 31 s  start containers: 1.0 s
                 32 s  readiness probes: 8.0 s
            """);

    [Fact]
    public void A_summary_names_what_was_ready_last_and_why() =>
        SlowStart().ToReport().ToMarkdown().Should().Be("""
            ## Deployment

            Nothing found in 1 manifest.

            ### ✅ Namespace shop

            1 object is ready after 44 s; Deployment/web was ready last, after 40 s; its longest step was pull shop/web:1, 20 s.

            | object | | where the time went |
            | --- | --- | --- |
            | <code>Deployment/web</code> | ✅ 40 s | create the pod 2.0 s · schedule 1.0 s · volumes and network 4.0 s · pull shop/migrate:1 3.0 s · init setup 1.0 s · **pull shop/web:1 20 s** · start containers 1.0 s · readiness probes 8.0 s |

            """.ReplaceLineEndings("\n"));

    [Fact]
    public async Task A_failing_deployment_is_told_with_what_it_waits_for()
    {
        var failing = await ReplayAsync("failed-mount-configmap-not-found");

        failing.TimeLine.ToString().Should().Be("""
            Deployment/flask
                0.0 s  schedule: 0.0 s
                0.0 s  FailedMount: 15 s, not ended  <- slowest
            """);
        failing.ToReport().ToMarkdown().Should().Contain("❌ error").And.Contain("FailedMount: ConfigMap/flask-config does not exist").And.Contain("cluster/FailedMount")
            .And.Contain("| <code>Deployment/flask</code> | ❌ failing | schedule 0.0 s · **FailedMount 15 s, not ended** |");
    }

    [Fact]
    public async Task A_cause_is_a_finding_with_its_evidence_in_every_format()
    {
        var report = (await ReplayAsync("crash-loop-missing-file")).ToReport();

        report.Findings.Should().ContainSingle().Which.RuleId.Should().Be("cluster/CrashLoopBackOff");
        report.ToHtml().Should().Contain("can&#39;t open file &#39;/opt/exampleapp/exampleapp&#39;").And.Contain("Deployment/flask → ReplicaSet/flask-c4ff6bf89 → ");
        report.ToJUnit().Should().Contain("chain: Deployment/flask → ").And.Contain("    | python3: can't open file");
        report.ToSarif().Should().Contain("\"ruleId\": \"cluster/CrashLoopBackOff\"");
        report.Findings[0].Documentation.Should().Be(new Uri("docs/error-states/crash-loop-back-off.md", UriKind.Relative));
        report.ToGitHubAnnotations().Should().StartWith("::error file=manifests.yaml,line=12,col=9,");
    }

    [Fact]
    public async Task A_finding_names_no_namespace_that_the_next_run_calls_otherwise()
    {
        var result = (await ReplayAsync("crash-loop-missing-file")).ToReport().ToSarif();

        JsonNode.Parse(result)!["runs"]![0]!["results"]![0]!["locations"]![0]!["logicalLocations"]![0]!["fullyQualifiedName"]!.GetValue<string>()
            .Should().Be("Deployment/flask/spec.template.spec.containers[0]");
    }

    [Fact]
    public async Task A_deployment_goes_into_a_policy_s_report()
    {
        var set = Manifests.Parse(WebCluster.Yaml, "web.yaml");
        var rule = Rule.For<Workload>("two-replicas", "two replicas").Must(_ => false, _ => "runs one");

        var html = Report.Of(set, Policy.Of("Production", rule)).With(await ReplayAsync("crash-loop-missing-file")).ToHtml();

        html.Should().Contain("two-replicas").And.Contain("cluster/CrashLoopBackOff").And.Contain("<h1><bdi>Production</bdi></h1>").And.Contain("id=\"deployments\"");
    }

    [Fact]
    public async Task Values_of_Secrets_are_taken_out_of_logs_and_messages()
    {
        const string secret = """

            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: database}
            stringData: {password: hunter2hunter2}
            data: {token: czNjcmV0LXQwa2Vu, short: YWI=}
            """;
        var cluster = new WebCluster(WebCluster.Yaml + secret).At(1).Pod(Ended(1), phase: "Running").At(3).Pod(Ended(1), restarts: 1, last: Ended(1), phase: "Running")
            .Event("BackOff", "restarting with hunter2hunter2");

        var (diagnosis, _) = await Verdict.ReachAsync(
            new Diagnostician(WaitPolicy.Default), cluster.State, cluster.Now, new Log("cab to postgres://shop:hunter2hunter2@db\ntoken s3cret-t0ken or czNjcmV0LXQwa2Vu\n"), WaitPolicy.Default, default);

        diagnosis.Causes[0].Log.Should().Equal("cab to postgres://shop:<redacted>@db", "token <redacted> or <redacted>");
        (diagnosis.ToString() + diagnosis.ToReport().ToHtml() + diagnosis.ToReport().ToJUnit()).Should().Contain("restarting with <redacted>").And.NotContain("hunter2").And.NotContain("s3cret");
    }

    [Fact]
    public async Task A_deployment_that_fails_is_in_the_report_of_the_run_once()
    {
        var folder = Directory.CreateTempSubdirectory("kubeassert-collected-").FullName;
        var failing = await ReplayAsync("crash-loop-missing-file");
        using (var collector = new ReportCollector(folder, "tests", 1, _ => true))
        {
            for (var i = 0; i < 2; i++)
                collector.Add(DiagnosisReport.Findings(failing, Severity.Error), DiagnosisReport.Deployment(failing) with { Demand = "become ready within 2 min" }, DiagnosisReport.PassingNamespace(failing));
            collector.Add([], DiagnosisReport.Deployment(SlowStart()), null);
        }

        var html = await File.ReadAllTextAsync(Path.Combine(folder, "kubeassert.html"));
        html.Should().Contain("Expected to <bdi>become ready within 2 min</bdi>.").And.Contain("readiness probes").And.Contain("<b>1</b> error</li>");
        html.Split("<article class=\"deployment").Should().HaveCount(3);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_text_of_many_objects_shows_the_twenty_slowest()
    {
        var tracks = Enumerable.Range(0, 25).Select(i => new TimeLine.Track(
            new ObjectKey("apps", "Deployment", "shop", $"web-{i}"), Outcome.Ready, "", [new TimeLineStep(default, "schedule", TimeSpan.Zero, TimeSpan.FromSeconds(25 - i))])).ToArray();

        new TimeLine(tracks).ToString().Should().EndWith("Deployment/web-19\n    0.0 s  schedule: 6.0 s  <- slowest\nand 5 further objects, ready within 5.0 s");
    }

    private static async Task<Cluster.Diagnosis> ReplayAsync(string scenario)
    {
        var result = await Replayer.RunAsync(Scenario.Load(Path.Combine(AppContext.BaseDirectory, "Scenarios", scenario)));
        return result.FirstFailing ?? result.Last;
    }

    private static Cluster.Diagnosis SlowStart()
    {
        const string spec = """{"initContainers":[{"name":"setup","image":"shop/migrate:1"}],"containers":[{"name":"web","image":"shop/web:1","readinessProbe":{"httpGet":{"path":"/","port":80}}}]}""";
        const string scheduled = """{"type":"PodScheduled","status":"True"},""";
        const string prepared = scheduled + """{"type":"PodReadyToStartContainers","status":"True"},""";
        const string init = """,{"type":"Ready","status":"False"}""";
        var cluster = new WebCluster(spec: spec, withWeb: false).At(1).Deployment(ready: 0).ReplicaSet();
        cluster.At(2).Pod("{}", scheduled: false).At(3).Pod(Waiting("PodInitializing"), conditions: scheduled[..^1] + init);
        cluster.At(7).Pod(Waiting("PodInitializing"), conditions: prepared[..^1] + init);
        Said(7, "Pulling", "initContainers{setup}").Said(10, "Pulled", "initContainers{setup}").Said(10, "Started", "initContainers{setup}");
        Pod(11, Waiting("PodInitializing"), ready: "False").Said(11, "Pulling", "containers{web}").Said(31, "Pulled", "containers{web}");
        Pod(32, Running, ready: "False");
        Pod(40, Running, ready: "True").Deployment(ready: 1);
        return cluster.At(44).Diagnose();

        Builder Pod(double second, string state, string ready)
        {
            cluster.At(second).Object("v1", "Pod", "web-1-a", $$"""
                "spec":{{spec[..^1]}},"nodeName":"node1"},"status":{"phase":"Running","conditions":[{{prepared}}{"type":"Ready","status":"{{ready}}"}],
                "initContainerStatuses":[{"name":"setup","ready":true,"state":{{Ended(0, "Completed")}}}],
                "containerStatuses":[{"name":"web","ready":{{(ready == "True" ? "true" : "false")}},"started":true,"state":{{state}}}]}
                """, ",\"labels\":{\"app\":\"web\"}," + Owner("apps/v1", "ReplicaSet", "web-1"));
            return new Builder(cluster);
        }

        Builder Said(double second, string reason, string field) => new Builder(cluster).Said(second, reason, field);
    }

    private readonly record struct Builder(WebCluster Cluster)
    {
        public Builder Said(double second, string reason, string field)
        {
            Cluster.At(second).Object($$$"""
                {"apiVersion":"v1","kind":"Event","metadata":{"name":"{{{reason}}}.{{{field}}}","namespace":"shop","uid":"{{{reason}}}.{{{field}}}"},
                 "involvedObject":{"kind":"Pod","namespace":"shop","name":"web-1-a","uid":"Pod-web-1-a","fieldPath":"spec.{{{field}}}"},"type":"Normal","reason":"{{{reason}}}","message":"{{{reason}}}","count":1}
                """);
            return this;
        }

        public WebCluster Deployment(int ready) => Cluster.Deployment(ready);
    }

    private sealed class Log(string text) : IClusterEvidence
    {
        public Task<string?> ReadLogAsync(LogRequest request, CancellationToken cancellationToken) => Task.FromResult<string?>(text);

        public Task<LookedUp> LookUpAsync(ObjectKey key, CancellationToken cancellationToken) => Task.FromResult(new LookedUp(default, key, false));
    }
}
