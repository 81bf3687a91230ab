using KubeAssert.Cluster.Diagnosing.Context;
using KubeAssert.Cluster.Diagnosing.Judgement;
using KubeAssert.Cluster.Diagnosing.Parsing;
using KubeAssert.Cluster.Diagnosing.Recognition.Controllers;
using KubeAssert.Cluster.Diagnosing.Rendering;
using KubeAssert.Cluster.Observation;
using static KubeAssert.Cluster.Tests.Diagnosis.WebCluster;

namespace KubeAssert.Cluster.Tests.Diagnosis;

/// <summary>What kubelets, runtimes, registries, schedulers and admission of all versions say, and what is read from it.</summary>
public sealed class MessageTests
{
    [Theory]
    // containerd 1 and 2
    [InlineData("NotFound", "rpc error: code = NotFound desc = failed to pull and unpack image \"docker.io/library/nginx:nope\": failed to resolve reference \"docker.io/library/nginx:nope\": docker.io/library/nginx:nope: not found")]
    [InlineData("Denied", "failed to pull and unpack image \"docker.io/shop/web:1\": failed to resolve reference \"docker.io/shop/web:1\": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed")]
    [InlineData("Denied", "failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://ghcr.io/token?scope=repository%3Ashop%2Fweb%3Apull&service=ghcr.io: 403 Forbidden")]
    [InlineData("Denied", "failed to authorize: failed to fetch oauth token: unexpected status: 401 Unauthorized")]
    [InlineData("Denied", "pulling from host quay.io failed with status code [manifests 1]: 401 UNAUTHORIZED")]
    [InlineData("Denied", "unexpected status from HEAD request to https://gcr.io/v2/shop/web/manifests/1: 403 Forbidden")]
    [InlineData("NotFound", "pulling from host registry.local failed with status code [manifests 1]: 404")]
    [InlineData("RateLimited", "failed to copy: httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/library/nginx/manifests/sha256:0: 429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit.")]
    [InlineData("Unreachable", "failed to do request: Head \"https://registry.invalid/v2/web/manifests/1\": dial tcp: lookup registry.invalid on 10.43.0.10:53: no such host")]
    [InlineData("Unreachable", "failed to do request: Head \"https://10.0.0.9:42901/v2/web/manifests/1\": dial tcp 10.0.0.9:42901: connect: connection refused")]
    [InlineData("Unreachable", "failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://auth.example.com/token: 503 Service Unavailable")]
    [InlineData("Unreachable", "failed to do request: Head \"https://r.example.com/v2/\": net/http: TLS handshake timeout")]
    [InlineData("Untrusted", "failed to do request: Head \"https://r.local/v2/web/manifests/1\": tls: failed to verify certificate: x509: certificate signed by unknown authority")]
    [InlineData("Untrusted", "failed to do request: Head \"https://r.local:5000/v2/\": http: server gave HTTP response to HTTPS client")]
    [InlineData("WrongPlatform", "rpc error: code = NotFound desc = failed to pull and unpack image \"docker.io/shop/web:1\": no match for platform in manifest: not found")]
    [InlineData("NoSpace", "failed to extract layer sha256:4290: write /var/lib/rancher/k3s/x: no space left on device")]
    [InlineData("Unknown", "failed to prepare extraction snapshot \"extract-404 sha256:401\": snapshot does not exist: not found")]
    [InlineData("Unreachable", "failed to copy: httpReadSeeker: failed open: content at https://r/v2/web/blobs/sha256:a429b404c401: unexpected EOF")]
    // the Docker engine behind cri-dockerd
    [InlineData("Denied", "Error response from daemon: pull access denied for shop/web, repository does not exist or may require 'docker login': denied: requested access to the resource is denied")]
    [InlineData("NotFound", "Error response from daemon: manifest for nginx:nope not found: manifest unknown: manifest unknown")]
    [InlineData("WrongPlatform", "no matching manifest for linux/arm64/v8 in the manifest list entries")]
    [InlineData("Denied", "Error response from daemon: Get \"https://1.dkr.ecr.eu.amazonaws.com/v2/web/manifests/1\": no basic auth credentials")]
    public void A_registry_s_answer_is_read_whatever_wraps_it(string problem, string message) => PullFailure.Of(message, "shop/web:1").ToString().Should().Be(problem);

