using System.Security.Cryptography;
using System.Text;

namespace KubeAssert.Registry;

/// <summary>The credentials of the Secrets with which a pod's images are pulled.</summary>
internal sealed class PullSecrets
{
    private readonly IReadOnlyList<DockerConfig> _configs;

    private PullSecrets(IReadOnlyList<DockerConfig> configs, string key) => (_configs, Key) = (configs, key);

    public static PullSecrets None { get; } = new([], "");

    /// <summary>Equal for the same credentials; it does not tell them.</summary>
    public string Key { get; }

    /// <summary>Those that a pod template and its ServiceAccount name, as far as they are in the set.</summary>
    public static PullSecrets Of(PodTemplate pod)
    {
        var account = pod.Manifests.ServiceAccounts().FirstOrDefault(a => a.Manifest.Name == pod.ServiceAccountName && a.Namespace == pod.Namespace);
        var names = pod.Spec["imagePullSecrets"].Items
            .Concat(account is null ? [] : account["imagePullSecrets"].Items)
            .Select(item => item["name"].Text)
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        if (names.Count == 0)
            return None;

        var texts = pod.Manifests.Secrets()
            .Where(s => s.Namespace == pod.Namespace && names.Contains(s.Manifest.Name ?? ""))
            .Select(s => s.Type == "kubernetes.io/dockercfg" ? new { Text = s.Reveal(".dockercfg"), IsBare = true } : new { Text = s.Reveal(".dockerconfigjson"), IsBare = false })
            .Where(s => s.Text is not null)
            .ToList();
        var configs = texts.Select(s => DockerConfig.TryRead(s.Text!, s.IsBare)).OfType<DockerConfig>().ToList();
        return configs.Count == 0 ? None : new PullSecrets(configs, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', texts.Select(s => Digest.Of(s.Text!)))))));
    }

    public Credential? For(Endpoint endpoint) => _configs.Select(config => config.For(endpoint.Host, endpoint.Repository)).FirstOrDefault(found => found is not null);
}
