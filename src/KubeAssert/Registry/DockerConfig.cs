using System.IO.Enumeration;
using System.Text;
using System.Text.Json;

namespace KubeAssert.Registry;

/// <summary>How a Docker configuration is written, and who reads it.</summary>
internal enum DockerConfigForm
{
    /// <summary><c>config.json</c>, read by docker: <c>auths</c>, helpers, identity tokens.</summary>
    File,

    /// <summary><c>.dockercfg</c>, which older versions of docker wrote: the credentials stand at its top.</summary>
    OldFile,

    /// <summary>A Secret of type <c>kubernetes.io/dockerconfigjson</c>, read by the kubelet: <c>auths</c>, of which it knows users and passwords alone.</summary>
    Secret,

    /// <summary>A Secret of type <c>kubernetes.io/dockercfg</c>, read by the kubelet.</summary>
    OldSecret,
}

/// <summary>The credentials and helpers of a Docker configuration: of <c>config.json</c>, or of a Secret with pull credentials.</summary>
internal sealed class DockerConfig
{
    private const int Largest = 1024 * 1024;
    private const string OldName = ".dockercfg";

    private readonly Dictionary<string, Credential> _credentials = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _helpers = new(StringComparer.OrdinalIgnoreCase);
    private readonly DockerConfigForm _form;
    private string? _store;

    private DockerConfig(DockerConfigForm form) => _form = form;

    public static DockerConfig None { get; } = new(DockerConfigForm.File);

    /// <summary>The file it was read from; empty where it was none.</summary>
    public string File { get; private init; } = "";

    /// <summary>The configuration that the options name.</summary>
    /// <exception cref="RegistryProblem">It can't be read.</exception>
    public static DockerConfig Load(RegistryOptions options)
    {
        var file = options.DockerConfig ?? UsualFile();
        if (options.DockerConfig is null && !System.IO.File.Exists(file))
            return None;
        var form = Path.GetFileName(file) == OldName ? DockerConfigForm.OldFile : DockerConfigForm.File;
        try
        {
            if (new FileInfo(file).Length > Largest)
                throw RegistryProblem.NotChecked($"Docker's configuration {file} is too large");
            return TryRead(System.IO.File.ReadAllBytes(file), form, file) ?? throw RegistryProblem.NotChecked($"Docker's configuration {file} is no JSON object");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw RegistryProblem.NotChecked($"Docker's configuration {file} can't be read: {e.Message.TrimEnd('.')}");
        }
    }

    /// <summary>Reads a configuration; null where it is none.</summary>
    /// <param name="json">The text.</param>
    /// <param name="form">Its form.</param>
    /// <param name="file">The file it is from.</param>
    public static DockerConfig? TryRead(byte[] json, DockerConfigForm form = DockerConfigForm.File, string file = "")
    {
        var isBare = form is DockerConfigForm.OldFile or DockerConfigForm.OldSecret;
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return null;
            var config = new DockerConfig(form) { File = file, _store = form == DockerConfigForm.File ? root.Text("credsStore") : null };
            foreach (var (registry, entry) in isBare ? root.Entries() : root.Map("auths"))
            {
                if (config.Credential(entry) is { } credential)
                    config._credentials[config.Key(registry)] = credential;
            }

            foreach (var (registry, helper) in root.Map("credHelpers"))
            {
                if (form == DockerConfigForm.File && helper.ValueKind == JsonValueKind.String)
                    config._helpers[config.Key(registry)] = helper.GetString()!;
            }

            return config;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The credentials for a repository: those of the longest name of the registry, with or without a path, first.</summary>
    public IEnumerable<Credential> For(string host, string repository)
    {
        var full = $"{(host is "index.docker.io" or "registry-1.docker.io" ? ImageReference.DockerHub : host)}/{repository}";
        return _credentials
            .Where(entry => Fits(entry.Key, full))
            .OrderByDescending(entry => entry.Key.Length)
            .ThenBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => entry.Value);
    }

    /// <summary>The helper that knows credentials for a registry, <c>NAME</c> in <c>docker-credential-NAME</c>; null where there is none.</summary>
    public string? HelperFor(string host) => _helpers.GetValueOrDefault(Key(host)) ?? _store;

    /// <summary>The name under which Docker and its helpers know a registry.</summary>
    public static string ServerName(string host) => host == ImageReference.DockerHub ? "https://index.docker.io/v1/" : host;

    private bool IsOfCluster => _form is DockerConfigForm.Secret or DockerConfigForm.OldSecret;

    private Credential? Credential(JsonElement entry)
    {
        var (user, password) = (entry.Text("username"), entry.Text("password"));
        if (entry.Text("auth") is { Length: > 0 } auth)
        {
            try
            {
                // the padding may be left out
                var text = Encoding.UTF8.GetString(Convert.FromBase64String(auth.PadRight((auth.Length + 3) / 4 * 4, '='))).TrimEnd('\0');
                var colon = text.IndexOf(':', StringComparison.Ordinal);
                if (colon >= 0)
                    (user, password) = (text[..colon], text[(colon + 1)..]);
            }
            catch (FormatException)
            {
                return null;
            }
        }

        var token = IsOfCluster ? null : NotEmpty(entry.Text("identitytoken"));
        var direct = IsOfCluster ? null : NotEmpty(entry.Text("registrytoken"));
        return token is not null || direct is not null || user is { Length: > 0 } ? new Credential(user ?? "", password ?? "", token) { RegistryToken = direct } : null;
    }

    private static string? NotEmpty(string? text) => text is { Length: > 0 } && !text.AsSpan().ContainsAny('\r', '\n') ? text : null;

    /// <summary>Whether a name, whose host's labels may hold <c>*</c>, is that of the repository or of a path above it. The kubelet takes any beginning for such a path.</summary>
    private bool Fits(string key, string full)
    {
        var (wanted, own) = (key.IndexOf('/', StringComparison.Ordinal), full.IndexOf('/', StringComparison.Ordinal));
        var path = wanted < 0 ? "" : key[wanted..];
        if (!full[own..].StartsWith(path, StringComparison.Ordinal) || (!IsOfCluster && path.Length > 0 && full.Length > own + path.Length && full[own + path.Length] != '/'))
            return false;
        var (labels, host) = ((wanted < 0 ? key : key[..wanted]).Split('.'), full[..own].Split('.'));
        return labels.Length == host.Length && labels.Zip(host).All(pair => FileSystemName.MatchesSimpleExpression(pair.First.Replace("\\", "\\\\", StringComparison.Ordinal), pair.Second));
    }

    /// <summary>The registry that a name means: <c>https://index.docker.io/v1/</c> is Docker Hub.</summary>
    private string Key(string name)
    {
        var scheme = name.IndexOf("://", StringComparison.Ordinal);
        var key = (scheme < 0 ? name : name[(scheme + 3)..]).TrimEnd('/');
        foreach (var version in new[] { "/v1", "/v2" })
        {
            if (key.EndsWith(version, StringComparison.Ordinal))
                key = key[..^version.Length];
        }

        return key == "index.docker.io" || (key == "registry-1.docker.io" && !IsOfCluster) ? ImageReference.DockerHub : key;
    }

    private static string UsualFile()
    {
        var folder = Environment.GetEnvironmentVariable("DOCKER_CONFIG");
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var file = Path.Combine(string.IsNullOrEmpty(folder) ? Path.Combine(home, ".docker") : folder, "config.json");
        var old = Path.Combine(home, OldName);
        return !System.IO.File.Exists(file) && System.IO.File.Exists(old) ? old : file;
    }
}
