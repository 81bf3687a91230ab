using static KubeAssert.Cluster.Tests.Diagnosis.WebCluster;

namespace KubeAssert.Cluster.Tests.Diagnosis;

/// <summary>Every state of a pod or container: a case that fails, and one that heals and never fails.</summary>
public sealed class PodStateTests
{
    private const string NotFound = "rpc error: code = NotFound desc = failed to pull and unpack image \"shop/web:1\": failed to resolve reference \"shop/web:1\": shop/web:1: not found";

    [Theory]
    [InlineData(NotFound)]
    [InlineData("failed to pull and unpack image: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed")]
    [InlineData("failed to authorize: failed to fetch anonymous token: unexpected status from GET request: 401 Unauthorized")]
    [InlineData("no match for platform in manifest: not found")]
    public void An_image_that_no_further_try_will_pull_fails_at_once(string message)
    {
        new WebCluster().At(2).Pod(Waiting("ErrImagePull", message)).Failure.Should().Be(ErrorState.ErrImagePull);
    }

    [Fact]
    public void An_older_kubelet_says_why_only_in_the_event()
    {
        new WebCluster().At(2).Event("Failed", "Failed to pull image \"shop/web:1\": " + NotFound).Pod(Waiting("ImagePullBackOff", "Back-off pulling image \"shop/web:1\""))
            .Failure.Should().Be(ErrorState.ErrImagePull);
    }

    [Theory]
    [InlineData("429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit")]
    [InlineData("failed to do request: Head \"https://r/v2\": dial tcp: lookup r: no such host")]
    [InlineData("failed to copy: httpReadSeeker: failed open: unexpected EOF")]
    public void An_image_that_may_be_pulled_next_time_fails_at_the_third_failure(string message)
    {
        var cluster = new WebCluster().At(2).Event("Failed", $"Failed to pull image \"shop/web:1\": {message}", id: "pull").Pod(Waiting("ErrImagePull", message));
        cluster.Failure.Should().BeNull();

        cluster.At(14).Event("Failed", $"Failed to pull image \"shop/web:1\": {message}", count: 2, id: "pull").Pod(Waiting("ErrImagePull", message));
        cluster.Failure.Should().BeNull();

        cluster.At(38).Event("Failed", $"Failed to pull image \"shop/web:1\": {message}", count: 3, id: "pull").Pod(Waiting("ErrImagePull", message));
        cluster.Failure.Should().Be(ErrorState.ErrImagePull);
    }

    [Fact]
    public void An_image_that_is_pulled_at_the_second_try_is_healthy()
    {
        var cluster = new WebCluster().At(2).Event("Failed", "Failed to pull image \"shop/web:1\": i/o timeout").Pod(Waiting("ErrImagePull", "i/o timeout"));
        cluster.At(14).Healthy().At(18).Outcome.Should().Be(Outcome.Ready);
    }

    [Fact]
    public void An_image_whose_name_says_not_found_is_not_taken_for_missing()
    {
        const string image = "shop/not-found-page:404";
        new WebCluster(spec: $$"""{"containers":[{"name":"web","image":"{{image}}"}]}""").At(2).Event("Failed", $"Failed to pull image \"{image}\": i/o timeout")
            .Pod(Waiting("ErrImagePull", $"failed to resolve {image}: i/o timeout")).Failure.Should().BeNull();
    }

    [Fact]
    public void An_invalid_image_name_fails_at_once() =>
        new WebCluster().At(1).Pod(Waiting("InvalidImageName", "couldn't parse image name")).Failure.Should().Be(ErrorState.InvalidImageName);

    [Fact]
    public void A_refused_signature_fails_at_once() =>
        new WebCluster().At(1).Pod(Waiting("SignatureValidationFailed", "no signature")).Failure.Should().Be(ErrorState.SignatureValidationFailed);

    [Fact]
    public void An_image_that_may_not_be_pulled_fails_after_settling()
    {
        var cluster = new WebCluster().At(1).Pod(Waiting("ErrImageNeverPull", "not present with pull policy of Never"));
        cluster.At(5).Failure.Should().BeNull();
        cluster.At(6).Failure.Should().Be(ErrorState.ErrImageNeverPull);
    }

    [Fact]
    public void An_image_loaded_in_time_is_healthy() =>
        new WebCluster().At(1).Pod(Waiting("ErrImageNeverPull")).At(4).Healthy().At(8).Outcome.Should().Be(Outcome.Ready);

    [Fact]
    public void A_damaged_image_store_fails_at_the_second_look()
    {
        var cluster = new WebCluster().At(1).Event("InspectFailed", "failed to inspect", id: "i").Pod(Waiting("ImageInspectError"));
        cluster.Failure.Should().BeNull();
        cluster.At(12).Event("InspectFailed", "failed to inspect", count: 2, id: "i").Failure.Should().Be(ErrorState.ImageInspectError);
    }

