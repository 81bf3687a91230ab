namespace KubeAssert.Tests.RuleCatalogue;

/// <summary>Manifests of a small shop, with the part that an example is about filled in.</summary>
internal static class Shapes
{
    private const string Image = "image: ghcr.io/shop/web:1.4.2";

    /// <summary>Documents one after the other.</summary>
    public static string Many(params string[] documents) => string.Join("\n---\n", documents);

    /// <summary>A Deployment whose pods have the given spec.</summary>
    public static string Deployment(string podSpec, string spec = "") => $"""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
        {Indented(spec, 2)}  selector:
            matchLabels: {"{"}app: web{"}"}
          template:
            metadata:
              labels: {"{"}app: web{"}"}
            spec:
        {Indented(podSpec, 6)}
        """.TrimEnd();

    /// <summary>A Deployment with one container.</summary>
    public static string Web(string container, string spec = "") => Deployment(Container(container), spec);

    /// <summary>The list of containers with one in it.</summary>
    public static string Container(string fields, string image = Image) => $"""
        containers:
        - name: web
        {Indented(fields.Contains("image:", StringComparison.Ordinal) ? fields : image + "\n" + fields, 2)}
        """.TrimEnd();

    /// <summary>A Pod of its own.</summary>
    public static string Pod(string spec) => $"""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          labels: {"{"}app: web{"}"}
        spec:
        {Indented(spec, 2)}
        """.TrimEnd();

    /// <summary>A Job.</summary>
    public static string Job(string podSpec, string spec = "") => $"""
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: import
        spec:
        {Indented(spec, 2)}  template:
            spec:
        {Indented(podSpec, 6)}
        """.TrimEnd();

    /// <summary>A CronJob that runs every night.</summary>
    public static string CronJob(string podSpec, string spec = "") => $"""
        apiVersion: batch/v1
        kind: CronJob
        metadata:
          name: report
        spec:
          schedule: 0 3 * * *
        {Indented(spec, 2)}  jobTemplate:
            spec:
              template:
                spec:
        {Indented(podSpec, 10)}
        """.TrimEnd();

    /// <summary>An object with a spec.</summary>
    public static string Object(string apiVersion, string kind, string spec, string name = "web") => $"""
        apiVersion: {apiVersion}
        kind: {kind}
        metadata:
          name: {name}
        spec:
        {Indented(spec, 2)}
        """.TrimEnd();

    /// <summary>An object whose fields stand at its root.</summary>
    public static string Flat(string apiVersion, string kind, string fields = "", string name = "web") =>
        $"apiVersion: {apiVersion}\nkind: {kind}\nmetadata:\n  name: {name}\n{fields}".TrimEnd();

    private static string Indented(string text, int blanks)
    {
        var indent = new string(' ', blanks);
        var lines = text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(lines.Select(line => indent + line + "\n"));
    }
}
