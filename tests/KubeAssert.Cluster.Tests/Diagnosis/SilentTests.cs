using KubeAssert.Cluster.Diagnosing.Context;
using KubeAssert.Cluster.Diagnosing.Judgement;
using KubeAssert.Cluster.Diagnosing.Parsing;
using KubeAssert.Cluster.Diagnosing.Rendering;
using KubeAssert.Cluster.Observation;
using static KubeAssert.Cluster.Tests.Diagnosis.WebCluster;

namespace KubeAssert.Cluster.Tests.Diagnosis;

/// <summary>Faults of which no status and no event says the whole: they are read off what is not there.</summary>
public sealed class SilentTests
{
    private const string Missing = "rpc error: code = Unknown desc = failed to exec in container: OCI runtime exec failed: exec failed: unable to start container process: exec: \"pg_isready\": executable file not found in $PATH";

    private static WebCluster Probing(string probe, string said, string schedule = "\"periodSeconds\":2")
    {
        var spec = $$$"""{"containers":[{"name":"web","image":"x","{{{probe}}}Probe":{"exec":{"command":["pg_isready"]},{{{schedule}}}}}]}""";
        return new WebCluster(spec: spec).At(1).Pod(Running, phase: "Running").At(2).Event("Unhealthy", $"{char.ToUpperInvariant(probe[0])}{probe[1..]} probe {said}", id: "u");
    }

    [Fact]
    public void A_startup_probe_whose_command_is_not_in_the_image_fails_though_nobody_is_killed()
    {
        var cluster = Probing("startup", "errored and resulted in unknown state: " + Missing);
        cluster.At(16.5).Failure.Should().BeNull();
        var cause = cluster.At(17).Diagnose().Causes[0];
        cause.State.Should().Be(ErrorState.StartupProbeFailed);
        cause.Fix.Should().Be("correct the probe's command: it runs in the container, and must be an executable of its image");
    }

    [Fact]
    public void A_startup_probe_that_may_yet_find_its_command_is_given_its_own_time() =>
        Probing("startup", "errored and resulted in unknown state: " + Missing, "\"periodSeconds\":10,\"failureThreshold\":6").At(61).Failure.Should().BeNull();

    [Fact]
    public void A_startup_probe_that_answers_no_waits_for_the_kubelet_to_act() =>
        Probing("startup", "failed: no response").At(60).Failure.Should().BeNull();

    [Fact]
    public void A_readiness_probe_whose_command_is_not_in_the_image_fails_after_the_grace_period()
    {
        var cluster = Probing("readiness", "errored and resulted in unknown state: " + Missing);
        cluster.At(16.5).Failure.Should().BeNull();
        cluster.At(17).Failure.Should().Be(ErrorState.Unhealthy);
    }

    [Fact]
    public void A_pod_that_names_a_node_that_is_not_there_fails_after_the_grace_period()
    {
        const string spec = """{"nodeName":"node7","containers":[{"name":"web","image":"x"}]}""";
        var cluster = new WebCluster(withWeb: false).Tell(new Listed(default, "", "Node", [])).Node().Deployment(ready: 0).ReplicaSet().At(1)
            .Object("v1", "Pod", "web-1-a", $$"""
            "spec":{{spec}},"status":{"phase":"Pending"}
            """, "," + Owner("apps/v1", "ReplicaSet", "web-1"));
        cluster.At(15.5).Failure.Should().BeNull();
        var cause = cluster.At(16).Diagnose().Causes[0];
        cause.State.Should().Be(ErrorState.Unschedulable);
        cause.Missing.ToString().Should().Be("Node/node7");
        cause.Nearest.Should().Be("the cluster has Node/node1");

        cluster.Node(name: "node7").At(17).Failure.Should().BeNull();
    }

    [Fact]
    public void A_pod_whose_scheduler_does_not_look_at_it_is_awaited_with_the_schedulers_name()
    {
        const string spec = """{"schedulerName":"volcano","containers":[{"name":"web","image":"x"}]}""";
        var diagnosis = new WebCluster(spec: spec).At(1).Object("v1", "Pod", "web-1-a", $$"""
            "spec":{{spec}},"status":{"phase":"Pending"}
            """, "," + Owner("apps/v1", "ReplicaSet", "web-1")).At(120).Diagnose();
        diagnosis.Outcome.Should().Be(Outcome.Progressing);
        diagnosis.Awaited.Should().ContainSingle().Which.Found.Should().Be("waits for scheduler volcano, which has not looked at it");
    }

