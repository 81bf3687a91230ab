using System.Runtime.CompilerServices;
using KubeAssert.Cluster.Diagnosing.Context;
using KubeAssert.Cluster.Diagnosing.Judgement;
using KubeAssert.Cluster.Diagnosing.Parsing;
using KubeAssert.Cluster.Diagnosing.Rendering;
using KubeAssert.Cluster.Observation;
using static KubeAssert.Cluster.Tests.Diagnosis.WebCluster;

namespace KubeAssert.Cluster.Tests.Diagnosis;

/// <summary>What a failing test prints, whole.</summary>
public sealed class DiagnosisTextTests
{
    [Fact]
    public void A_missing_ConfigMap_is_told_with_the_one_that_was_meant()
    {
        const string yaml = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: web-config}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              template:
                spec:
                  volumes:
                  - name: config
                    configMap: {name: webConfig}
                  containers:
                  - {name: web, image: shop/web:1}
            """;
        var cluster = new WebCluster(yaml, """{"volumes":[{"name":"config","configMap":{"name":"webConfig"}}],"containers":[{"name":"web","image":"shop/web:1"}]}""")
            .At(1).Event("FailedMount", "MountVolume.SetUp failed for volume \"config\" : configmap \"webConfig\" not found", count: 5, onContainer: false).At(16);

        cluster.Diagnose().ToString().Should().Be("""
            1 of 2 objects will not become ready, known after 16 s:

              web.yaml:13:27  Deployment/web  spec.template.spec.volumes[0].configMap.name
                FailedMount: ConfigMap/webConfig does not exist
                chain: Deployment/web -> ReplicaSet/web-1 -> Pod/web-1-a
                nearest: your manifests have ConfigMap/web-config (web.yaml:1:1)
                why: Pod/web-1-a names ConfigMap/webConfig, and there is none in namespace shop.
                fix: name web-config
                seen:
                  event FailedMount x5, 15 s ago: MountVolume.SetUp failed for volume "config" : configmap "webConfig" not found
                more: docs/error-states/failed-mount.md

              ready        ConfigMap/web-config: applied
            """);
    }

    [Fact]
    public async Task A_crash_loop_is_told_with_its_exit_code_and_log()
    {
        var cluster = new WebCluster().At(1).Pod(Ended(1), phase: "Running").At(3).Pod(Ended(1), restarts: 1, last: Ended(1), phase: "Running")
            .Event("BackOff", "Back-off restarting failed container web in pod web-1-a");

        var (diagnosis, _) = await Verdict.ReachAsync(new Diagnostician(WaitPolicy.Default), cluster.State, cluster.Now, new OneLog("starting\nno DATABASE_URL given\n"), WaitPolicy.Default, default);

        diagnosis.ToString().Should().Be("""
            1 of 1 object will not become ready, known after 3.0 s:

              web.yaml:13:9  Deployment/web  spec.template.spec.containers[0]
                CrashLoopBackOff in container web: ended twice, last with exit code 1 (a general error of the program)
                chain: Deployment/web -> ReplicaSet/web-1 -> Pod/web-1-a -> container web
                why: The process starts and ends, and Kubernetes starts it again, after ever longer pauses: at once, then 10 s doubling to 300 s. The exit code and the last log lines say why it ended.
                fix: Read the log below; run the image with the same command and configuration on your machine.
                seen:
                  container web: ended with exit code 1 (a general error of the program) after 1.0 s, restarted once
                  event BackOff, 0.0 s ago: Back-off restarting failed container web in pod web-1-a
                log, last lines:
                  | starting
                  | no DATABASE_URL given
                more: docs/error-states/crash-loop-back-off.md
            """);
    }

    [Fact]
    public void What_is_not_ready_in_time_is_told_with_what_it_waits_for() =>
        new WebCluster().At(60).Diagnose().ToString().Should().Be("""
            1 of 1 object is not ready after 60 s:

              web.yaml:13:9  Deployment/web  spec.template.spec.containers[0]
                ContainerCreating in container web: its container is being created for 60 s
                chain: Deployment/web -> ReplicaSet/web-1 -> Pod/web-1-a -> container web
                why: The pod is on a node; volumes are mounted, the network is set up, images are pulled. Where that does not end, an event says why.
                fix: Wait; if it lasts, look at the pod's events and the node.
                seen:
                  container web: waiting, ContainerCreating
                more: docs/error-states/container-creating.md