    [Fact]
    public void A_silent_registry_fails_at_the_third_try()
    {
        var cluster = new WebCluster().At(1).Event("Failed", "Failed to pull image", count: 2, id: "f").Pod(Waiting("RegistryUnavailable"));
        cluster.Failure.Should().BeNull();
        cluster.At(30).Event("Failed", "Failed to pull image", count: 3, id: "f").Failure.Should().Be(ErrorState.RegistryUnavailable);
    }

    [Fact]
    public void A_missing_Secret_fails_after_the_grace_period_and_is_named()
    {
        var cluster = new WebCluster().At(1).Pod(Waiting("CreateContainerConfigError", "secret \"db\" not found"));
        cluster.At(15).Failure.Should().BeNull();
        cluster.At(16).Failure.Should().Be(ErrorState.CreateContainerConfigError);
        cluster.Diagnose().Causes[0].Missing.ToString().Should().Be("Secret/db");
    }

    [Fact]
    public void A_Secret_that_came_late_is_healthy_even_before_the_kubelet_looks_again()
    {
        var cluster = new WebCluster().At(1).Pod(Waiting("CreateContainerConfigError", "secret \"db\" not found")).At(12).Object("v1", "Secret", "db", "\"data\":{\"k\":\"\"}");
        cluster.At(18).Failure.Should().BeNull();
    }

    [Fact]
    public void A_key_that_a_ConfigMap_lacks_fails_after_the_grace_period_with_the_nearest_key()
    {
        var cluster = new WebCluster().Object("v1", "ConfigMap", "settings", "\"data\":{\"MODE\":\"x\"}").At(1).Pod(Waiting("CreateContainerConfigError", "couldn't find key mode in ConfigMap shop/settings"));
        cluster.At(16).Failure.Should().Be(ErrorState.CreateContainerConfigError);
        cluster.Diagnose().Causes[0].Nearest.Should().Be("ConfigMap/settings has MODE");
    }

    [Fact]
    public void An_image_that_runs_as_root_fails_at_once_where_that_is_forbidden() =>
        new WebCluster().At(1).Pod(Waiting("CreateContainerConfigError", "container has runAsNonRoot and image will run as root (pod: \"x\", container: web)")).Failure
            .Should().Be(ErrorState.CreateContainerConfigError);

    [Fact]
    public void A_cache_that_is_not_filled_yet_never_fails() =>
        new WebCluster().At(1).Pod(Waiting("CreateContainerConfigError", "failed to sync configmap cache: timed out waiting for the condition")).At(60).Failure.Should().BeNull();

    [Fact]
    public void A_container_that_can_not_be_created_fails_at_the_second_try()
    {
        var cluster = new WebCluster().At(1).Event("Failed", "Error: device busy", id: "f").Pod(Waiting("CreateContainerError", "device busy"));
        cluster.Failure.Should().BeNull();
        cluster.At(4).Event("Failed", "Error: device busy", count: 2, id: "f").Failure.Should().Be(ErrorState.CreateContainerError);
    }

    [Fact]
    public void A_container_created_at_the_second_try_is_healthy() =>
        new WebCluster().At(1).Event("Failed", "Error: device busy").Pod(Waiting("CreateContainerError", "device busy")).At(4).Healthy().At(8).Outcome.Should().Be(Outcome.Ready);

    [Theory]
    [InlineData("OCI runtime create failed: runc create failed: unable to start container process: exec: \"nosuch\": executable file not found in $PATH: unknown")]
    [InlineData("exec: \"/app\": permission denied")]
    [InlineData("exec /app: exec format error")]
    public void An_executable_that_can_not_run_fails_at_once(string message) =>
        new WebCluster().At(1).Pod(Waiting("RunContainerError", message), last: Ended(128, "StartError", message)).Failure.Should().Be(ErrorState.RunContainerError);

    [Fact]
    public void A_start_that_failed_for_a_passing_reason_is_healthy() =>
        new WebCluster().At(1).Pod(Waiting("RunContainerError", "context deadline exceeded"), last: Ended(128, "StartError", "context deadline exceeded")).At(3).Healthy().At(7).Outcome
            .Should().Be(Outcome.Ready);

    [Fact]
    public void A_hook_fails_at_the_second_time()
    {
        var cluster = new WebCluster().At(1).Event("FailedPostStartHook", "PostStartHook failed", id: "h").Pod(Waiting("PostStartHookError", "exit 7"));
        cluster.Failure.Should().BeNull();
        cluster.At(4).Event("FailedPostStartHook", "PostStartHook failed", count: 2, id: "h").Failure.Should().Be(ErrorState.PostStartHookError);
    }

