using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace KubeAssert.Benchmarks;

/// <summary>All rules that come with the package over everything in <c>shared/corpus</c>, what the dearest takes of it, and how it grows.</summary>
internal static class RuleSpeed
{
    private const int Rounds = 7;
    private const double Goal = 150;
    private const int Shops = 40;

    public static void Measure()
    {
        var rules = Policy.Of("all", [.. Rules.All]);
        var (one, four, sixteen) = (Many(Shops), Many(Shops * 4), Many(Shops * 16));
        if (CorpusTexts.IsPresent)
        {
            var corpus = Manifests.TryLoad(new LoadOptions { AllowDuplicates = true }, CorpusTexts.Folder).Manifests;
            var found = 0;
            var cold = Time(() => found = rules.Evaluate(Fresh(corpus)).Findings.Count);
            var warm = Best(() => rules.Evaluate(Fresh(corpus)));
            Print($"rules: {rules.Rules.Count} over {corpus.Count} manifests, {found} findings, first {cold:F1} ms, warm {warm:F1} ms with the reference graph (goal {Goal:F0})");

            var shares = Shares(rules, corpus);
            var total = shares.Sum(s => s.Milliseconds);
            var dearest = shares.OrderByDescending(s => s.Milliseconds).Take(3).Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Id} {s.Milliseconds / total:P1}"));
            Print($"rules alone: {total:F1} ms, dearest {string.Join(", ", dearest)} (goal 10 % each)");
        }
        else
        {
            Console.WriteLine("rules: skipped over the corpus, no shared/corpus beside the repository");
        }

        var (small, middle, large) = (Processor(rules, one), Processor(rules, four), Processor(rules, sixteen));
        Print($"rules growth: {one.Count} manifests {small:F1} ms of processor time, 4x {middle / small:F1}x, 16x {large / small:F1}x");
    }

    /// <summary>What each rule takes on a set whose graph is there.</summary>
    private static List<(string Id, double Milliseconds)> Shares(Policy policy, ManifestSet manifests)
    {
        var set = Fresh(manifests);
        policy.Evaluate(set);
        return policy.Rules.Select(rule => (rule.Id, Best(() => rule.Evaluate(set)))).ToList();
    }

    /// <summary>The same manifests in a set that has derived nothing yet.</summary>
    private static ManifestSet Fresh(ManifestSet manifests) => manifests.WithDefaultNamespace(manifests.DefaultNamespace);

    /// <summary>Shops side by side in one namespace, with a budget, an autoscaler and a policy each.</summary>
    private static ManifestSet Many(int shops)
    {
        var yaml = new StringBuilder("apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: q}\nspec: {hard: {requests.cpu: \"10\", limits.memory: 10Gi}}\n---\napiVersion: v1\nkind: LimitRange\nmetadata: {name: l}\nspec: {limits: [{type: Container, default: {memory: 1Gi}, max: {cpu: \"2\"}}]}\n");
        for (var i = 0; i < shops; i++)
        {
            yaml.Append("""
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: webNUMBER, labels: {app: webNUMBER}}
                spec:
                  replicas: 3
                  selector: {matchLabels: {app: webNUMBER}}
                  template:
                    metadata: {labels: {app: webNUMBER, part: shop}}
                    spec:
                      serviceAccountName: webNUMBER
                      containers:
                      - name: web
                        image: ghcr.io/shop/web:latest
                        command: [sh, -c, "exec /app/web"]
                        ports: [{name: http, containerPort: 8080}]
                        env: [{name: DB_PASSWORD, value: open-sesame}, {name: LEVEL, valueFrom: {configMapKeyRef: {name: cNUMBER, key: level}}}]
                        readinessProbe: {httpGet: {port: http}}
                        resources: {requests: {cpu: 100m}, limits: {memory: 1Gi}}
                        volumeMounts: [{name: data, mountPath: /data}]
                      volumes: [{name: data, persistentVolumeClaim: {claimName: dNUMBER}}]
                ---
                {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: dNUMBER}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}
                ---
                {apiVersion: v1, kind: Service, metadata: {name: webNUMBER}, spec: {selector: {app: webNUMBER}, ports: [{port: 80, targetPort: http}]}}
                ---
                {apiVersion: v1, kind: ConfigMap, metadata: {name: cNUMBER}, data: {level: info}}
                ---
                {apiVersion: v1, kind: ServiceAccount, metadata: {name: webNUMBER}}
                ---
                {apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: webNUMBER}, spec: {minAvailable: 3, selector: {matchLabels: {app: webNUMBER}}}}
                ---
                {apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: webNUMBER}, spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: webNUMBER}, maxReplicas: 5}}
                ---
                {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: webNUMBER}, spec: {podSelector: {matchLabels: {app: webNUMBER}}, ingress: [{from: [{podSelector: {matchLabels: {app: noneNUMBER}}}]}]}}

                """.Replace("NUMBER", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }

        return Manifests.Parse(yaml.ToString());
    }

    /// <summary>Processor time, which other programs on the machine do not stretch as they stretch long measurements more than short ones.</summary>
    private static double Processor(Policy policy, ManifestSet manifests)
    {
        var best = double.MaxValue;
        for (var i = 0; i < Rounds; i++)
        {
            var set = Fresh(manifests);
            GC.Collect();
            var before = Environment.CpuUsage.TotalTime;
            policy.Evaluate(set);
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
        }

        return best;
    }

    private static double Best(Action action)
    {
        var best = double.MaxValue;
        for (var i = 0; i < Rounds; i++)
            best = Math.Min(best, Time(action));
        return best;
    }

    private static double Time(Action action)
    {
        // what was left by the round before is not this round's work
        GC.Collect();
        var watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed.TotalMilliseconds;
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
