using k8s;
using k8s.Models;

namespace KubeAssert.Cluster.Tests.Connection;

/// <summary>Models of KubernetesClient as manifests, and manifests as models.</summary>
public sealed class ModelTests
{
    private const string Web =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, labels: {app: web}}
        spec:
          replicas: 3
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
                - name: web
                  image: registry.example.com/web:1.4
                  ports: [{containerPort: 8080}]
                  resources: {limits: {cpu: "2", memory: 64Mi}}
                  readinessProbe: {httpGet: {path: /, port: http}}
        """;

    [Fact]
    public void A_manifest_is_read_as_a_model_and_back_without_a_difference()
    {
        var manifests = Manifests.Parse(Web);

        var deployment = manifests.Single().As<V1Deployment>();

        deployment.Spec.Replicas.Should().Be(3);
        deployment.Spec.Template.Spec.Containers[0].Resources.Limits["cpu"].ToString().Should().Be("2");
        deployment.Spec.Template.Spec.Containers[0].ReadinessProbe.HttpGet.Port.Value.Should().Be("http");
        Manifests.FromObjects(deployment).Should().MatchManifests(manifests);
    }

    [Fact]
    public void A_class_of_one_s_own_reads_a_custom_resource()
    {
        var shop = Manifests.Parse("apiVersion: example.com/v1\nkind: Shop\nmetadata: {name: tea}\nspec: {size: Large, opensAt: '2026-12-01T08:00:00Z'}\n").Single().As<Shop>();

        shop.Spec!.Size.Should().Be(Size.Large);
        shop.Spec.OpensAt.Should().Be(new DateTimeOffset(2026, 12, 1, 8, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void A_value_that_does_not_fit_is_named_with_its_place()
    {
        var act = () => Manifests.Parse(Web.Replace("replicas: 3", "replicas: three", StringComparison.Ordinal)).Single().As<V1Deployment>();

        act.Should().Throw<ManifestReadException>().WithMessage("*manifests.yaml:5:13*Deployment/web can't be read as V1Deployment: spec.replicas does not fit (*");
    }

    [Fact]
    public void Times_have_six_digits_as_the_API_server_demands_of_a_lease()
    {
        var lease = new V1Lease
        {
            Metadata = new V1ObjectMeta { Name = "leader", CreationTimestamp = new DateTime(2026, 12, 1, 8, 0, 0, DateTimeKind.Utc) },
            Spec = new V1LeaseSpec { RenewTime = new DateTime(2026, 12, 1, 8, 0, 0, DateTimeKind.Utc) },
        };

        var manifests = Manifests.FromObjects(lease);

        manifests.Single()["spec"]["renewTime"].Text.Should().Be("2026-12-01T08:00:00.000000Z");
        manifests.Should().BeValid(KubernetesVersion.V1_36);
    }

    private enum Size
    {
        Small,
        Large,
    }

    private sealed class Shop
    {
        public ShopSpec? Spec { get; set; }
    }

    private sealed class ShopSpec
    {
        public Size Size { get; set; }

        public DateTimeOffset OpensAt { get; set; }
    }
}