    [Fact]
    public void A_hook_that_works_the_second_time_is_healthy() =>
        new WebCluster().At(1).Event("FailedPostStartHook", "PostStartHook failed").Pod(Waiting("PostStartHookError", "exit 7")).At(4).Healthy().At(8).Outcome.Should().Be(Outcome.Ready);

    [Fact]
    public void A_process_that_ends_twice_is_a_crash_loop()
    {
        var cluster = new WebCluster().At(1).Pod(Ended(1), phase: "Running");
        cluster.Failure.Should().BeNull();
        cluster.At(3).Pod(Ended(1), restarts: 1, last: Ended(1), phase: "Running").Failure.Should().Be(ErrorState.CrashLoopBackOff);
    }

    [Fact]
    public void One_restart_that_recovers_is_healthy_after_the_stability_window()
    {
        var cluster = new WebCluster().At(1).Pod(Ended(1), phase: "Running").At(2).Pod(Running, ready: true, restarts: 1, last: Ended(1), phase: "Running").Deployment(ready: 1);
        cluster.At(4).Outcome.Should().Be(Outcome.Progressing);
        cluster.At(5).Outcome.Should().Be(Outcome.Ready);
    }

    [Theory]
    [InlineData(126)]
    [InlineData(127)]
    public void A_shell_that_finds_no_command_fails_at_the_first_exit(int code) =>
        new WebCluster().At(1).Pod(Ended(code), phase: "Running").Failure.Should().Be(ErrorState.CrashLoopBackOff);

    [Fact]
    public void A_job_s_pod_that_tries_again_is_left_to_the_job() =>
        new WebCluster(withWeb: false, yaml: "apiVersion: batch/v1\nkind: Job\nmetadata: {name: load}\n").Object("batch/v1", "Job", "load", "\"spec\":{\"backoffLimit\":6},\"status\":{}")
            .Pod(Waiting("CrashLoopBackOff"), restarts: 2, last: Ended(1), owner: Owner("batch/v1", "Job", "load"), spec: """{"restartPolicy":"OnFailure","containers":[{"name":"web","image":"x"}]}""")
            .At(60).Failure.Should().BeNull();

    [Fact]
    public void Memory_that_runs_out_twice_is_named_before_the_crash_loop()
    {
        var cluster = new WebCluster().At(1).Pod(Ended(137, "OOMKilled"), phase: "Running");
        cluster.Failure.Should().BeNull();
        cluster.At(3).Pod(Waiting("CrashLoopBackOff"), restarts: 1, last: Ended(137, "OOMKilled"), phase: "Running").Failure.Should().Be(ErrorState.OOMKilled);
    }

    [Fact]
    public void A_bare_pod_that_is_not_restarted_fails_at_once_and_one_that_completed_is_ready()
    {
        const string yaml = "apiVersion: v1\nkind: Pod\nmetadata: {name: once}\n";
        const string never = """{"restartPolicy":"Never","containers":[{"name":"web","image":"x"}]}""";
        new WebCluster(yaml, withWeb: false).Pod(Ended(5), name: "once", owner: null, phase: "Failed", spec: never).Failure.Should().Be(ErrorState.Error);
        new WebCluster(yaml, withWeb: false).Pod(Ended(0, "Completed"), name: "once", owner: null, phase: "Succeeded", spec: never).At(4).Outcome.Should().Be(Outcome.Ready);
    }

    [Theory]
    [InlineData("liveness", "LivenessProbeFailed")]
    [InlineData("startup", "StartupProbeFailed")]
    public void A_probe_that_kills_twice_is_named_before_the_crash_loop(string probe, string state)
    {
        var cluster = new WebCluster().At(5).Event("Unhealthy", $"{char.ToUpperInvariant(probe[0])}{probe[1..]} probe failed: HTTP probe failed with statuscode: 500")
            .Event("Killing", $"Container web failed {probe} probe, will be restarted", id: "k", type: "Normal").Pod(Running, restarts: 1, last: Ended(137), phase: "Running");
        cluster.Failure.Should().BeNull();

        cluster.At(12).Event("Killing", $"Container web failed {probe} probe, will be restarted", count: 2, id: "k", type: "Normal").Pod(Ended(137), restarts: 1, last: Ended(137), phase: "Running");
        cluster.Failure!.Name.Should().Be(state);
    }

