using System.Security.Cryptography;
using System.Text;

namespace KubeAssert.Registry;

/// <summary>
/// The credentials with which a kubelet pulls a pod's images: those of the Secrets that the pod names, or, where it names none, of those that its ServiceAccount
/// names. What the nodes have of their own can't be known.
/// </summary>
internal sealed class PullSecrets
{
    private readonly IReadOnlyList<(string Name, DockerConfig Config)> _configs;

    private PullSecrets(string key, IReadOnlyList<(string Name, DockerConfig Config)> configs) => (Key, _configs) = (key, configs);

    /// <summary>Nobody asked for them.</summary>
    public static PullSecrets NotAsked { get; } = new("", []) { IsAsked = false };

    /// <summary>The pod and its ServiceAccount name none.</summary>
    private static PullSecrets NoneNamed { get; } = new("none", []);

    /// <summary>Whether the cluster's credentials are to be used.</summary>
    public bool IsAsked { get; private init; } = true;

    /// <summary>Equal for the same credentials; it does not tell them.</summary>
    public string Key { get; }

    /// <summary>Whether any Secret is named.</summary>
    public bool AreNamed { get; private init; }

    /// <summary>Whether some that are named are not in the set: made by other means, and not known here.</summary>
    public bool AreElsewhere { get; private init; }

    /// <summary>What is wrong with those that hold nothing to pull with: <c>Secret pull is of type Opaque, from which the kubelet reads no credentials</c>.</summary>
    public IReadOnlyList<string> Faults { get; private init; } = [];

    /// <summary>Those that a pod template, or else its ServiceAccount, names, as far as they are in the set.</summary>
    public static PullSecrets Of(PodTemplate pod)
    {
        var names = Named(pod.Spec);
        if (names.Count == 0 && pod.Manifests.ServiceAccounts().FirstOrDefault(a => a.Manifest.Name == pod.ServiceAccountName && a.Namespace == pod.Namespace) is { } account)
            names = Named(account.Node);
        if (names.Count == 0)
            return NoneNamed;

        var there = pod.Manifests.Secrets().Where(s => s.Namespace == pod.Namespace && names.Contains(s.Manifest.Name)).ToList();
        var configs = new List<(string, DockerConfig)>();
        var faults = new List<string>();
        var digests = new StringBuilder();
        foreach (var secret in there)
        {
            var name = $"Secret {secret.Manifest.Name}";
            if (Form(secret.Type) is not { } form)
                faults.Add($"{name} is of type {OneLine.Of(secret.Type)}, from which the kubelet reads no credentials");
            else if (secret.Reveal(form.Key) is not { Length: > 0 } text || DockerConfig.TryRead(text, form.Form) is not { } config)
                faults.Add($"{name} holds no JSON object at {form.Key}");
            else
            {
                configs.Add((name, config));
                digests.Append(Digest.Of(text)).Append('\n');
            }
        }

        var isElsewhere = names.Any(n => there.TrueForAll(s => s.Manifest.Name != n));
        var key = $"{string.Join('\n', names)}\n{string.Join('\n', faults)}\n{isElsewhere}\n{digests}";
        return new PullSecrets(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key))), configs) { AreNamed = true, AreElsewhere = isElsewhere, Faults = faults };
    }

    /// <summary>The credentials for a registry, in the kubelet's order.</summary>
    public IReadOnlyList<Credential> For(Endpoint endpoint) =>
        _configs.SelectMany(c => c.Config.For(endpoint.Host, endpoint.Repository).Select(found => found.With($"the credentials of {c.Name}"))).ToList();

    /// <summary>Why they hold nothing for a registry, as the continuation of a sentence.</summary>
    public string WhyNoneFor(string host) =>
        string.Join(", ", Faults.Concat(_configs.Count == 0 ? [] : [$"{string.Join(" and ", _configs.Select(c => c.Name))} {(_configs.Count == 1 ? "holds" : "hold")} none for {host}"]));

    private static (DockerConfigForm Form, string Key)? Form(string type) => type switch
    {
        "kubernetes.io/dockerconfigjson" => (DockerConfigForm.Secret, ".dockerconfigjson"),
        "kubernetes.io/dockercfg" => (DockerConfigForm.OldSecret, ".dockercfg"),
        _ => null,
    };

    private static List<string> Named(Node node) =>
        node["imagePullSecrets"].Items.Select(item => item["name"].Text).OfType<string>().Where(n => n.Length > 0).Distinct(StringComparer.Ordinal).ToList();
}
