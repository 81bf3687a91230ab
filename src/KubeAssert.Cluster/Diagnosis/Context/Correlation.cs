using KubeAssert.Cluster.Observation;

namespace KubeAssert.Cluster.Diagnosing.Context;

/// <summary>What the manifests say to what the cluster misses: the reference that names it, what was likely meant, and what else they name that is not there.</summary>
internal static class Correlation
{
    private const int MostRemarks = 5;

    /// <summary>The nearest object of the same kind in the manifests, with its place: <c>your manifests have flask-config (deploy/config.yaml:4:1)</c>.</summary>
    public static string? NearestObject(ClusterState state, ObjectKey missing)
    {
        var written = state.Targets.Values.Where(t => t.Key.Kind == missing.Kind && t.Key.Group == missing.Group).OrderBy(t => t.Key.Name, StringComparer.Ordinal);
        if (Texts.Nearest.Of(missing.Name, written, t => t.Key.Name) is { } near)
        {
            return near.Key.Namespace == missing.Namespace || missing.Namespace is null
                ? $"your manifests have {near.Key} ({near.Manifest.Location})"
                : $"your manifests have {near.Key} in namespace {near.Key.Namespace} ({near.Manifest.Location})";
        }

        var there = state.Of<ObservedObject>(missing.Group, missing.Kind).Select(o => o.Key.Name).Where(n => n is not "kube-root-ca.crt").Order(StringComparer.Ordinal);
        return Texts.Nearest.Name(missing.Name, there) is { } existing ? $"the cluster has {missing.Kind}/{existing}" : null;
    }

    public static string FixFor(ClusterState state, ObjectKey missing)
    {
        var written = state.Targets.Values.Where(t => t.Key.Kind == missing.Kind && t.Key.Group == missing.Group).Select(t => t.Key.Name).Order(StringComparer.Ordinal);
        return Texts.Nearest.Name(missing.Name, written) is { } near && near != missing.Name
            ? $"name {near} instead, or create {missing}"
            : $"create {missing}, or correct the name";
    }

    public static string PlaceOf(ClusterState state, ObjectKey key) =>
        state.Targets.TryGetValue(key, out var target) ? $" ({target.Manifest.Location})" : "";

    /// <summary>The reference of a manifest that a symptom is about: the one that names what is missing, in the container that lacks it if several do.</summary>
    public static Reference? ReferenceOf(ClusterState state, AppliedManifest written, Symptom symptom, string path)
    {
        // what belongs to a normal start is about no reference
        if (symptom.FailsAt is null && symptom.Missing is null)
            return null;
        var from = state.References.ReferencesFrom(written.Manifest);
        if (from.Count == 0)
            return null;
        if ((symptom.MissingKey?.Object ?? symptom.Missing) is not { } missing)
            return from.FirstOrDefault(r => r.IsMissing && r.Path == path);

        var within = symptom.Container is null ? "" : Place(state, written, symptom.Container, "").Path;
        Reference? best = null;
        foreach (var reference in from)
        {
            if (!Names(reference.Target, missing, symptom.MissingKey?.Key))
                continue;
            if (within.Length > 0 && reference.Path.StartsWith(within, StringComparison.Ordinal))
                return reference;
            if (best is null || (reference.Path == path && best.Path != path))
                best = reference;
        }

        return best;
    }

    /// <summary>What comes nearest to what a reference names, in the words of a cluster's diagnosis; null when nothing does.</summary>
    public static string? NearestOf(Reference reference) =>
        reference.Nearest is not { } near ? null : near.Text.Contains(' ', StringComparison.Ordinal) ? near.ToString() : $"your manifests have {near}";

    /// <summary>Who else names what a reference names, briefly; null when nobody does.</summary>
    public static string? OthersNaming(ClusterState state, Reference reference)
    {
        var others = state.References.Where(r => !ReferenceEquals(r, reference) && r.Target == reference.Target && r.Target.Selector is null).ToList();
        return others.Count == 0 ? null
            : $"{reference.Target} is named by {MessageText.List(others.Select(r => $"{(ReferenceEquals(r.Source, reference.Source) ? r.Path : r.Source)} ({r.Location})"), MostRemarks)}, too";
    }

    /// <summary>What the same manifest names besides, and what is not there: one fault hides the next.</summary>
    public static IEnumerable<string> Remarks(DiagnosisContext context, AppliedManifest? written, ObservedPod? pod, ObjectKey? missing, Reference? about)
    {
        var state = context.State;
        var from = written is null ? [] : state.References.ReferencesFrom(written.Manifest);
        var told = new HashSet<ObjectKey>();
        var remarks = new List<string>();

        // an image is pulled before the configuration is read
        foreach (var dependency in pod?.Dependencies ?? [])
        {
            var lacking = ObjectKey.Core(dependency.Kind, pod!.Key.Namespace, dependency.Name);
            if (dependency.Kind == "PersistentVolumeClaim" || lacking == missing || !state.SeesAll("", dependency.Kind) || context.Exists(lacking) != false || !told.Add(lacking))
                continue;
            var reference = from.FirstOrDefault(r => Names(r.Target, lacking, null));
            remarks.Add($"{(reference is null ? "" : $"{reference.Location}  ")}{lacking}, which it will need next, does not exist either{(reference is { IsMissing: true } ? Advice(reference) : "")}");
        }

        foreach (var reference in from)
        {
            if (!reference.IsMissing || ReferenceEquals(reference, about) || (about is not null && reference.Target == about.Target) || IsThere(context, reference.Target)
                || KeyOf(reference.Target) is { } key && (key == missing || told.Contains(key)))
                continue;
            remarks.Add($"{reference.Location}  {reference.Path} {reference.Message}{Advice(reference)}");
        }

        return remarks.Count <= MostRemarks ? remarks : [.. remarks.Take(MostRemarks), $"{remarks.Count - MostRemarks} more references lead nowhere"];
    }

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

    private static string Advice(Reference reference) =>
        (NearestOf(reference) is { } near ? $"; nearest: {near}" : "") + (reference.Nearest is { Fix: var fix } ? $"; fix: {fix}" : "");

    private static bool Names(ReferenceTarget target, ObjectKey named, string? part) =>
        target.Selector is null && target.Kind == named.Kind && target.Name == named.Name && target.Part == part
        && (target.Group is null || target.Group == named.Group) && (target.Namespace is null || named.Namespace is null || target.Namespace == named.Namespace);

    /// <summary>The object that a reference names; null where its group is not said.</summary>
    private static ObjectKey? KeyOf(ReferenceTarget target) =>
        target.Selector is null && target.Group is { } group ? new ObjectKey(group, target.Kind, target.Namespace, target.Name) : null;

    /// <summary>Whether the cluster has what the manifests lack: somebody else made it.</summary>
    private static bool IsThere(DiagnosisContext context, ReferenceTarget target) =>
        KeyOf(target) is { } key && (target.Part is null ? context.Exists(key) : target.PartKind == "key" ? context.HasKey(key, target.Part) : null) == true;

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
        return list.Items.FirstOrDefault(i => equals > 0 && inside[..equals].Split('.').Aggregate(i, (n, key) => n[key]).Text == inside[(equals + 1)..].Trim('"')) ?? list[int.MaxValue];
    }
}
