using KubeAssert.Cluster.Observation;
using static KubeAssert.Cluster.Tests.Diagnosis.WebCluster;

namespace KubeAssert.Cluster.Tests.Diagnosis;

/// <summary>What the same state means in one case and another: who is to blame, which line is to be changed, what is to be done.</summary>
public sealed class HintTests
{
    private const string Denied = "failed to resolve image: pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials";

    private static WebCluster PullSecretMissing(string yaml = WebCluster.Yaml) => new WebCluster(yaml).At(1)
        .Event("FailedToRetrieveImagePullSecret", "Unable to retrieve some image pull secrets (regcred); attempting to pull the image may not succeed.", onContainer: false)
        .At(2).Pod(Waiting("ErrImagePull", Denied));

    [Fact]
    public void A_pull_secret_that_does_not_exist_is_named_once_it_had_time_to_come()
    {
        var cluster = PullSecretMissing();
        cluster.At(16.5).Failure.Should().BeNull();
        var cause = cluster.At(17).Diagnose().Causes[0];
        cause.State.Should().Be(ErrorState.ErrImagePull);
        cause.Missing.ToString().Should().Be("Secret/regcred");
        cause.Found.Should().Be("image shop/web:1 can't be pulled: the registry refuses access, and Secret/regcred, which is to open it, does not exist");
        cause.Fix.Should().Be("create Secret/regcred of type kubernetes.io/dockerconfigjson, which imagePullSecrets names and which does not exist");
    }

    [Fact]
    public void A_missing_pull_secret_is_placed_where_it_is_named()
    {
        var cause = PullSecretMissing(WebCluster.Yaml + "\n      imagePullSecrets:\n      - name: regcred\n").At(17).Diagnose().Causes[0];
        cause.Path.Should().Be("spec.template.spec.imagePullSecrets[0].name");
    }

    [Fact]
    public void A_pull_secret_that_is_there_does_not_delay_the_verdict() =>
        PullSecretMissing().Object("v1", "Secret", "regcred", "\"data\":{}").Failure.Should().Be(ErrorState.ErrImagePull);

    [Fact]
    public void A_missing_pull_secret_says_nothing_about_an_image_that_does_not_exist()
    {
        var cause = PullSecretMissing().Pod(Waiting("ErrImagePull", "shop/web:1: not found")).Diagnose().Causes[0];
        cause.Missing.Should().BeNull();
    }

    [Theory]
    [InlineData("Deployment.apps \"web\" is invalid: spec.template.spec.containers[0].image: Required value", "web.yaml:14:16", "spec.template.spec.containers[0].image")]
    [InlineData("The Deployment \"web\" is invalid:  * spec.selector.matchLabels.app: Invalid value: \"x\" * spec.replicas: Invalid value: -1", "web.yaml:7:24", "spec.selector.matchLabels.app")]
    [InlineData("Deployment.apps \"web\" is invalid: [spec.template.metadata.labels: Invalid value, spec.replicas: Invalid value]", "web.yaml:10:15", "spec.template.metadata.labels")]
    [InlineData("failed to create typed patch object (shop/web; apps/v1, Kind=Deployment): .spec.template.spec.containers[name=\"web\"].image: expected string, got false", "web.yaml:14:16", "spec.template.spec.containers[0].image")]
    [InlineData("deployments.apps \"web\" is forbidden: exceeded quota", "web.yaml:1:1", "")]
    public void A_refusal_points_at_the_field_that_it_names(string message, string place, string path)
    {
        var manifest = Manifests.Parse(WebCluster.Yaml, "web.yaml").ToArray()[0];
        var cause = new WebCluster(withWeb: false).Tell(new Rejected(default, manifest, "shop", "Invalid", message, IsRetried: false)).Diagnose().Causes[0];
        cause.State.Should().Be(ErrorState.ApplyRejected);
        cause.Path.Should().Be(path);
        cause.Location.ToString().Should().Be(place);
    }

    private const string WithClaim = """{"volumes":[{"name":"data","persistentVolumeClaim":{"claimName":"data"}}],"containers":[{"name":"web","image":"x"}]}""";

    private static WebCluster NoVolumeFits(string also = "", string yaml = "") =>
        new WebCluster(WebCluster.Yaml + "\n---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data}\n" + yaml, WithClaim)
            .Object("v1", "PersistentVolumeClaim", "data", """
                "spec":{"storageClassName":"local","accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"5Gi"}}},"status":{"phase":"Pending"}
                """)
            .Event("WaitForFirstConsumer", "waiting for first consumer to be created before binding", about: "PersistentVolumeClaim/data", type: "Normal")
            .At(1).Object("v1", "Pod", "web-1-a", $$"""
                "spec":{{WithClaim}},"status":{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable",
                "message":"0/2 nodes are available: 1 node(s) didn't find available persistent volumes to bind{{also}}."}]}
                """, "," + Owner("apps/v1", "ReplicaSet", "web-1"));

    [Fact]
    public void A_claim_that_no_volume_fits_is_told_at_the_claim_that_the_pod_waits_for()
    {
        var cluster = NoVolumeFits();
        cluster.At(15.5).Failure.Should().BeNull();
        var cause = cluster.At(16).Diagnose().Causes.Should().ContainSingle().Which;
        cause.Object.ToString().Should().Be("PersistentVolumeClaim/data");
        cause.State.Should().Be(ErrorState.Pending);
        cause.Found.Should().Be("no persistent volume fits it");
    }

    [Fact]
    public void The_volume_that_comes_nearest_is_named_with_what_it_lacks() =>
        NoVolumeFits(yaml: """
            ---
            apiVersion: v1
            kind: PersistentVolume
            metadata: {name: disk}
            spec: {capacity: {storage: 1Gi}, accessModes: [ReadOnlyMany], storageClassName: local}
            """).At(16).Diagnose().Causes[0].Nearest
            .Should().Be("PersistentVolume/disk (web.yaml:20:1) offers ReadOnlyMany, the claim wants ReadWriteOnce; has 1Gi, the claim asks for 5Gi");

    [Fact]
    public void A_claim_whose_pod_may_still_find_another_node_is_waited_for() =>
        NoVolumeFits(also: ", 1 Insufficient cpu").At(60).Failure.Should().BeNull();

    [Fact]
    public void A_claim_of_a_class_that_provisions_is_not_to_blame() =>
        NoVolumeFits().Object("storage.k8s.io/v1", "StorageClass", "local", "\"provisioner\":\"rancher.io/local-path\",\"volumeBindingMode\":\"WaitForFirstConsumer\"", ns: null)
            .At(16).Diagnose().Causes[0].Object.ToString().Should().Be("Deployment/web");

    [Theory]
    [InlineData("unable to start container process: error during container init: mkdir /srv: not a directory", "its working directory can't be entered: error during container init: mkdir /srv: not a directory")]
    [InlineData("unable to start container process: chdir to cwd (\"/srv\") set in config.json failed: permission denied", "its working directory can't be entered: chdir to cwd (\"/srv\") set in config.json failed: permission denied")]
    public void A_working_directory_that_can_not_be_entered_is_not_taken_for_the_command(string message, string found) =>
        new WebCluster().At(2).Pod(Waiting("RunContainerError", message)).Diagnose().Causes[0].Found.Should().Be(found);

    [Fact]
    public void A_variable_that_a_subPathExpr_needs_and_the_container_lacks_fails_at_once() =>
        new WebCluster().At(2).Pod(Waiting("CreateContainerConfigError", "missing value for POD_NAME")).Diagnose().Causes[0].Found
            .Should().Be("a subPathExpr names variable POD_NAME, which the container does not define");
}
