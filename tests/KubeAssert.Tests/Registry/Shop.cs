namespace KubeAssert.Tests.Registry;

/// <summary>A Deployment of one container.</summary>
internal static class Shop
{
    public static ManifestSet With(string image, string container = "", string pod = "") => Manifests.Parse(Text(image, container, pod), "web.yaml");

    public static string Text(string image, string container = "", string pod = "") =>
        $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          selector: {matchLabels: {app: web} }
          template:
            metadata: {labels: {app: web} }
            spec: { {{pod}}
              containers: [{name: web, {{container}}
                image: '{{image}}'}]}
        """;
}
