using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing;

/// <summary>What the manifests say to what the cluster misses.</summary>
internal static class Correlation
{
    /// <summary>The nearest object of the same kind in the manifests, with its place: <c>your manifests have flask-config (deploy/config.yaml:4:1)</c>.</summary>
    public static string? NearestObject(ClusterState state, ObjectKey missing)
    {
        var written = state.Targets.Values.Where(t => t.Key.Kind == missing.Kind && t.Key.Group == missing.Group).ToList();
        if (NearestName.Of(missing.Name, written.Select(t => t.Key.Name)) is { } name)
        {
            var near = written.First(t => t.Key.Name == name);
            return near.Key.Namespace == missing.Namespace || missing.Namespace is null
                ? $"your manifests have {near.Key} ({near.Manifest.Location})"
                : $"your manifests have {near.Key} in namespace {near.Key.Namespace} ({near.Manifest.Location})";
        }

        var there = state.Of<ObservedObject>(missing.Group, missing.Kind).Where(o => o.Key.Name is not "kube-root-ca.crt").Select(o => o.Key.Name);
        return NearestName.Of(missing.Name, there) is { } existing ? $"the cluster has {missing.Kind}/{existing}" : null;
    }

    public static string FixFor(ClusterState state, ObjectKey missing)
    {
        var written = state.Targets.Values.Where(t => t.Key.Kind == missing.Kind && t.Key.Group == missing.Group).Select(t => t.Key.Name);
        return NearestName.Of(missing.Name, written) is { } near && near != missing.Name
            ? $"name {near} instead, or create {missing}"
            : $"create {missing}, or correct the name";
    }

    public static string PlaceOf(ClusterState state, ObjectKey key) =>
        state.Targets.TryGetValue(key, out var target) ? $" ({target.Manifest.Location})" : "";

    /// <summary>
    /// Where a symptom's field is written: the field itself as deep as it is written, else the container, else the pod, else the object. A path begins at the object
    /// with a slash, at the container with a full stop, else at the pod's specification.
    /// </summary>
    public static (Location? Location, string Path) Place(ClusterState state, AppliedManifest? target, ObservedContainer? container, string path)
    {
        if (target is null)
            return (null, "");

        var root = target.Manifest.Root;
        Node at = root;
        if (!path.StartsWith('/'))
        {
            at = TemplateOf(target.Manifest);
            if (container is not null && (path.Length == 0 || path[0] == '.'))
                at = at[container.ListName].Items.FirstOrDefault(c => c["name"].Text == container.Name) ?? at[container.ListName];
        }

        // as deep as it is written
        var node = at.Exists ? at : root;
        foreach (var step in Steps(path.TrimStart('/', '.')))
        {
            at = Step(at, step);
            if (at.Exists)
                node = at;
        }

        return (node.Location, node.Path);
    }

    // dots inside brackets belong to a key or a name
    private static IEnumerable<string> Steps(string path)
    {
        var start = 0;
        for (var i = 0; i <= path.Length; i++)
        {
            if (i < path.Length && (path[i] != '.' || path.LastIndexOf('[', i) > path.LastIndexOf(']', i)))
                continue;
            if (i > start)
                yield return path[start..i];
            start = i + 1;
        }
    }

    private static Node TemplateOf(Manifest manifest) => manifest.Kind switch
    {
        "Pod" => manifest["spec"],
        "CronJob" => manifest["spec"]["jobTemplate"]["spec"]["template"]["spec"],
        _ => manifest["spec"]["template"]["spec"],
    };

    private static Node Step(Node node, string step)
    {
        var bracket = step.IndexOf('[', StringComparison.Ordinal);
        if (bracket < 0)
            return node[step];
        var inside = step[(bracket + 1)..^1];
        var list = node[step[..bracket]];
        if (int.TryParse(inside, out var index))
            return list[index];
        var equals = inside.IndexOf('=', StringComparison.Ordinal);
        return list.Items.FirstOrDefault(i => equals > 0 && inside[..equals].Split('.').Aggregate(i, (n, key) => n[key]).Text == inside[(equals + 1)..]) ?? list[int.MaxValue];
    }
}
