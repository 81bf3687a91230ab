using KubeAssert.Model;

namespace KubeAssert.PolicyRules.BuiltIn;

/// <summary>ResourceQuotas of a set beside what the workloads of their namespaces ask for.</summary>
internal sealed class Quotas
{
    private static readonly string[] Counted = ["requests.cpu", "requests.memory", "requests.ephemeral-storage", "limits.cpu", "limits.memory", "limits.ephemeral-storage", "cpu", "memory"];

    private static readonly Dictionary<string, (string Group, string Kind)> Kinds = new(StringComparer.Ordinal)
    {
        ["services"] = ("", "Service"), ["configmaps"] = ("", "ConfigMap"), ["secrets"] = ("", "Secret"), ["persistentvolumeclaims"] = ("", "PersistentVolumeClaim"),
        ["replicationcontrollers"] = ("", "ReplicationController"), ["resourcequotas"] = ("", "ResourceQuota"),
        ["deployments.apps"] = ("apps", "Deployment"), ["statefulsets.apps"] = ("apps", "StatefulSet"), ["jobs.batch"] = ("batch", "Job"), ["cronjobs.batch"] = ("batch", "CronJob"),
    };

    private readonly Dictionary<string, List<Workload>> _workloads = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Manifest>> _quotas = new(StringComparer.Ordinal);

    private Quotas(ManifestSet manifests)
    {
        foreach (var quota in ViewIndex.Of(manifests).OfKind("", "ResourceQuota"))
            Add(_quotas, manifests.NamespaceOf(quota) ?? "", quota);
        if (_quotas.Count == 0)
            return;
        foreach (var workload in manifests.Workloads())
        {
            if (workload.Namespace is { } @namespace && _quotas.ContainsKey(@namespace))
                Add(_workloads, @namespace, workload);
        }
    }

    public static IEnumerable<Finding> Exceeded(Manifest quota, RuleContext context)
    {
        if (HasScopes(quota))
            yield break;

        var @namespace = context.Manifests.NamespaceOf(quota) ?? "";
        var workloads = Of(context)._workloads.GetValueOrDefault(@namespace) ?? [];
        foreach (var entry in quota["spec"]["hard"].Entries)
        {
            if (Quantity.Of(entry.Value) is not { } hard || Sum(entry.Key, @namespace, workloads, context) is not { } sum || sum <= hard)
                continue;
            yield return context.Finding(
                entry.Value, $"is {hard}, but the manifests of namespace {@namespace} add up to {sum}", path: $"spec.hard[{entry.Key}]");
        }
    }

    public static IEnumerable<Finding> Unstated(Container container, RuleContext context)
    {
        if (container.Namespace is not { } @namespace || !Of(context)._quotas.TryGetValue(@namespace, out var quotas))
            yield break;

        var ranges = LimitRanges.Of(context.Manifests);
        foreach (var quota in quotas)
        {
            if (HasScopes(quota))
                continue;
            foreach (var entry in quota["spec"]["hard"].Entries)
            {
                if (Array.IndexOf(Counted, entry.Key) < 0)
                    continue;
                var (isLimit, resource) = Parts(entry.Key);
                if (resource == "ephemeral-storage" || (isLimit ? ranges.Limit(container, resource) : ranges.Request(container, resource)) is not null)
                    continue;
                yield return context.Finding(
                    container["resources"][isLimit ? "limits" : "requests"][resource], $"is not set for {container.Called()}, but {quota} counts {entry.Key}", nearest: $"{quota} ({entry.KeyLocation})");
            }
        }
    }

    private static Quotas Of(RuleContext context) => context.Manifests.Derived(set => new Quotas(set));

    private static bool HasScopes(Manifest quota) => quota["spec"]["scopes"].Items.Count > 0 || quota["spec"]["scopeSelector"].HasValue;

    private static Quantity? Sum(string key, string @namespace, List<Workload> workloads, RuleContext context)
    {
        if (key is "pods" or "count/pods")
            return Quantity.Of(workloads.Sum(w => Pods(w, context)));

        var counted = key.StartsWith("count/", StringComparison.Ordinal) ? key["count/".Length..] : key;
        if (Kinds.TryGetValue(counted, out var kind))
            return Quantity.Of(ViewIndex.Of(context.Manifests).OfKind(kind.Group, kind.Kind).Count(m => context.Manifests.NamespaceOf(m) == @namespace));
        if (Array.IndexOf(Counted, key) < 0)
            return null;

        var (isLimit, resource) = Parts(key);
        var sum = Quantity.Zero;
        foreach (var workload in workloads)
        {
            var running = Quantity.Zero;
            var starting = Quantity.Zero;
            foreach (var container in workload.Containers)
            {
                var ranges = LimitRanges.Of(context.Manifests);
                if ((isLimit ? ranges.Limit(container, resource) : ranges.Request(container, resource)) is not { } amount)
                    continue;
                if (container.Role is ContainerRole.Main or ContainerRole.Sidecar)
                    running += amount;
                else if (container.Role == ContainerRole.Init && amount > starting)
                    starting = amount;
            }

            sum += (running > starting ? running : starting) * Pods(workload, context);
        }

        return sum;
    }

    private static (bool IsLimit, string Resource) Parts(string key) =>
        key.StartsWith("limits.", StringComparison.Ordinal) ? (true, key["limits.".Length..])
        : (false, key.StartsWith("requests.", StringComparison.Ordinal) ? key["requests.".Length..] : key);

    /// <summary>Pods that are there all the time: one for each node can't be counted, and a CronJob's come and go.</summary>
    private static long Pods(Workload workload, RuleContext context) => workload.Kind switch
    {
        "Pod" => 1,
        "Job" => workload is Job job ? job.Parallelism : 1,
        "CronJob" or "DaemonSet" => 0,
        _ => Math.Max(0, PodFacts.LeastReplicas(context, workload) ?? 0),
    };

    private static void Add<T>(Dictionary<string, List<T>> index, string @namespace, T item)
    {
        if (!index.TryGetValue(@namespace, out var items))
            index.Add(@namespace, items = []);
        items.Add(item);
    }
}