    [Fact]
    public void An_image_under_the_tag_latest_is_told_why_loading_it_was_not_enough()
    {
        const string Why = "; under the tag latest a locally built image that was loaded is not looked at, unless imagePullPolicy is IfNotPresent";

        PullFailure.Fix(PullProblem.Denied, "shop").Should().EndWith(Why);
        PullFailure.Fix(PullProblem.NotFound, "shop:latest").Should().Be("push shop:latest, or correct its name and tag; a locally built image must be loaded into the cluster" + Why);
        PullFailure.Fix(PullProblem.NotFound, "shop:dev").Should().NotContain("latest");
        PullFailure.Fix(PullProblem.WrongPlatform, "shop:latest").Should().NotContain("latest");
    }

    [Theory]
    [InlineData(true, "command", "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: \"nosuch\": executable file not found in $PATH: unknown")]
    [InlineData(true, "command", "OCI runtime create failed: runc create failed: unable to start container process: exec: \"/app\": stat /app: no such file or directory: unknown")]
    [InlineData(true, "command", "crun: executable file `nosuch` not found in $PATH: No such file or directory: OCI runtime attempted to invoke a command that was not found")]
    [InlineData(true, "command", "crun: open executable: Permission denied: OCI permission denied")]
    [InlineData(true, "command", "failed to start container \"c\": Error response from daemon: failed to create task for container: OCI runtime create failed: unable to start container process: exec: \"/x.sh\": permission denied: unknown")]
    [InlineData(true, "volumeMounts", "OCI runtime create failed: runc create failed: unable to start container process: error during container init: error mounting \"/a\" to rootfs at \"/etc/app\": mount through procfd: not a directory: unknown: Are you trying to mount a directory onto a file")]
    [InlineData(true, "workingDir", "runc create failed: unable to start container process: error during container init: chdir to cwd (\"/nope\") set in config.json failed: no such file or directory: unknown")]
    [InlineData(true, "resources.limits.memory", "OCI runtime create failed: runc create failed: unable to start container process: container init was OOM-killed (memory limit too low?): unknown")]
    [InlineData(true, "securityContext", "failed to create containerd container: unable to find user app: no matching entries in passwd file")]
    [InlineData(false, "command", "context deadline exceeded")]
    [InlineData(false, "command", "failed to create containerd task: failed to create shim task: cannot allocate memory: unknown")]
    public void A_process_that_can_not_start_is_read_in_the_words_of_any_runtime(bool never, string path, string message)
    {
        StartFailure.HealsNever(message).Should().Be(never);
        StartFailure.PathOf(message).Should().Be("." + path);
    }

    private static Cause? Unschedulable(string message, double second = 16, string spec = """{"containers":[{"name":"web","image":"x","resources":{"requests":{"cpu":"1500m"}}}]}""", Action<WebCluster>? also = null)
    {
        var cluster = new WebCluster(spec: spec);
        also?.Invoke(cluster);
        cluster.At(1).Object("v1", "Pod", "web-1-a", $$"""
            "spec":{{spec}},"status":{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable","message":{{System.Text.Json.JsonSerializer.Serialize(message)}}}]}
            """, "," + Owner("apps/v1", "ReplicaSet", "web-1"));
        return cluster.At(second).Diagnose().Causes is [var first, ..] ? first : null;
    }

    private const string Elsewhere = "node2";

    private static void TwoNodes(WebCluster cluster) => cluster.Node(name: Elsewhere);

