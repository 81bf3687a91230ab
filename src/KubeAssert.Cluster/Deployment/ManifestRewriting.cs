using System.Text.RegularExpressions;

namespace KubeAssert.Cluster.Deploying;

/// <summary>
/// Manifests as they are applied: in the run's namespaces, with its label. What names one of the manifests' namespaces follows
/// (subjects, backends, webhooks, selectors by namespace name), and so do the cluster's DNS names of the manifests' Services.
/// </summary>
internal sealed class ManifestRewriting
{
    private static readonly TimeSpan MatchTimeLimit = TimeSpan.FromSeconds(1);
    private readonly NamespacePlan _plan;
    private readonly TestRun _run;
    private readonly Regex? _dnsNames;

    public ManifestRewriting(ManifestSet set, NamespacePlan plan, TestRun run)
    {
        _plan = plan;
        _run = run;
        var services = set.Where(m => m is { Kind: "Service", Group: "", Name.Length: > 0 }).Select(m => Regex.Escape(m.Name)).Distinct().ToArray();
        var namespaces = plan.Originals.Where(n => plan.Find(n) is not null).Select(Regex.Escape).ToArray();
        if (services.Length == 0 || namespaces.Length == 0)
            return;
        var name = $"({string.Join('|', services)})\\.({string.Join('|', namespaces)})";
        _dnsNames = new Regex(
            $"""(?<![A-Za-z0-9.-]){name}(?=\.svc(?![A-Za-z0-9-]))|(?<=//|@){name}(?=[:/?#\s"']|$)|^{name}(?=:[0-9]+$|$)""",
            RegexOptions.CultureInvariant, MatchTimeLimit);
    }

    /// <param name="manifest">As it was written.</param>
    /// <param name="isNamespaced">By what the server says of its kind.</param>
    /// <param name="isShared">Whether other runs may use the same object: it carries no label then.</param>
    public Manifest Rewrite(Manifest manifest, bool isNamespaced, bool isShared)
    {
        var root = (MapNode)NodeCopy.Of(manifest.Root, Change);
        var metadata = root["metadata"].IsMap ? (MapNode)root["metadata"] : new MapNode([], root.Line, root.Column, root.Source);
        if (NameOf(manifest) is { } name && name != manifest.Name)
            metadata = NodeCopy.With(metadata, "name", NodeCopy.String(metadata["name"], name));
        if (isNamespaced)
            metadata = NodeCopy.With(metadata, "namespace", NodeCopy.String(metadata["namespace"], _plan.Of(manifest.Namespace)));
        if (!isShared)
        {
            var labels = metadata["labels"].IsMap ? metadata["labels"] : new MapNode([], metadata.Line, metadata.Column, metadata.Source);
            metadata = NodeCopy.With(metadata, "labels", NodeCopy.With(labels, TestRun.Label, NodeCopy.String(labels, _run.Id)));
        }

        return new Manifest(NodeCopy.With(root, "metadata", metadata), manifest.Origin);
    }

    /// <summary>A binding is named by nobody, so it gets a name of its own in each run when its subjects live in the run's namespaces.</summary>
    private string? NameOf(Manifest manifest)
    {
        if (manifest.Name.Length == 0)
            return manifest["metadata"]["generateName"].Text is { } prefix ? prefix + _run.Id : null;
        var isOwn = manifest switch
        {
            { Kind: "ClusterRoleBinding" } => manifest["subjects"].Items.Any(s => s["namespace"].Text is { } n && _plan.Find(n) is not null),
            { Kind: "ValidatingWebhookConfiguration" or "MutatingWebhookConfiguration" } =>
                manifest["webhooks"].Items.Any(w => w["clientConfig"]["service"]["namespace"].Text is { } n && _plan.Find(n) is not null),
            _ => false,
        };
        return isOwn ? $"{manifest.Name}-{_run.Id}" : manifest.Name;
    }

    private string? Change(Node node, string text)
    {
        var key = KeyOf(node);
        if (IsNamespaceName(node, key))
            return _plan.Find(text);
        if (_dnsNames is null || text.Length > 1_000_000)
            return null;
        try
        {
            return _dnsNames.Replace(text, m =>
            {
                var parts = m.Value.Split('.', 2);
                return _plan.Find(parts[1]) is { } target ? $"{parts[0]}.{target}" : m.Value;
            });
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static bool IsNamespaceName(Node node, string? key) => key switch
    {
        "namespace" => node.Parent is MapNode { Parent: not null } map && !IsData(map),
        "kubernetes.io/metadata.name" => true,
        null => node.Parent?.Parent is MapNode owner && KeyOf(node.Parent) is { } list
            && (list is "matchNames" || (list == "namespaces" && !IsData(owner)) || (list == "values" && owner["key"].Text == "kubernetes.io/metadata.name")),
        _ => false,
    };

    /// <summary>Free-form maps, whose keys mean nothing to Kubernetes.</summary>
    private static bool IsData(Node map) => KeyOf(map) is "data" or "stringData" or "labels" or "annotations" or "matchLabels";

    private static string? KeyOf(Node node)
    {
        if (node.Parent is not MapNode map)
            return null;
        foreach (ref readonly var entry in map.Span)
        {
            if (ReferenceEquals(entry.Value, node))
                return entry.Key;
        }

        return null;
    }
}