              progressing  Deployment/web: 0 of 1 pod ready
            """);

    [Fact]
    public void Where_the_time_went_is_told_a_step_a_line() =>
        new WebCluster().At(1).Event("Pulling", "Pulling image", type: "Normal").At(9).Event("Pulled", "Successfully pulled image", type: "Normal").At(10).Healthy().At(14).Diagnose().TimeLine.ToString()
            .Should().Be("""
            Deployment/web
                0.0 s  schedule: 0.0 s
                1.0 s  pull shop/web:1: 8.0 s  <- slowest
                9.0 s  start containers: 1.0 s
            """);

    [Fact]
    public void A_progress_line_says_that_the_server_is_silent()
    {
        var cluster = new WebCluster().At(10);
        ProgressLine.Of(cluster.Tell(new WatchLost(cluster.Now, "", "Pod")).At(16).Diagnose()).Should()
            .Be("16 s: 0 of 1 object ready; waiting for Deployment/web (0 of 1 pod ready: web: its container is being created for 10 s); no word from the API server for 6.0 s");
    }

    [Fact]
    public void A_progress_line_says_what_is_awaited_and_why() =>
        ProgressLine.Of(new WebCluster().At(12).Diagnose()).Should()
            .Be("12 s: 0 of 1 object ready; waiting for Deployment/web (0 of 1 pod ready: web: its container is being created for 12 s)");

    [Fact]
    public void Every_state_has_a_page_and_it_says_what_the_catalogue_says()
    {
        var folder = Path.Combine(Root(), "docs", "error-states");
        if (Environment.GetEnvironmentVariable("KUBEASSERT_WRITE_DOCS") == "1")
        {
            Directory.CreateDirectory(folder);
            foreach (var state in ErrorState.All)
                File.WriteAllText(Path.Combine(Root(), state.Page), Page(state));
            File.WriteAllText(Path.Combine(folder, "README.md"), Index());
        }

        foreach (var state in ErrorState.All)
            File.ReadAllText(Path.Combine(Root(), state.Page)).Should().Be(Page(state));
        File.ReadAllText(Path.Combine(folder, "README.md")).Should().Be(Index());
        Directory.GetFiles(folder).Should().HaveCount(ErrorState.All.Count + 1);
    }

    private static string Page(ErrorState state) => $"""
        # {state.Name}: {state.Summary}

        {state.Explanation}

        **What to do.** {state.Fix}

        **Where it shows.** {char.ToUpperInvariant(state.Indicators[0])}{state.Indicators[1..]}.

        **When KubeAssert calls it failing.** {When(state.Class)}

        In a test that expects it: `ErrorState.{state.Name}`.

        """;

    private static string Index() =>
        "# Error states\n\nEvery way to fail that KubeAssert knows, and when it stops waiting. All times and counts are settings of `WaitPolicy`.\n\n| state | what it is | class |\n| --- | --- | --- |\n"
        + string.Concat(ErrorState.All.OrderBy(s => s.Name, StringComparer.Ordinal).Select(s => $"| [{s.Name}]({Path.GetFileName(s.Page)}) | {s.Summary} | {Class(s.Class)} |\n"));

    private static string Class(ErrorStateClass @class) => @class switch
    {
        ErrorStateClass.Terminal => "terminal",
        ErrorStateClass.Configuration => "configuration",
        ErrorStateClass.BackOff => "back-off",
        _ => "self-healing",
    };

    private static string When(ErrorStateClass @class) => @class switch
    {
        ErrorStateClass.Terminal => "At once: it can't get better without a change. Where a controller makes the pod anew, or tries again, when that has failed as well.",
        ErrorStateClass.Configuration =>
            "When it has lasted: `WaitPolicy.GracePeriod` (15 s) where somebody may still create what is missing, and then only after asking the API server whether it is; "
            + "`WaitPolicy.SettleTime` (5 s) where things that are all there contradict each other.",
        ErrorStateClass.BackOff => "On a count of failures (`WaitPolicy.MaxCrashes`, `PullFailures`, `Kills`: 2; `NodeFailures`: 3), or at once where the message says that no further try can help.",
        _ => "Never on its own, or only long after a healthy start would be over; while it lasts it is named as what is being waited for.",
    };

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));

    private sealed class OneLog(string log) : IClusterEvidence
    {
        public Task<string?> ReadLogAsync(LogRequest request, CancellationToken cancellationToken) => Task.FromResult<string?>(log);

        public Task<LookedUp> LookUpAsync(ObjectKey key, CancellationToken cancellationToken) => Task.FromResult(new LookedUp(default, key, false));
    }
}