    [Theory]
    [InlineData("0/1 nodes are available: 1 node(s) had taint {gpu: yes}, that the pod didn't tolerate.", "does not tolerate the taint gpu")]
    [InlineData("0/1 nodes are available: 1 node(s) had untolerated taint {gpu: yes}. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.", "does not tolerate the taint gpu")]
    [InlineData("0/1 nodes are available: 1 node(s) didn't match Pod's node affinity.", "no node meets its node affinity")]
    [InlineData("0/1 nodes are available: 1 node(s) didn't match node selector.", "no node meets its node affinity")]
    [InlineData("0/1 nodes are available: 1 node(s) didn't match PersistentVolume's node affinity. no new claims to deallocate, preemption: 0/1 nodes are available", "its volume is on another node")]
    [InlineData("0/1 nodes are available: 1 node(s) had volume node affinity conflict. not found", "its volume is on another node")]
    [InlineData("0/1 nodes are available: 1 node(s) didn't satisfy existing pods anti-affinity rules.", "its anti-affinity admits no node: there are more replicas than nodes to spread them over")]
    [InlineData("0/1 nodes are available: 1 node(s) didn't match pod affinity rules.", "no node runs the pods that its affinity wants beside it")]
    [InlineData("0/1 nodes are available: 1 node(s) didn't match pod topology spread constraints (missing required label).", "no node has the label that its topology spread constraints count by")]
    public void A_scheduler_of_any_version_is_understood(string message, string found) => Unschedulable(message)!.Found.Should().Be(found);

    [Theory]
    [InlineData("0/1 nodes are available: 1 node(s) had untolerated taint {node.kubernetes.io/not-ready: }. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.")]
    [InlineData("0/1 nodes are available: 1 node(s) had taint {node.kubernetes.io/disk-pressure: }, that the pod didn't tolerate.")]
    [InlineData("0/1 nodes are available: 1 node(s) had untolerated taint {node.cloudprovider.kubernetes.io/uninitialized: true}.")]
    public void A_taint_that_the_control_plane_takes_off_again_never_fails(string message) => Unschedulable(message, 300).Should().BeNull();

    [Fact]
    public void A_reason_that_holds_for_all_nodes_is_enough() =>
        Unschedulable("0/2 nodes are available: 1 Insufficient memory, 2 node(s) didn't match Pod's node affinity/selector.", also: TwoNodes).Should().NotBeNull();

    [Fact]
    public void A_node_that_may_become_free_keeps_the_hope() =>
        Unschedulable("0/2 nodes are available: 1 Insufficient cpu, 1 node(s) didn't match Pod's node affinity/selector.", 300, also: TwoNodes).Should().BeNull();

    [Fact]
    public void A_request_larger_than_any_node_is_hopeless_though_one_node_is_ruled_out_for_another_reason() =>
        Unschedulable(
            "0/2 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint {node.kubernetes.io/unreachable: }.",
            spec: """{"containers":[{"name":"web","image":"x","resources":{"requests":{"cpu":"3"}}}]}""", also: TwoNodes).Should().NotBeNull();

    [Fact]
    public void A_device_that_no_node_offers_is_said_to_be_a_plugin_s_matter() =>
        Unschedulable("0/1 nodes are available: 1 Insufficient nvidia.com/gpu.", spec: """{"containers":[{"name":"web","image":"x","resources":{"requests":{"nvidia.com/gpu":"1"}}}]}""")!
            .Should().Match<Cause>(c => c.Found == "asks for 1 nvidia.com/gpu; no node has any" && c.Fix.Contains("device plugin", StringComparison.Ordinal));

    [Fact]
    public void A_place_that_a_pod_on_its_way_out_still_holds_is_waited_for() =>
        Unschedulable("0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports.", 60, also: c => c.Pod(Running, name: "web-0-z", owner: Owner("apps/v1", "ReplicaSet", "web-0"), deleting: true))
            .Should().BeNull();