    [Fact]
    public void A_probe_that_killed_once_and_then_is_content_is_healthy() =>
        new WebCluster().At(5).Event("Killing", "Container web failed liveness probe, will be restarted", type: "Normal").Pod(Running, ready: true, restarts: 1, last: Ended(137), phase: "Running")
            .Deployment(ready: 1).At(9).Outcome.Should().Be(Outcome.Ready);

    private const string Probed = """{"containers":[{"name":"web","image":"x","readinessProbe":{"httpGet":{},"periodSeconds":2,"failureThreshold":2}}]}""";

    [Fact]
    public void A_readiness_probe_fails_only_with_margin()
    {
        var cluster = new WebCluster(spec: Probed).At(1).Pod(Running, phase: "Running").Event("Unhealthy", "Readiness probe failed: connection refused");
        cluster.At(40).Failure.Should().BeNull();
        cluster.At(41).Failure.Should().Be(ErrorState.Unhealthy);
    }

    [Fact]
    public void A_slow_start_behind_a_readiness_probe_is_healthy() =>
        new WebCluster(spec: Probed).At(1).Pod(Running, phase: "Running").Event("Unhealthy", "Readiness probe failed", count: 14).At(30).Healthy().At(34).Outcome.Should().Be(Outcome.Ready);

    [Fact]
    public void A_probe_that_is_patient_by_itself_is_waited_for() =>
        new WebCluster(spec: """{"containers":[{"name":"web","image":"x","readinessProbe":{"initialDelaySeconds":60,"periodSeconds":10,"failureThreshold":6}}]}""")
            .At(1).Pod(Running, phase: "Running").At(120).Failure.Should().BeNull();

    [Fact]
    public void An_init_container_that_runs_is_awaited_by_name_and_never_fails()
    {
        var cluster = new WebCluster(spec: """{"initContainers":[{"name":"setup","image":"x"}],"containers":[{"name":"web","image":"x"}]}""").At(1).Pod(Running, init: true).At(500);
        cluster.Failure.Should().BeNull();
        cluster.Diagnose().Awaited[0].Should().Match<Cause>(c => c.State == ErrorState.PodInitializing && c.Container == "setup");
    }

    [Fact]
    public void An_init_container_that_ends_well_is_no_crash() =>
        new WebCluster(spec: """{"initContainers":[{"name":"setup","image":"x"}],"containers":[{"name":"web","image":"x"}]}""").At(1).Pod(Ended(0, "Completed"), init: true, restarts: 1, last: Ended(1))
            .At(30).Failure.Should().BeNull();

    [Fact]
    public void A_container_being_created_is_awaited_and_never_fails()
    {
        var cluster = new WebCluster().At(300);
        cluster.Failure.Should().BeNull();
        cluster.Awaited.Should().Equal(ErrorState.ContainerCreating);
    }

    [Fact]
    public void A_sandbox_fails_after_three_times_and_half_a_minute()
    {
        var cluster = new WebCluster().At(1).Event("FailedCreatePodSandBox", "plugin type=\"flannel\" failed", id: "s", onContainer: false);
        cluster.At(20).Event("FailedCreatePodSandBox", "plugin type=\"flannel\" failed", count: 3, id: "s", onContainer: false).Failure.Should().BeNull();
        cluster.At(31).Failure.Should().Be(ErrorState.FailedCreatePodSandBox);
    }

    [Fact]
    public void A_network_that_comes_up_late_is_healthy() =>
        new WebCluster().At(1).Event("FailedCreatePodSandBox", "cni plugin not initialized", count: 5, onContainer: false).At(20).Healthy().At(40).Outcome.Should().Be(Outcome.Ready);

    [Fact]
    public void Evicted_pods_count_as_they_are_replaced()
    {
        var cluster = new WebCluster().At(5).Pod("{}", phase: "Failed", reason: "Evicted", message: "low on memory");
        cluster.Failure.Should().BeNull();
        cluster.At(9).Pod("{}", name: "web-1-b", phase: "Failed", reason: "Evicted", message: "low on memory").Failure.Should().Be(ErrorState.Evicted);
    }

    [Fact]
    public void A_pod_that_the_node_refused_and_that_was_replaced_is_healthy() =>
        new WebCluster().At(5).Pod("{}", name: "web-1-b", phase: "Failed", reason: "UnexpectedAdmissionError", message: "device gone").Healthy().At(9).Outcome.Should().Be(Outcome.Ready);

    [Fact]
    public void A_pod_that_nodes_keep_refusing_fails() =>
        new WebCluster().At(5).Pod("{}", phase: "Failed", reason: "SysctlForbidden", message: "forbidden sysctl").Pod("{}", name: "web-1-b", phase: "Failed", reason: "SysctlForbidden", message: "forbidden sysctl")
            .Failure.Should().Be(ErrorState.PodRejected);
}
