namespace KubeAssert.Model;

/// <summary>The manifests of a set by group and kind, and the views over them; made once per set.</summary>
internal sealed class ViewIndex
{
    private readonly Dictionary<(string Group, string Kind), List<Manifest>> _byKind = [];
    private readonly Dictionary<Manifest, Workload> _workloadOf = new(ReferenceEqualityComparer.Instance);

    private ViewIndex(ManifestSet manifests)
    {
        var custom = manifests.Setting<CustomWorkloads>();
        var workloads = new List<Workload>();
        foreach (var manifest in manifests)
        {
            var key = (manifest.Group, manifest.Kind);
            if (!_byKind.TryGetValue(key, out var same))
                _byKind.Add(key, same = []);
            same.Add(manifest);

            if (WorkloadShape.Of(manifest, custom) is not { } shape)
                continue;
            var workload = shape.Kind switch
            {
                "Job" when shape.Group == "batch" => new Job(manifests, manifest, shape),
                "CronJob" when shape.Group == "batch" => new CronJob(manifests, manifest, shape),
                _ => new Workload(manifests, manifest, shape),
            };
            workloads.Add(workload);
            _workloadOf[manifest] = workload;
        }

        Workloads = workloads;
        PodTemplates = workloads.Select(workload => workload.PodTemplate).Where(template => template.Node.Exists).ToList();
    }

    public IReadOnlyList<Workload> Workloads { get; }

    public IReadOnlyList<PodTemplate> PodTemplates { get; }

    public static ViewIndex Of(ManifestSet manifests) => manifests.Derived(set => new ViewIndex(set));

    public Workload? WorkloadOf(Manifest manifest) => _workloadOf.GetValueOrDefault(manifest);

    public IReadOnlyList<Manifest> OfKind(string group, string kind) => _byKind.TryGetValue((group, kind), out var same) ? same : [];
}
