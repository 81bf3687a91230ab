namespace KubeAssert.Tests.Validation;

/// <summary>What Kubernetes 1.37 takes and refuses otherwise than 1.36. Source: its API types, release notes and enhancement proposals; no server was asked.</summary>
public sealed class Kubernetes137Tests
{
    private const string Autoscaler = "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\nspec:\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: a}\n  minReplicas: 0\n  maxReplicas: 2\n";

    [Fact]
    public void It_is_the_newest_version_and_the_default() => KubernetesVersion.Newest.Should().Be(KubernetesVersion.V1_37);

    [Fact]
    public void An_autoscaler_may_end_all_pods_where_a_metric_of_something_else_can_start_them_again()
    {
        const string External = Autoscaler + "  metrics: [{type: External, external: {metric: {name: q}, target: {type: Value, value: 1}}}]\n";
        Lines(External, KubernetesVersion.V1_37).Should().BeEmpty();
        Lines(External, KubernetesVersion.V1_36).Should().Equal("spec.minReplicas: is 0; 1 is the least");
        Lines(Autoscaler, KubernetesVersion.V1_37).Should().Equal(
            "spec.metrics: needs an Object or External metric: the pods' own metrics end with the last pod");
    }

    [Fact]
    public void Alpha_fields_of_pods_are_dropped_whatever_they_hold()
    {
        const string Pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  evictionResponders: [{name: a}]\n  containers:\n  - name: a\n    image: a:1\n    livenessProbe: {grpc: {port: 1, mode: Foo}}\n    readinessProbe: {httpGet: {port: 1, protocol: X}}\n    volumeMounts: [{name: v, mountPath: /v, bindMountOptions: [x, x]}]\n  volumes: [{name: v, emptyDir: {mode: 9999}}]\n";
        Lines(Pod, KubernetesVersion.V1_37).Should().BeEmpty();
        var created = OpenApi.ServedObject.Of(Manifests.Parse(Pod, "a.yaml")[0], KubernetesVersion.V1_37, "shop").ToString();
        created.Should().NotContain("evictionResponders").And.NotContain("9999").And.NotContain("bindMountOptions").And.NotContain("Foo");
    }

    [Fact]
    public void The_strategy_Recreate_of_a_StatefulSet_is_refused_while_its_gate_is_off() =>
        Lines("apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: a}\nspec: {selector: {matchLabels: {a: b}}, updateStrategy: {type: Recreate}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: 'a:1'}]}}}\n", KubernetesVersion.V1_37)
            .Should().Equal("spec.updateStrategy: is 'Recreate'; OnDelete and RollingUpdate are supported");

    [Fact]
    public void An_owner_without_a_uid_is_named_by_its_place_in_the_list()
    {
        const string Owned = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: b}]}\n";
        Lines(Owned, KubernetesVersion.V1_37).Should().Equal("metadata.ownerReferences[0].uid: needs uid");
        Lines(Owned, KubernetesVersion.V1_36).Should().Equal("metadata.ownerReferences.uid: needs uid");
    }

    [Fact]
    public void Versions_that_went_and_versions_that_will_go_are_reported()
    {
        Lines("apiVersion: storage.k8s.io/v1beta1\nkind: VolumeAttributesClass\nmetadata: {name: a}\ndriverName: d.example.com\nparameters: {a: b}\n", KubernetesVersion.V1_37)
            .Should().Equal("apiVersion: storage.k8s.io/v1beta1 VolumeAttributesClass is not served since Kubernetes 1.37");
        Lines("apiVersion: certificates.k8s.io/v1beta1\nkind: ClusterTrustBundle\nmetadata: {name: a}\nspec: {trustBundle: x}\n", KubernetesVersion.V1_37)
            .Should().Equal("apiVersion: certificates.k8s.io/v1beta1 ClusterTrustBundle is deprecated in v1.37+, unavailable in v1.40+; use certificates.k8s.io/v1 ClusterTrustBundle");
    }

    [Fact]
    public void Names_kept_for_configuration_from_files_are_refused()
    {
        const string Policy = "apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: {name: a.static.k8s.io}\n";
        Findings(Policy, KubernetesVersion.V1_37).Should().ContainSingle().Which.Severity.Should().Be(Severity.Error);
        Findings(Policy, KubernetesVersion.V1_36).Should().ContainSingle().Which.Severity.Should().Be(Severity.Warning);
    }

    [Fact]
    public void Selectors_of_devices_may_call_includes_and_rules_of_definitions_may_not_yet()
    {
        Lines("apiVersion: resource.k8s.io/v1\nkind: DeviceClass\nmetadata: {name: a}\nspec: {selectors: [{cel: {expression: 'device.driver.includes(\"a\")'}}]}\n", KubernetesVersion.V1_37).Should().BeEmpty();
        Lines("apiVersion: resource.k8s.io/v1\nkind: DeviceClass\nmetadata: {name: a}\nspec: {selectors: [{cel: {expression: 'device.driver.includes(\"a\")'}}]}\n", KubernetesVersion.V1_36)
            .Should().Equal("spec.selectors[0].cel.expression: compilation failed: ERROR: <input>:1:23: undeclared reference to 'includes' (in container '')");
    }

    [Fact]
    public void The_preview_of_1_38_serves_no_API_version_that_goes()
    {
        const string Slice = "apiVersion: resource.k8s.io/v1beta1\nkind: DeviceClass\nmetadata: {name: a}\nspec: {}\n";
        Findings(Slice, KubernetesVersion.V1_37).Should().ContainSingle().Which.Severity.Should().Be(Severity.Warning);
        Findings(Slice, KubernetesVersion.V1_38Preview).Should().ContainSingle().Which.Message.Should().Be("resource.k8s.io/v1beta1 DeviceClass is not served since Kubernetes 1.38");
    }

    [Fact]
    public void Names_of_attributes_with_two_slashes_are_refused_from_1_38_on()
    {
        const string Slice = "apiVersion: resource.k8s.io/v1\nkind: ResourceSlice\nmetadata: {name: a}\nspec:\n  driver: gpu.example.com\n  allNodes: true\n  pool: {name: p, generation: 1, resourceSliceCount: 1}\n  devices: [{name: d, attributes: {a/b/c: {int: 1}}}]\n";
        Lines(Slice, KubernetesVersion.V1_37).Should().BeEmpty();
        Lines(Slice, KubernetesVersion.V1_38Preview).Should().Equal("spec.devices[0].attributes: 'a/b/c' has more than one slash");
    }

    private static IEnumerable<string> Lines(string yaml, KubernetesVersion version) => Findings(yaml, version).Select(f => $"{f.Path}: {f.Message}");

    private static IEnumerable<Finding> Findings(string yaml, KubernetesVersion version) =>
        KubeAssert.Validation.ManifestValidation.Check(Manifests.Parse(yaml, "a.yaml"), version);
}