    private static Symptom? Refusal(string message, double second)
    {
        var cluster = new WebCluster().At(1).Event("FailedCreate", message, about: "ReplicaSet/web-1").ReplicaSet(conditions: $$"""{"type":"ReplicaFailure","status":"True","reason":"FailedCreate","message":{{System.Text.Json.JsonSerializer.Serialize(message)}}}""");
        var context = new DiagnosisContext(cluster.State, cluster.At(second).Now, WaitPolicy.Default);
        return new FailedCreateRecognizer().InObject(context, cluster.State.Of<ObservedWorkload>("apps", "ReplicaSet").Single());
    }

    [Theory]
    [InlineData("minimum memory usage per Container is 64Mi, but request is 16Mi", "a LimitRange forbids it")]
    [InlineData("maximum cpu usage per Pod is 1.  No limit is specified", "a LimitRange forbids it")]
    [InlineData("cpu max limit to request ratio per Container is 2, but provided ratio is 4.000000", "a LimitRange forbids it")]
    [InlineData("failed quota: team: must specify limits.cpu for: web; requests.memory for: web", "a quota wants resources to be given")]
    [InlineData("ValidatingAdmissionPolicy 'no-latest' with binding 'shop' denied request: images need a tag", "an admission rule denies it")]
    [InlineData("pod rejected: RuntimeClass \"gvisor\" not found", "its pods need RuntimeClass/gvisor, which does not exist")]
    [InlineData("no PriorityClass with name urgent was found", "its pods need PriorityClass/urgent, which does not exist")]
    public void Admission_s_refusals_are_told_apart(string message, string found)
    {
        var symptom = Refusal($"pods \"web-1-x\" is forbidden: {message}", 2)!;
        symptom.Found.Should().StartWith(found);
        symptom.FailsAt.Should().Be(symptom.Since + TimeSpan.FromSeconds(15));
    }

    [Theory]
    [InlineData("object is being deleted: pods \"web-0\" already exists")]
    [InlineData("pods \"web-1-x\" is forbidden: status unknown for quota: team, resources: pods")]
    public void A_refusal_that_passes_by_itself_never_fails(string message) => Refusal(message, 60)!.FailsAt.Should().BeNull();

    [Fact]
    public void Repeated_events_are_read_without_what_is_put_before_them() =>
        new WebCluster().At(2).Event("Failed", "(combined from similar events): Failed to pull image \"shop/web:1\": i/o timeout", count: 3).Pod(Waiting("ErrImagePull", "i/o timeout"))
            .Failure.Should().Be(ErrorState.ErrImagePull);

    [Fact]
    public void A_missing_pull_secret_is_named_where_access_is_denied()
    {
        var cluster = new WebCluster().Tell(new Listed(default, "", "Secret", [])).At(2).Event("FailedToRetrieveImagePullSecret", "Unable to retrieve some image pull secrets (regcred); attempting to pull the image may not succeed.", onContainer: false)
            .Pod(Waiting("ErrImagePull", "failed to authorize: 401 Unauthorized"));
        cluster.At(17).Diagnose().Causes[0].Missing.ToString().Should().Be("Secret/regcred");
    }

    [Fact]
    public void An_image_mounted_as_a_volume_is_named_where_it_can_not_be_pulled()
    {
        const string spec = """{"volumes":[{"name":"model","image":{"reference":"shop/model:9"}}],"containers":[{"name":"web","image":"shop/web:1"}]}""";
        new WebCluster(spec: spec).At(2).Pod(Waiting("ErrImagePull", "rpc error: code = NotFound desc = failed to resolve reference \"shop/model:9\": shop/model:9: not found")).Diagnose().Causes[0].Found
            .Should().Be("image shop/model:9 can't be pulled: the registry has no such image or tag");
    }

    private const string Projected = """{"volumes":[{"name":"all","projected":{"sources":[{"configMap":{"name":"settings","items":[{"key":"mode","path":"m"}]}},{"secret":{"name":"tls","items":[{"key":"tls.key","path":"k"}]}}]}}],"containers":[{"name":"web","image":"x"}]}""";

