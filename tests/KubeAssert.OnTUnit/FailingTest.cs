using TUnit.Core;

namespace KubeAssert.OnTUnit;

public sealed class FailingTest
{
    [Test]
    public void A_container_is_missing()
    {
        var pod = Manifests.Parse(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: web}
            spec: {containers: [{name: web, image: registry.example.com/web:1.4}]}
            """);

        pod.Pod("web").Should().HaveContainer("api");
    }
}
