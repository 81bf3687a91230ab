using System.Net;
using System.Text;
using KubeAssert.Cluster.Connection;

namespace KubeAssert.Cluster.Tests.Connection;

/// <summary>What a user reads when the API server refuses a manifest.</summary>
public sealed class RefusalTests
{
    private const string Web = """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          replicas: two
          template:
            spec:
              containers:
              - name: web
                readynessProbe: {}
        """;

    [Theory]
    [InlineData(".spec.replicas: expected numeric (int or float), got string", "web.yaml:6:13  spec.replicas")]
    [InlineData(".spec.template.spec.containers[name=\"web\"].readynessProbe: field not declared in schema", "web.yaml:11:25  spec.template.spec.containers[name=web].readynessProbe")]
    public void The_field_that_does_not_fit_the_schema_is_shown_with_its_place(string said, string place)
    {
        var message = $"failed to create typed patch object (shop/web; apps/v1, Kind=Deployment): {said}";
        Refusal(message).Should().Be($"web.yaml:1:1  Deployment/web: the API server answered 500: {message}\n  {place}");
    }

    [Fact]
    public void Each_of_several_fields_is_shown_with_its_place()
    {
        var message = "failed to create typed patch object (shop/web; apps/v1, Kind=Deployment): errors:\n  .spec.replicas: expected numeric (int or float), got string\n  .spec.template.spec.containers[name=\"web\"].readynessProbe: field not declared in schema";
        Refusal(message).Should().EndWith("\n  web.yaml:6:13  spec.replicas\n  web.yaml:11:25  spec.template.spec.containers[name=web].readynessProbe");
    }

    private static string Refusal(string message)
    {
        var status = ApiStatus.Read(HttpStatusCode.InternalServerError, null, Encoding.UTF8.GetBytes(System.Text.Json.JsonSerializer.Serialize(new { kind = "Status", code = 500, message })));
        return new KubeApiException("", status).About(Manifests.Parse(Web, "web.yaml").Single()).Message;
    }
}