    [Fact]
    public void A_projected_volume_s_missing_key_is_told_at_the_source_that_asks_for_it()
    {
        var cluster = new WebCluster(spec: Projected).Object("v1", "Secret", "tls", "\"data\":{\"tls.crt\":\"\"}").At(1)
            .Event("FailedMount", "MountVolume.SetUp failed for volume \"all\" : references non-existent secret key: tls.key", onContainer: false);
        cluster.At(16).Diagnose().Causes[0].Found.Should().Be("Secret/tls has no key tls.key");
    }

    [Fact]
    public void A_projected_volume_that_lacks_a_source_names_it()
    {
        var cluster = new WebCluster(spec: Projected).At(1).Event("FailedMount", "MountVolume.SetUp failed for volume \"all\" : [configmap \"settings\" not found, secret \"tls\" not found]", onContainer: false);
        cluster.At(16).Diagnose().Causes[0].Missing.ToString().Should().Be("ConfigMap/settings");
    }

    [Fact]
    public void A_driver_that_does_not_run_on_the_node_is_named()
    {
        var cluster = new WebCluster().At(1).Event("FailedMount", "MountVolume.SetUp failed for volume \"v\" : kubernetes.io/csi: mounter.SetUpAt failed to get CSI client: driver name s3.csi.example.com not found in the list of registered CSI drivers", count: 4, onContainer: false);
        cluster.At(16).Diagnose().Causes[0].Found.Should().Be("volume v needs CSI driver s3.csi.example.com, which does not run on node node1");
    }

    [Fact]
    public void The_pod_s_own_token_is_waited_for() =>
        new WebCluster().At(1).Event("FailedMount", "MountVolume.SetUp failed for volume \"kube-api-access-x\" : failed to fetch token: Post \"https://127.0.0.1:6444/api\": dial tcp 127.0.0.1:6444: connect: connection refused", count: 9, onContainer: false)
            .At(120).Failure.Should().BeNull();

    [Fact]
    public void Root_given_by_number_is_told_from_root_given_by_the_image() =>
        new WebCluster().At(1).Pod(Waiting("CreateContainerConfigError", "container's runAsUser breaks non-root policy (pod: \"web_shop(1)\", container: web)")).Diagnose().Causes[0].Found
            .Should().Be("runAsUser is 0, which runAsNonRoot forbids");

    [Fact]
    public void A_shell_without_c_is_told_what_it_takes_its_script_for()
    {
        const string yaml = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              template:
                spec:
                  containers:
                  - name: web
                    image: x
                    command: [sh, echo hello]
            """;
        var cause = new WebCluster(yaml, """{"containers":[{"name":"web","image":"x","command":["sh","echo hello"]}]}""").At(2).Pod(Ended(2), restarts: 1, last: Ended(2), phase: "Running").Diagnose().Causes[0];
        cause.Fix.Should().Be("a shell takes \"echo hello\" for the name of a file: write [\"sh\", \"-c\", ...] for a command line, or see that the image has that file");
        cause.Location.ToString().Should().Be("web.yaml:10:18");
    }

    [Fact]
    public void A_missing_key_is_placed_at_the_variable_that_asks_for_it()
    {
        const string yaml = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              template:
                spec:
                  containers:
                  - name: web
                    image: x
                    env:
                    - {name: MODE, valueFrom: {configMapKeyRef: {name: settings, key: mode}}}
            """;
        var cluster = new WebCluster(yaml, """{"containers":[{"name":"web","image":"x","env":[{"name":"MODE","valueFrom":{"configMapKeyRef":{"name":"settings","key":"mode"}}}]}]}""")
            .Object("v1", "ConfigMap", "settings", "\"data\":{\"MODE\":\"x\"}").At(1).Pod(Waiting("CreateContainerConfigError", "couldn't find key mode in ConfigMap shop/settings"));
        cluster.At(16).Diagnose().Causes[0].Path.Should().Be("spec.template.spec.containers[0].env[0].valueFrom.configMapKeyRef.key");
    }
}
