using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.Registry;

/// <summary>The real registry, Debian's <c>docker-registry</c>, on a loopback port, with what tests push to it.</summary>
internal sealed class DebianRegistry : IAsyncDisposable
{
    public const string Program = "docker-registry";
    public const string User = "shop";
    public const string Password = "correct horse";

    /// <summary>The password above, hashed by bcrypt with the least cost.</summary>
    private const string PasswordHash = "$2b$04$sAom39KC7oJZHaUBjobv/.eIhzZPcE7e1cAfaspRUncerkSfykBmC";

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _client = new(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true });
    private readonly Process _process;
    private readonly string _scheme;

    private DebianRegistry(bool isPrivate, TestAuthority? tls)
    {
        Host = $"127.0.0.1:{FreePort()}";
        _scheme = tls is null ? "http" : "https";
        var auth = "";
        if (isPrivate)
        {
            _folder.Write("htpasswd", $"{User}:{PasswordHash}\n");
            auth = $"auth: {{htpasswd: {{realm: shop, path: {_folder["htpasswd"]}}}}}\n";
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}")));
        }

        _folder.Write("config.yml", $"version: 0.1\nlog: {{level: error, accesslog: {{disabled: true}}}}\nstorage: {{filesystem: {{rootdirectory: {_folder["data"]}}}}}\nhttp: {{addr: '{Host}'{(tls is null ? "" : $", tls: {{certificate: {_folder.Write("server.crt", tls.ServerCertificate)}, key: {_folder.Write("server.key", tls.ServerKey)}}}")}}}\n{auth}");
        _process = Process.Start(new ProcessStartInfo(Program, ["serve", _folder["config.yml"]]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The host and port, as images name it.</summary>
    public string Host { get; }

    /// <summary>The file with Docker's credentials for it.</summary>
    public string DockerConfig(string password = Password)
    {
        _folder.Write("config.json", $$$"""{"auths": {"{{{Host}}}": {"auth": "{{{Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{password}"))}}}"} } }""");
        return _folder["config.json"];
    }

    public static async Task<DebianRegistry> StartAsync(bool isPrivate = false, TestAuthority? tls = null)
    {
        var registry = new DebianRegistry(isPrivate, tls);
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var answer = await registry._client.GetAsync(new Uri($"{registry._scheme}://{registry.Host}/v2/"));
                return registry;
            }
            catch (HttpRequestException) when (tries < 200 && !registry._process.HasExited)
            {
                await Task.Delay(50);
            }
        }
    }

    public async Task PushAsync(string name, params PushedImage[] images)
    {
        var (repository, tag) = (name.Split(':')[0], name.Split(':')[1]);
        foreach (var image in images)
        {
            await UploadAsync(repository, image.Layer);
            await UploadAsync(repository, image.Config);
            await PutAsync(repository, images.Length == 1 ? tag : image.Digest, image.ManifestType, image.Manifest);
        }

        if (images.Length > 1)
            await PutAsync(repository, tag, images[0].IsDocker ? PushedImage.DockerIndex : PushedImage.OciIndex, PushedImage.Index(images));
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _client.Dispose();
        _folder.Dispose();
    }

    private async Task UploadAsync(string repository, byte[] content)
    {
        using var start = await _client.PostAsync(new Uri($"{_scheme}://{Host}/v2/{repository}/blobs/uploads/"), null);
        start.StatusCode.Should().Be(HttpStatusCode.Accepted);
        var place = new UriBuilder(start.Headers.Location!);
        place.Query = $"{place.Query.TrimStart('?')}&digest={PushedImage.DigestOf(content)}";
        using var body = new ByteArrayContent(content);
        using var end = await _client.PutAsync(place.Uri, body);
        end.StatusCode.Should().Be(HttpStatusCode.Created);
    }

    private async Task PutAsync(string repository, string reference, string type, byte[] content)
    {
        using var body = new ByteArrayContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue(type);
        using var answer = await _client.PutAsync(new Uri($"{_scheme}://{Host}/v2/{repository}/manifests/{reference}"), body);
        answer.StatusCode.Should().Be(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
