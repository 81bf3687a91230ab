using System.Net;

namespace KubeAssert.Registry;

/// <summary>Where a repository is asked for: the registry itself or a mirror.</summary>
/// <param name="Host">The host with its port, as credentials name it.</param>
/// <param name="Address">The address of the registry's API.</param>
/// <param name="Repository">The repository there.</param>
internal sealed record Endpoint(string Host, Uri Address, string Repository)
{
    private const string DockerHubApi = "registry-1.docker.io";

    /// <summary>The mirrors in their order, the registry itself last.</summary>
    public static IEnumerable<Endpoint> For(ImageReference image, RegistryOptions options)
    {
        if (options.Mirrors.TryGetValue(image.Registry, out var mirrors))
        {
            foreach (var mirror in mirrors)
            {
                var text = mirror[(mirror.IndexOf("://", StringComparison.Ordinal) is >= 0 and var i ? i + 3 : 0)..].Trim('/');
                var slash = text.IndexOf('/', StringComparison.Ordinal);
                var host = slash < 0 ? text : text[..slash];
                bool? isPlain = mirror.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? true : mirror.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? false : null;
                yield return At(host, (slash < 0 ? "" : text[(slash + 1)..] + "/") + image.Repository, options, isPlain);
            }
        }

        yield return At(image.Registry, image.Repository, options);
    }

    public Uri Manifest(string reference) => Api($"manifests/{reference}");

    public Uri Blob(string digest) => Api($"blobs/{digest}");

    public Uri Tags(int count) => Api($"tags/list?n={count}");

    public override string ToString() => Host;

    private Uri Api(string rest) => new(Address, $"/v2/{Repository}/{rest}");

    private static Endpoint At(string host, string repository, RegistryOptions options, bool? said = null)
    {
        var isPlain = said ?? (options.PlainHttp.Contains(host, StringComparer.OrdinalIgnoreCase)
            || (IsLoopback(host) && !options.Certificates.Keys.Contains(host, StringComparer.OrdinalIgnoreCase)));
        var api = host == ImageReference.DockerHub ? DockerHubApi : host;
        return Uri.TryCreate($"{(isPlain ? "http" : "https")}://{api}/", UriKind.Absolute, out var address)
            ? new Endpoint(host, address, repository)
            : throw RegistryProblem.NotChecked($"{host} is no host that can be asked");
    }

    private static bool IsLoopback(string host)
    {
        if (!Uri.TryCreate($"http://{host}/", UriKind.Absolute, out var uri))
            return false;
        return uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
    }
}
