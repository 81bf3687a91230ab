namespace KubeAssert.Tests.Reports;

/// <summary>A repository on disk with one file, <c>deploy/web.yaml</c>.</summary>
internal sealed class Repo : IDisposable
{
    public Repo(string yaml = Web)
    {
        Directory.CreateDirectory(Path.Combine(Root, ".git"));
        Directory.CreateDirectory(Path.Combine(Root, "apps", "deploy"));
        File.WriteAllText(Path.Combine(Root, "apps", "deploy", "web.yaml"), yaml);
    }

    public const string Web = """
        # the web
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          namespace: shop
        spec:
          replicas: 1
          template:
            spec:
              containers:
                - name: "web"
                  image: 'nginx:latest' # pinned some day
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: worker
          namespace: shop
        spec:
          replicas: 3
        """;

    public string Root { get; } = Directory.CreateTempSubdirectory("kubeassert-report-").FullName;

    public static Rule TwoReplicas { get; } = Rule.ForEach("apps/v1", "Deployment", "two-replicas", "A Deployment has two replicas")
        .Because("one node's failure would take it down").Fix("set replicas: 2")
        .Must(d => d["spec"]["replicas"].AsInteger() >= 2, d => $"runs {d["spec"]["replicas"].Text} replica", d => d["spec"]["replicas"])
        .Documented(new Uri("https://example.com/two-replicas"));

    public static Rule Pinned { get; } = Rule.For<Container>("pinned", "Images are pinned").Severity(Severity.Warning)
        .Must(c => !c.Image.EndsWith(":latest", StringComparison.Ordinal), _ => "is not pinned", c => c["image"]);

    public static Rule Limited { get; } = Rule.For<Container>("limited", "Memory is limited").Severity(Severity.Info)
        .Must(c => c["resources"]["limits"]["memory"].Exists, _ => "is not set", c => c["resources"]["limits"]["memory"]);

    public static Policy Policy { get; } = Policy.Of("House rules", TwoReplicas, Pinned, Limited);

    /// <summary>The set, loaded from a folder below the repository's root.</summary>
    public ManifestSet Load() => Manifests.Load(new LoadOptions { BaseFolder = Path.Combine(Root, "apps") }, "deploy/");

    public Report Report() => KubeAssert.Report.Of(Load(), Policy);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
