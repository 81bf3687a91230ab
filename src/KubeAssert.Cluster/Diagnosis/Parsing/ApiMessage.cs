using System.Text.RegularExpressions;

namespace KubeAssert.Cluster.Diagnosing.Parsing;

/// <summary>Reads names out of what kubelet, scheduler, controllers and API server say.</summary>
internal static partial class ApiMessage
{
    // resource names as client libraries write them into "... not found", and the kinds behind them
    private static readonly Dictionary<string, (string Group, string Kind, bool Namespaced)> Resources = new(StringComparer.OrdinalIgnoreCase)
    {
        ["configmap"] = ("", "ConfigMap", true), ["configmaps"] = ("", "ConfigMap", true),
        ["secret"] = ("", "Secret", true), ["secrets"] = ("", "Secret", true),
        ["persistentvolumeclaim"] = ("", "PersistentVolumeClaim", true), ["persistentvolumeclaims"] = ("", "PersistentVolumeClaim", true),
        ["persistentvolume"] = ("", "PersistentVolume", false), ["persistentvolumes"] = ("", "PersistentVolume", false),
        ["serviceaccount"] = ("", "ServiceAccount", true), ["serviceaccounts"] = ("", "ServiceAccount", true),
        ["storageclass"] = ("storage.k8s.io", "StorageClass", false), ["storageclasses"] = ("storage.k8s.io", "StorageClass", false), ["storageclass.storage.k8s.io"] = ("storage.k8s.io", "StorageClass", false),
        ["storageclasses.storage.k8s.io"] = ("storage.k8s.io", "StorageClass", false),
        ["runtimeclass"] = ("node.k8s.io", "RuntimeClass", false), ["runtimeclass.node.k8s.io"] = ("node.k8s.io", "RuntimeClass", false), ["runtimeclasses.node.k8s.io"] = ("node.k8s.io", "RuntimeClass", false),
        ["priorityclass"] = ("scheduling.k8s.io", "PriorityClass", false), ["priorityclass.scheduling.k8s.io"] = ("scheduling.k8s.io", "PriorityClass", false), ["priorityclasses.scheduling.k8s.io"] = ("scheduling.k8s.io", "PriorityClass", false),
        ["resourceclaim"] = ("resource.k8s.io", "ResourceClaim", true), ["resourceclaim.resource.k8s.io"] = ("resource.k8s.io", "ResourceClaim", true),
        ["resourceclaimtemplate"] = ("resource.k8s.io", "ResourceClaimTemplate", true), ["resourceclaimtemplate.resource.k8s.io"] = ("resource.k8s.io", "ResourceClaimTemplate", true),
    };

    /// <summary>What belongs to the start of a namespace or a node, whatever it says.</summary>
    public static bool HealsByItself(string message) =>
        message.Contains("kube-root-ca.crt", StringComparison.Ordinal)
        || message.Contains("not registered", StringComparison.Ordinal)
        || (message.Contains("failed to sync", StringComparison.Ordinal) && message.Contains("cache", StringComparison.Ordinal))
        || message.Contains("services have not yet been read", StringComparison.Ordinal)
        || message.Contains("is reserved for", StringComparison.Ordinal)
        || message.Contains("is already in use by container", StringComparison.Ordinal);

    /// <summary>The object in <c>configmap "x" not found</c> and its like.</summary>
    public static ObjectKey? MissingObject(string message, string? ns)
    {
        if (PriorityClass().Match(message) is { Success: true } priority)
            return new ObjectKey("scheduling.k8s.io", "PriorityClass", null, priority.Groups["name"].Value);

        foreach (Match match in NotFound().Matches(message))
        {
            if (Resources.TryGetValue(match.Groups["resource"].Value, out var kind))
                return new ObjectKey(kind.Group, kind.Kind, kind.Namespaced ? ns : null, match.Groups["name"].Value);
        }

        return null;
    }

    /// <summary>The object and key in <c>couldn't find key K in ConfigMap ns/name</c>.</summary>
    public static (ObjectKey Object, string Key)? MissingKey(string message, string? ns) =>
        KeyIn().Match(message) is { Success: true } match
            ? (ObjectKey.Core(match.Groups["kind"].Value, ns, match.Groups["name"].Value), match.Groups["key"].Value)
            : null;

    /// <summary>The key in <c>references non-existent config key: K</c>.</summary>
    public static string? NonexistentKey(string message) =>
        NoKey().Match(message) is { Success: true } match ? match.Groups["key"].Value : null;

    /// <summary>The first field that an answer to an apply names: <c>Service "web" is invalid: spec.ports[0].nodePort: Invalid value</c>, <c>.spec.replica: field not declared in schema</c>.</summary>
    public static string? RefusedField(string message) =>
        Invalid().Match(message) is { Success: true } invalid ? invalid.Groups["path"].Value
        : Undeclared().Match(message) is { Success: true } undeclared ? undeclared.Groups["path"].Value
        : null;

    /// <summary>What stands in quotes behind some words.</summary>
    public static string? Quoted(string message, string before)
    {
        var at = message.IndexOf(before + "\"", StringComparison.Ordinal);
        if (at < 0)
            return null;
        at += before.Length + 1;
        var end = message.IndexOf('"', at);
        return end < 0 ? null : message[at..end];
    }

    /// <summary>The reason behind <c>MountVolume.SetUp failed for volume "x" : </c>.</summary>
    public static string AfterVolume(string message)
    {
        var at = message.IndexOf("\" : ", StringComparison.Ordinal);
        return at < 0 ? message : message[(at + 4)..];
    }

    /// <summary>The names in <c>Unable to retrieve some image pull secrets (a, b)</c>.</summary>
    public static IReadOnlyList<string> PullSecrets(string message) =>
        PullSecretNames().Match(message) is { Success: true } match ? match.Groups["names"].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries) : [];

    [GeneratedRegex("""image pull secrets \((?<names>[^)]+)\)""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PullSecretNames();

    [GeneratedRegex("""(?<resource>[A-Za-z][A-Za-z0-9.]*) "(?<name>[^"]+)" (?:is )?not found""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NotFound();

    [GeneratedRegex("""no PriorityClass with name "?(?<name>[^\s"]+)"? was found""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PriorityClass();

    [GeneratedRegex("""find key "?(?<key>[^\s"]+)"? in (?<kind>ConfigMap|Secret) (?:[^\s/]+/)?(?<name>[^\s/"]+)""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex KeyIn();

    [GeneratedRegex("""is invalid:\s+(?:\[|\* )?(?<path>[a-z][A-Za-z0-9.\[\]]*): """, RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Invalid();

    [GeneratedRegex("""\s\.(?<path>[a-z](?:[A-Za-z0-9.]|\[[^\]]*\])*): (?:field not declared in schema|expected )""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Undeclared();

    [GeneratedRegex("""references non-existent (?:config|secret) key:? "?(?<key>[^\s"\],]+)""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NoKey();
}
