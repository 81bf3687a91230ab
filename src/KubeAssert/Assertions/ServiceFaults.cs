namespace KubeAssert.Assertions;

/// <summary>What may be wrong between a Service and a workload that a test names.</summary>
internal static class ServiceFaults
{
    public static Finding? SelectsPodsOf(Service service, string workload) =>
        Selected(service).FirstOrDefault(t => IsNamed(t, workload)) is { } template
            ? Fault.At(
                service.Manifest,
                service.Spec["selector"],
                $"selects {service.Selector}, which {template.Workload} carries ({template["metadata"]["labels"].Location})",
                fix: "select a label that it does not carry")
            : null;

    public static Finding? SelectsNoPodsOf(Service service, string workload)
    {
        var selected = Selected(service).ToList();
        if (selected.Exists(t => IsNamed(t, workload)))
            return null;

        var wanted = service.Manifests.PodTemplates().FirstOrDefault(t => IsNamed(t, workload));
        var others = selected.Count == 0 ? "no pods" : $"the pods of {Fault.List(selected.Select(t => t.Workload.ToString()))}";
        return Fault.At(
            service.Manifest,
            service.Spec["selector"],
            (service.HasNoSelector ? "has no selector" : $"selects {service.Selector}: {others}")
                + (wanted is null ? $"; there is no workload {workload} among {Fault.List(service.Manifests.Workloads().Select(w => w.ToString()))}" : ""),
            wanted is null
                ? null
                : $"{wanted.Workload} carries {string.Join(",", wanted.Labels.Select(l => $"{l.Key}={l.Value}"))} ({wanted["metadata"]["labels"].Location})",
            wanted is null ? null : $"select labels of {wanted.Workload}");
    }

    private static IEnumerable<PodTemplate> Selected(Service service) => service.Manifests.References().PodsSelectedBy(service);

    private static bool IsNamed(PodTemplate template, string workload) =>
        template.Workload.Name == workload || template.Workload.ToString() == workload;
}
