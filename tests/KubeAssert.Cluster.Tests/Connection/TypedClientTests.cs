using System.Text;
using k8s;
using k8s.Models;
using KubeAssert.TestApiServer;

namespace KubeAssert.Cluster.Tests.Connection;

/// <summary>KubernetesClient on the cluster's own connection, and the cluster on a client or configuration of KubernetesClient.</summary>
public sealed class TypedClientTests : IAsyncLifetime
{
    private readonly TestServer _server = new();

    public Task InitializeAsync() => _server.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task The_typed_client_shares_trust_and_credentials()
    {
        using var cluster = KubeCluster.Connect(_server.Kubeconfig());

        await CreateAndReadAsync(cluster.Client);
    }

    [Fact]
    public async Task The_typed_client_shares_the_name_that_the_certificate_is_checked_against()
    {
        var kubeconfig = _server.Kubeconfig();
        using var right = KubeCluster.Connect(kubeconfig.Replace("certificate-authority-data", "tls-server-name: kubernetes\n    certificate-authority-data", StringComparison.Ordinal));
        using var wrong = KubeCluster.Connect(kubeconfig.Replace("certificate-authority-data", "tls-server-name: elsewhere\n    certificate-authority-data", StringComparison.Ordinal));

        (await right.Client.Version.GetCodeAsync()).GitVersion.Should().Be("v1.36.2");
        var act = () => wrong.Client.Version.GetCodeAsync();
        (await act.Should().ThrowAsync<HttpRequestException>()).Which.GetBaseException().Message.Should().Contain("not for elsewhere");
    }

    [Fact]
    public async Task A_request_that_the_server_throttles_is_sent_again()
    {
        var handler = new Throttling();
        using var cluster = KubeCluster.Connect(_server.Kubeconfig(), new KubeClusterOptions { Handler = () => handler });

        (await cluster.Client.Version.GetCodeAsync()).GitVersion.Should().Be("v1.36.2");
        handler.Requests.Should().Be(2);
    }

    [Fact]
    public async Task A_configuration_of_the_typed_client_connects()
    {
        using var kubeconfig = new MemoryStream(Encoding.UTF8.GetBytes(_server.Kubeconfig()));
        using var cluster = KubeCluster.Connect(KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig));

        (await cluster.GetVersionAsync()).Should().Be("v1.36.2");
        await CreateAndReadAsync(cluster.Client);
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_refused_where_the_typed_client_would_accept_it()
    {
        using var kubeconfig = new MemoryStream(Encoding.UTF8.GetBytes(_server.Kubeconfig()));
        var configuration = KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig);
        configuration.TlsServerName = "elsewhere";
        using var cluster = KubeCluster.Connect(configuration);

        var act = () => cluster.GetVersionAsync();

        await act.Should().ThrowAsync<KubeApiException>().WithMessage("*presented a certificate for *, not for elsewhere;*");
    }

    [Fact]
    public async Task A_typed_client_that_exists_carries_the_cluster()
    {
        using var kubeconfig = new MemoryStream(Encoding.UTF8.GetBytes(_server.Kubeconfig()));
        using var client = new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig));
        using (var cluster = KubeCluster.Connect(client))
        {
            (await cluster.GetVersionAsync()).Should().Be("v1.36.2");
            await CreateAndReadAsync(cluster.Client);
        }

        (await client.Version.GetCodeAsync()).GitVersion.Should().Be("v1.36.2", "it is not the cluster's to dispose of");
    }

    [Fact]
    public async Task Every_request_acts_as_the_kubeconfig_says()
    {
        var kubeconfig = _server.Kubeconfig().Replace($"token: {TestServer.Token}",
            $"token: {TestServer.Token}\n    as: ada\n    as-uid: '7'\n    as-groups: [viewers, 'system:authenticated']\n    as-user-extra: {{'example.com/reason é': [audit]}}", StringComparison.Ordinal);
        using var cluster = KubeCluster.Connect(kubeconfig);
        string[] expected =
        [
            "impersonate-user: ada", "impersonate-uid: 7", "impersonate-group: viewers",
            "impersonate-extra-example.com%2freason%20%c3%a9: audit",
        ];

        await cluster.GetVersionAsync();
        _server.Impersonation.Should().BeEquivalentTo(expected, "names of headers are in small letters over HTTP/2");
        await cluster.Client.Version.GetCodeAsync();
        _server.Impersonation.Should().BeEquivalentTo(expected, "names of headers are in small letters over HTTP/2");
    }

    [Fact]
    public void Groups_of_nobody_are_refused()
    {
        var act = () => KubeCluster.Connect(_server.Kubeconfig().Replace($"token: {TestServer.Token}", $"token: {TestServer.Token}\n    as-groups: [viewers]", StringComparison.Ordinal));

        act.Should().Throw<KubeconfigException>().WithMessage("*acts with Impersonate-Group of another, but as nobody*add as: with the user's name*");
    }

    [Fact]
    public void Several_groups_are_refused_for_they_would_arrive_as_one()
    {
        var act = () => KubeCluster.Connect(_server.Kubeconfig().Replace($"token: {TestServer.Token}", $"token: {TestServer.Token}\n    as: ada\n    as-groups: [a, b]", StringComparison.Ordinal));

        act.Should().Throw<KubeconfigException>().WithMessage("*acts with 2 times Impersonate-Group, which .NET sends as one header*");
    }

    [Fact]
    public async Task The_id_token_of_oidc_is_sent_until_it_expires()
    {
        using var valid = KubeCluster.Connect(Oidc($"id-token: {TestServer.Token}"));
        using var expired = KubeCluster.Connect(Oidc($"id-token: e30.{Convert.ToBase64String(Encoding.UTF8.GetBytes("""{"exp":1700000000}""")).TrimEnd('=')}.e30"));

        (await valid.GetVersionAsync()).Should().Be("v1.36.2");
        var act = () => expired.GetVersionAsync();
        await act.Should().ThrowAsync<KubeconfigException>().WithMessage(
            "The id-token of auth-provider oidc expired at 2023-11-14 22:13:20Z. Run any kubectl command: it renews the token and writes it into the kubeconfig.");
        var none = () => KubeCluster.Connect(Oidc("client-id: shop"));
        none.Should().Throw<KubeconfigException>().WithMessage("*has no id-token yet*");
    }

    private static async Task CreateAndReadAsync(IKubernetes client)
    {
        var shop = new V1Namespace { ApiVersion = "v1", Kind = "Namespace", Metadata = new V1ObjectMeta { Name = "shop" } };
        await client.CoreV1.PatchNamespaceAsync(new V1Patch(shop, V1Patch.PatchType.ApplyPatch), "shop", fieldManager: "tests", force: true);
        (await client.CoreV1.ReadNamespaceAsync("shop")).Metadata.Name.Should().Be("shop");
    }

    private string Oidc(string config) => _server.Kubeconfig().Replace($"token: {TestServer.Token}", $"auth-provider: {{name: oidc, config: {{{config}}}}}", StringComparison.Ordinal);

    /// <summary>A server that asks the first time to come back at once.</summary>
    private sealed class Throttling : HttpMessageHandler
    {
        public int Requests { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = new HttpResponseMessage(++Requests == 1 ? System.Net.HttpStatusCode.TooManyRequests : System.Net.HttpStatusCode.OK)
            {
                Content = new StringContent("""{"gitVersion": "v1.36.2"}"""),
                RequestMessage = request,
            };
            if (Requests == 1)
                answer.Headers.RetryAfter = new System.Net.Http.Headers.RetryConditionHeaderValue(TimeSpan.Zero);
            return Task.FromResult(answer);
        }
    }
}
