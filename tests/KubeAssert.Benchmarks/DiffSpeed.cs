using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace KubeAssert.Benchmarks;

/// <summary>The diff of two sets of 500 manifests: with a tenth of them changed, and with every one changed.</summary>
internal static class DiffSpeed
{
    // the compiler takes some thirty calls to make its best of what is hot
    private const int Rounds = 40;
    private const double Goal = 50;

    public static void Measure()
    {
        var (one, same, few, all) = (Set("1", ""), Set("1", ""), Set("1", "2"), Set("2", ""));
        Print($"diff of {one.Count} manifests: same {Best(one, same):F1} ms, a tenth changed {Best(one, few):F1} ms ({ManifestDiff.Between(one, few).Differences.Count} differences), all changed {Best(one, all):F1} ms ({ManifestDiff.Between(one, all).Differences.Count}); goal {Goal:F0} ms");
    }

    private static double Best(ManifestSet one, ManifestSet other)
    {
        var best = double.MaxValue;
        for (var i = 0; i < Rounds; i++)
        {
            var watch = Stopwatch.StartNew();
            ManifestDiff.Between(one, other);
            best = Math.Min(best, watch.Elapsed.TotalMilliseconds);
        }

        return best;
    }

    private static ManifestSet Set(string tag, string tenth)
    {
        var yaml = new StringBuilder();
        for (var i = 0; i < 250; i++)
        {
            var version = tenth.Length > 0 && i % 5 == 0 ? tenth : tag;
            yaml.Append(CultureInfo.InvariantCulture, $$$"""
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: d{{{i}}}, labels: {app: a{{{i}}} } }
                spec:
                  replicas: 2
                  selector: {matchLabels: {app: a{{{i}}} } }
                  template:
                    metadata: {labels: {app: a{{{i}}} } }
                    spec:
                      containers:
                      - name: web
                        image: shop/web:{{{version}}}
                        ports: [{name: http, containerPort: 8080}]
                        env: [{name: A, value: a}, {name: B, valueFrom: {secretKeyRef: {name: s, key: k}} }]
                        resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
                        readinessProbe: {httpGet: {path: /, port: http}}
                        volumeMounts: [{name: data, mountPath: /data}]
                      volumes: [{name: data, emptyDir: {}}]
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: s{{{i}}}, labels: {version: v{{{tag}}} }}
                spec:
                  selector: {app: a{{{i}}} }
                  ports: [{name: http, port: 80, targetPort: http}]

                """);
        }

        return Manifests.Parse(yaml.ToString());
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
