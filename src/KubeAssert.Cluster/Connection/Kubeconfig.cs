using KubeAssert.Yaml;

namespace KubeAssert.Cluster.Connection;

/// <summary>One kubeconfig, or several merged: clusters, users and contexts by name.</summary>
internal sealed class Kubeconfig
{
    private readonly Dictionary<string, Entry> _clusters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Entry> _users = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Entry> _contexts = new(StringComparer.Ordinal);

    private Kubeconfig(string name) => Name = name;

    /// <summary>What messages call it: a path, or "kubeconfig" for a text.</summary>
    public string Name { get; private set; }

    public string? CurrentContext { get; private set; }

    public IReadOnlyDictionary<string, Entry> Clusters => _clusters;

    public IReadOnlyDictionary<string, Entry> Users => _users;

    public IReadOnlyDictionary<string, Entry> Contexts => _contexts;

    /// <param name="yaml">The text.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="folder">What relative paths in it are relative to; null where they are not resolved.</param>
    public static Kubeconfig Parse(string yaml, string name = "kubeconfig", string? folder = null)
    {
        var problems = new List<ReadProblem>();
        var documents = YamlReader.Read(yaml, name, problems);
        if (problems.Count > 0)
            throw new KubeconfigException($"The kubeconfig can't be read: {problems[0]}");
        if (documents is not [{ Root: MapNode root }, ..])
            throw new KubeconfigException($"{name} is no kubeconfig: it holds no map with clusters, users and contexts.");
        if (root["kind"].Text is { } kind && kind != "Config")
            throw new KubeconfigException(root["kind"].Location, $"this is a {kind}, not a kubeconfig", "give the text of a kubeconfig: kind: Config");

        var config = new Kubeconfig(name) { CurrentContext = root["current-context"].Text is { Length: > 0 } current ? current : null };
        Add(root["clusters"], "cluster", config._clusters, folder);
        Add(root["users"], "user", config._users, folder);
        Add(root["contexts"], "context", config._contexts, folder);
        return config;
    }

    /// <summary>Merges as kubectl does: the first file that names a cluster, user or context wins, whole; so does the first current context.</summary>
    public static Kubeconfig Merge(IReadOnlyList<Kubeconfig> configs)
    {
        if (configs.Count == 1)
            return configs[0];

        var merged = new Kubeconfig(string.Join(Path.PathSeparator, configs.Select(c => c.Name)));
        foreach (var config in configs)
        {
            merged.CurrentContext ??= config.CurrentContext;
            AddMissing(merged._clusters, config._clusters);
            AddMissing(merged._users, config._users);
            AddMissing(merged._contexts, config._contexts);
        }

        return merged;
    }

    private static void AddMissing(Dictionary<string, Entry> into, Dictionary<string, Entry> from)
    {
        foreach (var (name, entry) in from)
            into.TryAdd(name, entry);
    }

    private static void Add(Node list, string key, Dictionary<string, Entry> into, string? folder)
    {
        foreach (var item in list.Items)
        {
            var name = item["name"].Text
                ?? throw new KubeconfigException(item.Location, $"a {key} has no name", "add name: to it");
            into.TryAdd(name, new Entry(name, item[key], folder));
        }
    }

    /// <summary>A named cluster, user or context.</summary>
    internal sealed record Entry(string Name, Node Node, string? Folder)
    {
        public string? Text(string key) => Node[key].Text is { Length: > 0 } text ? text : null;

        public string? FilePath(string key) => Text(key) is not { } path ? null
            : Folder is null || Path.IsPathRooted(path) ? path
            : Path.GetFullPath(Path.Combine(Folder, path));

        /// <summary>The bytes behind KEY-data (base64) or in the file that KEY names; data wins, as for kubectl.</summary>
        public byte[]? Bytes(string key)
        {
            if (Text(key + "-data") is { } data)
            {
                try
                {
                    return Convert.FromBase64String(data);
                }
                catch (FormatException e)
                {
                    throw new KubeconfigException(Node[key + "-data"].Location, $"{key}-data is no base64", "encode the PEM text with base64", e);
                }
            }

            if (FilePath(key) is not { } path)
                return null;
            try
            {
                return File.ReadAllBytes(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new KubeconfigException(Node[key].Location, $"{key} names {path}, which can't be read ({e.Message})", "correct the path", e);
            }
        }
    }
}
