namespace KubeAssert.Tests.References;

/// <summary>What docs/references.md shows of declaring things.</summary>
public sealed class DeclarationsTests
{
    [Fact]
    public void What_exists_elsewhere_and_what_custom_kinds_name_is_declared()
    {
        var queues = Manifests.Parse(
            """
            apiVersion: shop.example/v1
            kind: Queue
            metadata: {name: orders}
            spec:
              selector: {app: orders}
              workers: [{secretName: orders-queue}]
            """)
            .Expecting("CustomResourceDefinition/*", "Secret/shop-tls", "StorageClass/*", "ConfigMap/web[feature-flags]", "Pod with app=legacy")
            .WithWorkload("argoproj.io/v1alpha1", "Rollout", podTemplate: "spec.template")
            .WithReference("shop.example/v1", "Queue", "spec.workers[*].secretName", "Secret")
            .WithPodSelector("shop.example/v1", "Queue", "spec.selector");

        queues.References().Missing.Select(r => r.ToString()).Should().Equal("Queue/orders spec.workers[0].secretName -> Secret/orders-queue");
        queues.References().Should().Contain(r => r.Path == "spec.selector" && r.Target.Kind == "Pod");
    }
}
