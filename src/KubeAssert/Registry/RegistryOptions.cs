namespace KubeAssert;

/// <summary>
/// How registries are asked for images. Whoever keeps one of these in a field asks for each image once: what was learned belongs to the options.
/// </summary>
public sealed record RegistryOptions
{
    /// <summary>Everything as stated at each property.</summary>
    public static RegistryOptions Default { get; } = new();

    /// <summary>
    /// The platforms of the nodes, each of which an image must have: <c>linux/amd64</c>, <c>linux/arm/v7</c>. Pods that choose an architecture by
    /// <c>nodeSelector</c> or required node affinity need the chosen ones alone.
    /// </summary>
    /// <value>Empty: only what pods choose themselves is looked for.</value>
    public IReadOnlyList<string> Platforms { get; init; } = [];

    /// <summary>
    /// Mirrors by the registry they stand for, asked in their order before the registry itself:
    /// <c>["docker.io"] = ["mirror.example.com/hub"]</c> asks for <c>mirror.example.com/hub/library/nginx</c>.
    /// </summary>
    /// <value>Empty.</value>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Mirrors { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Registries that are asked without TLS, with their port: <c>registry.test:5000</c>. Those on a loopback address always are.</summary>
    /// <value>Empty.</value>
    public IReadOnlyList<string> PlainHttp { get; init; } = [];

    /// <summary>
    /// Files with certificates (PEM) that are trusted beside the system's, by the registry with its port:
    /// <c>["registry.test:5000"] = "certs/ca.crt"</c>. These registries are asked with TLS, on a loopback address too.
    /// </summary>
    /// <value>Empty: what the system trusts.</value>
    public IReadOnlyDictionary<string, string> Certificates { get; init; } = new Dictionary<string, string>();

    /// <summary>The file with Docker's credentials and credential helpers; one called <c>.dockercfg</c> is read in its older form.</summary>
    /// <value>Null: <c>config.json</c> in the folder that <c>DOCKER_CONFIG</c> names, else in <c>~/.docker</c>, else <c>~/.dockercfg</c>; there need be none.</value>
    public string? DockerConfig { get; init; }

    /// <summary>
    /// Whether images are asked for as the cluster would ask: with the credentials of the pod's <c>imagePullSecrets</c>, or, where it names none, of those of its
    /// ServiceAccount. Docker's configuration stands in only for named Secrets that are not in the set. An image that only Docker's configuration lets be pulled, of
    /// a pod that names no Secret, is told as a finding of severity <see cref="Severity.Info"/>: the nodes may have credentials of their own.
    /// </summary>
    /// <value>False: no Secret of the set is sent anywhere, and Docker's configuration is used.</value>
    public bool UsePullSecrets { get; init; }

    /// <summary>Whether an image whose registry does not answer is no failure. It is told as a finding of severity <see cref="Severity.Info"/> then.</summary>
    /// <value>False.</value>
    public bool MayBeUnreachable { get; init; }

    /// <summary>How long one request may take, its answer read to the end; also how long a credential helper may take.</summary>
    /// <value>10 seconds.</value>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a request is tried while the registry answers 429 or 5xx or drops the connection, the first time included.</summary>
    /// <value>3.</value>
    public int Tries { get; init; } = 3;

    /// <summary>The longest pause before another try; a registry that asks for a longer one is not asked again.</summary>
    /// <value>5 seconds.</value>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The pause before the second try where the registry names none; it doubles with each.</summary>
    internal TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(500);

    internal TimeProvider Time { get; init; } = TimeProvider.System;
}
