using System.Text;
using System.Text.Json;

namespace KubeAssert.Registry;

/// <summary>The credentials and helpers of a Docker configuration: of <c>config.json</c>, or of a Secret with pull credentials.</summary>
internal sealed class DockerConfig
{
    private const int Largest = 1024 * 1024;

    private readonly Dictionary<string, Credential> _credentials = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _helpers = new(StringComparer.OrdinalIgnoreCase);
    private string? _store;

    private DockerConfig()
    {
    }

    public static DockerConfig None { get; } = new();

    /// <summary>The configuration that the options name.</summary>
    /// <exception cref="RegistryProblem">It can't be read.</exception>
    public static DockerConfig Load(RegistryOptions options)
    {
        var file = options.DockerConfig ?? UsualFile();
        if (options.DockerConfig is null && !File.Exists(file))
            return None;
        try
        {
            if (new FileInfo(file).Length > Largest)
                throw RegistryProblem.NotChecked($"Docker's configuration {file} is too large");
            return TryRead(File.ReadAllBytes(file)) ?? throw RegistryProblem.NotChecked($"Docker's configuration {file} is no JSON object");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw RegistryProblem.NotChecked($"Docker's configuration {file} can't be read: {e.Message.TrimEnd('.')}");
        }
    }

    /// <summary>Reads a configuration; null where it is none.</summary>
    /// <param name="json">The text.</param>
    /// <param name="isBare">Whether the credentials stand at its top, as in <c>.dockercfg</c>.</param>
    public static DockerConfig? TryRead(byte[] json, bool isBare = false)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return null;
            var config = new DockerConfig { _store = isBare ? null : root.Text("credsStore") };
            foreach (var (registry, entry) in isBare ? root.Entries() : root.Map("auths"))
            {
                if (Credential(entry) is { } credential)
                    config._credentials[Key(registry)] = credential;
            }

            foreach (var (registry, helper) in root.Map("credHelpers"))
            {
                if (!isBare && helper.ValueKind == JsonValueKind.String)
                    config._helpers[Key(registry)] = helper.GetString()!;
            }

            return config;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The credential for a repository: the longest name of the registry, with or without a path, that fits.</summary>
    public Credential? For(string host, string repository)
    {
        var full = $"{Key(host)}/{repository}";
        return _credentials
            .Where(entry => Fits(entry.Key, full))
            .OrderByDescending(entry => entry.Key.Length)
            .Select(entry => entry.Value)
            .FirstOrDefault();
    }

    /// <summary>The helper that knows credentials for a registry, <c>NAME</c> in <c>docker-credential-NAME</c>; null where there is none.</summary>
    public string? HelperFor(string host) => _helpers.GetValueOrDefault(Key(host)) ?? _store;

    /// <summary>The name under which Docker and its helpers know a registry.</summary>
    public static string ServerName(string host) => host == ImageReference.DockerHub ? "https://index.docker.io/v1/" : host;

    private static Credential? Credential(JsonElement entry)
    {
        var (user, password) = (entry.Text("username"), entry.Text("password"));
        if (entry.Text("auth") is { Length: > 0 } auth)
        {
            try
            {
                var text = Encoding.UTF8.GetString(Convert.FromBase64String(auth)).TrimEnd('\0');
                var colon = text.IndexOf(':', StringComparison.Ordinal);
                if (colon >= 0)
                    (user, password) = (text[..colon], text[(colon + 1)..]);
            }
            catch (FormatException)
            {
                return null;
            }
        }

        var token = entry.Text("identitytoken");
        return token is { Length: > 0 } || user is { Length: > 0 } ? new Credential(user ?? "", password ?? "", token is { Length: > 0 } ? token : null) : null;
    }

    /// <summary>Whether a name, whose host may hold <c>*</c> in place of labels, is that of the repository or of a path above it.</summary>
    private static bool Fits(string key, string full)
    {
        var (wanted, parts) = (key.Split('/'), full.Split('/'));
        if (wanted.Length > parts.Length || !wanted.Skip(1).SequenceEqual(parts.Skip(1).Take(wanted.Length - 1), StringComparer.Ordinal))
            return false;
        var (labels, host) = (wanted[0].Split('.'), parts[0].Split('.'));
        return labels.Length == host.Length && labels.Zip(host).All(pair => pair.First == "*" || pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The registry that a name means: <c>https://index.docker.io/v1/</c> is Docker Hub.</summary>
    private static string Key(string name)
    {
        var scheme = name.IndexOf("://", StringComparison.Ordinal);
        var key = (scheme < 0 ? name : name[(scheme + 3)..]).TrimEnd('/');
        foreach (var version in new[] { "/v1", "/v2" })
        {
            if (key.EndsWith(version, StringComparison.Ordinal))
                key = key[..^version.Length];
        }

        return key is "index.docker.io" or "registry-1.docker.io" ? ImageReference.DockerHub : key;
    }

    private static string UsualFile()
    {
        var folder = Environment.GetEnvironmentVariable("DOCKER_CONFIG");
        return Path.Combine(
            string.IsNullOrEmpty(folder) ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker") : folder, "config.json");
    }
}
