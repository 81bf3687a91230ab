using static KubeAssert.Tests.Validation.Validated;

namespace KubeAssert.Tests.Validation;

public sealed class StorageValidationTests
{
    private const string Volume = "apiVersion: v1\nkind: PersistentVolume\nmetadata: {name: a}\nspec:\n  capacity: {storage: 1Gi}\n  accessModes: [ReadWriteOnce]\n";

    [Fact]
    public void A_volume_stands_on_one_source()
    {
        Lines(Volume).Should().Equal("spec: names no source of the volume [validation/required]");
        Lines(Volume + "  nfs: {server: s, path: /p}\n  hostPath: {path: /a}\n").Should().Equal("spec.nfs: is a second source of the volume [validation/forbidden]");
    }

    [Fact]
    public void A_local_volume_says_where_it_is() =>
        Lines(Volume + "  local: {path: /mnt/a}\n").Should().Equal("spec.nodeAffinity: a local volume needs node affinity [validation/required]");

    [Fact]
    public void A_volume_has_storage_and_nothing_else() =>
        Lines("apiVersion: v1\nkind: PersistentVolume\nmetadata: {name: a}\nspec:\n  capacity: {storage: 0, cpu: 1}\n  accessModes: [ReadWriteOnce]\n  nfs: {server: s, path: /p}\n").Should().Equal(
            "spec.capacity: holds more than storage, or something else; storage is supported [validation/unsupported-value]",
            "spec.capacity[storage]: is 0; it must be positive [validation/out-of-range]");

    [Fact]
    public void Secrets_of_a_csi_volume_are_named_whole() =>
        Lines(Volume + "  csi: {driver: csi.example.com, nodePublishSecretRef: {name: a}}\n").Should().Equal(
            "spec.csi.volumeHandle: needs volumeHandle [validation/required]",
            "spec.csi.nodePublishSecretRef.namespace: needs namespace [validation/required]");

    [Fact]
    public void A_claim_drops_sources_that_it_never_took() =>
        Lines("apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: a}\nspec:\n  accessModes: [ReadWriteOnce]\n  resources: {requests: {storage: 1Gi}}\n  dataSource: {kind: Other}\n").Should().BeEmpty();

    [Fact]
    public void A_storage_class_names_a_provisioner_and_tells_its_zones_apart() =>
        Lines("apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: a}\nprovisioner: bad name\nreclaimPolicy: Recycle\nallowedTopologies:\n- matchLabelExpressions: [{key: zone, values: [a, b]}]\n- matchLabelExpressions: [{key: zone, values: [b, a]}]\n").Select(l => l.Split(" (")[0]).Should().Equal(
            "provisioner: is 'bad name', which is not a label key",
            "reclaimPolicy: is 'Recycle'; Delete and Retain are supported [validation/unsupported-value]",
            "allowedTopologies[1].matchLabelExpressions: repeats an earlier term [validation/duplicate]");

    [Fact]
    public void A_driver_asks_for_each_audience_once() =>
        Lines("apiVersion: storage.k8s.io/v1\nkind: CSIDriver\nmetadata: {name: a}\nspec: {volumeLifecycleModes: [Inline], tokenRequests: [{audience: a}, {audience: a}, {audience: b, expirationSeconds: 5}]}\n").Should().Equal(
            "spec.tokenRequests[1].audience: 'a' is asked for twice [validation/duplicate]",
            "spec.tokenRequests[2].expirationSeconds: is 5; 600 to 4294967296 is allowed [validation/out-of-range]",
            "spec.volumeLifecycleModes: is 'Inline'; Persistent and Ephemeral are supported [validation/unsupported-value]");

    [Fact]
    public void An_attachment_names_one_volume() =>
        Lines("apiVersion: storage.k8s.io/v1\nkind: VolumeAttachment\nmetadata: {name: a}\nspec: {attacher: csi.example.com, nodeName: node, source: {}}\n").Should().Equal(
            "spec.source: names no volume [validation/required]");
}