    [Fact]
    public void A_claim_template_that_does_not_exist_is_named_though_no_scheduler_has_looked()
    {
        var cluster = new WebCluster().At(1).Object("v1", "Pod", "web-1-a", """
            "spec":{"resourceClaims":[{"name":"gpu","resourceClaimTemplateName":"single-gpu"}],"containers":[{"name":"web","image":"x"}]},"status":{"phase":"Pending"}
            """, "," + Owner("apps/v1", "ReplicaSet", "web-1"))
            .Event("FailedResourceClaimCreation", "PodResourceClaim gpu: resource claim template \"single-gpu\": resourceclaimtemplate.resource.k8s.io \"single-gpu\" not found", onContainer: false);
        cluster.At(15.5).Failure.Should().BeNull();
        cluster.At(16).Diagnose().Causes[0].Found.Should().Be("ResourceClaimTemplate/single-gpu does not exist");
    }

    [Theory]
    [InlineData("exec /app/run: exec format error", "The runtime could not execute the command: \"/app/run\" was built for another processor, or is a script without a shebang line.")]
    [InlineData("exec /app/run.py: no such file or directory", "The runtime found /app/run.py but could not execute it: the interpreter that its first line names, or the loader that it was linked for, is not in the image.")]
    public void What_the_runtime_could_only_write_to_the_log_is_read_there(string line, string explanation) =>
        LoggedStartFailure.Refine(Crash(line)).Explanation.Should().Be(explanation);

    [Fact]
    public void A_programs_own_lines_are_not_taken_for_the_runtimes() =>
        LoggedStartFailure.Refine(Crash("starting", "exec /app/run: exec format error")).Should().Be(Crash("starting", "exec /app/run: exec format error"), "the runtime writes one line and no more");

    private static readonly Cause Crashed = new WebCluster().At(2).Pod(Ended(1), restarts: 1).Diagnose().Causes[0];

    private static Cause Crash(params string[] log) => Crashed with { Log = Logs.GetOrAdd(string.Join('\n', log), _ => log) };

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, string[]> Logs = new(StringComparer.Ordinal);

    [Fact]
    public void A_termination_message_is_evidence() =>
        new WebCluster().At(2).Pod(Ended(3, message: "licence expired"), restarts: 1).Diagnose().Causes[0].Evidence.Should().Contain("its termination message: licence expired");

    [Fact]
    public void Of_a_failed_Jobs_containers_the_one_that_failed_is_told_and_not_the_sidecar_that_was_killed_after_it()
    {
        const string spec = """{"initContainers":[{"name":"proxy","image":"x","restartPolicy":"Always"}],"containers":[{"name":"report","image":"x"}]}""";
        static string Done(string name, int code, string at) =>
            $$$$"""{"name":"{{{{name}}}}","state":{"terminated":{"exitCode":{{{{code}}}},"reason":"Error","finishedAt":"2026-03-01T12:00:{{{{at}}}}Z"}}}""";
        var cause = new WebCluster("apiVersion: batch/v1\nkind: Job\nmetadata: {name: report}\n", withWeb: false)
            .Object("batch/v1", "Job", "report", """
                "spec":{},"status":{"failed":1,"conditions":[{"type":"FailureTarget","status":"True","reason":"BackoffLimitExceeded","message":"Job has reached the specified backoff limit"}]}
                """)
            .Object("v1", "Pod", "report-a", $$"""
                "spec":{{spec}},"status":{"phase":"Failed","initContainerStatuses":[{{Done("proxy", 137, "05")}}],"containerStatuses":[{{Done("report", 21, "03")}}]}
                """, "," + Owner("batch/v1", "Job", "report"))
            .Diagnose().Causes[0];
        cause.Container.Should().Be("report");
        cause.ExitCode.Should().Be(21);
    }
}
