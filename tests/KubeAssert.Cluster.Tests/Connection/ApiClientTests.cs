using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using KubeAssert.Cluster.Connection;
using KubeAssert.Cluster.Observation;
using KubeAssert.TestApiServer;

namespace KubeAssert.Cluster.Tests.Connection;

public sealed class ApiClientTests : IAsyncLifetime
{
    private readonly TestServer _server = new() { LargestPage = 3 };
    private KubeCluster _cluster = null!;

    public async Task InitializeAsync()
    {
        await _server.StartAsync();
        _cluster = KubeCluster.Connect(_server.Kubeconfig());
        await _cluster.Objects.ApplyAsync(CoreResources.Namespaces, null, "shop", new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = "shop" } }, default);
    }

    public async Task DisposeAsync()
    {
        _cluster.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task The_version_is_what_the_server_says() =>
        (await _cluster.GetVersionAsync()).Should().Be("v1.36.2");

    [Fact]
    public async Task A_client_certificate_opens_the_door_too()
    {
        var kubeconfig = _server.Kubeconfig().Replace($"token: {TestServer.Token}",
            $"client-certificate-data: {Encode(Certificates.Shared.ClientPem)}\n    client-key-data: {Encode(Certificates.Shared.ClientKeyPem)}", StringComparison.Ordinal);
        using var cluster = KubeCluster.Connect(kubeconfig);

        (await cluster.GetVersionAsync()).Should().Be("v1.36.2");
    }

    [Fact]
    public async Task A_refused_token_is_shown_as_the_server_said_it()
    {
        using var cluster = KubeCluster.Connect(_server.Kubeconfig().Replace(TestServer.Token, "wrong", StringComparison.Ordinal));

        var act = () => cluster.GetVersionAsync();

        (await act.Should().ThrowAsync<KubeApiException>()).WithMessage("The API server answered 401 Unauthorized to GET /version: Unauthorized").Which.Code.Should().Be(401);
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_refused_at_once_with_the_reason()
    {
        var kubeconfig = string.Join('\n', _server.Kubeconfig().Split('\n').Where(l => !l.Contains("certificate-authority", StringComparison.Ordinal)));
        using var cluster = KubeCluster.Connect(kubeconfig);

        var act = () => cluster.GetVersionAsync();

        await act.Should().ThrowAsync<KubeApiException>().WithMessage(
            $"No connection for GET /version: the server 127.0.0.1:{_server.Port} presented a certificate that the system's authorities did not issue (*); give its certificate-authority in the kubeconfig.");
    }

    [Fact]
    public async Task Only_the_kubeconfig_can_switch_the_certificate_check_off()
    {
        var kubeconfig = string.Join('\n', _server.Kubeconfig().Split('\n').Select(l => l.Contains("certificate-authority", StringComparison.Ordinal) ? "    insecure-skip-tls-verify: true" : l));
        using var cluster = KubeCluster.Connect(kubeconfig);

        (await cluster.GetVersionAsync()).Should().Be("v1.36.2");
    }

    [Fact]
    public async Task The_certificate_is_checked_against_the_name_that_the_kubeconfig_gives()
    {
        using var right = KubeCluster.Connect(_server.Kubeconfig().Replace("certificate-authority-data", "tls-server-name: kubernetes\n    certificate-authority-data", StringComparison.Ordinal));
        using var wrong = KubeCluster.Connect(_server.Kubeconfig().Replace("certificate-authority-data", "tls-server-name: elsewhere\n    certificate-authority-data", StringComparison.Ordinal));

        (await right.GetVersionAsync()).Should().Be("v1.36.2");
        var act = () => wrong.GetVersionAsync();
        await act.Should().ThrowAsync<KubeApiException>().WithMessage("*presented a certificate for localhost, kubernetes, 127.0.0.1, not for elsewhere; connect to one of these, or name one in tls-server-name.");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_tried_again_for_as_long_as_was_asked()
    {
        var address = new Uri("https://127.0.0.1:1");
        using var cluster = KubeCluster.Connect(_server.Kubeconfig(address.ToString()), new KubeClusterOptions { RetryFor = TimeSpan.FromSeconds(1) });

        var act = () => cluster.GetVersionAsync();

        await act.Should().ThrowAsync<KubeApiException>().WithMessage("The API server 127.0.0.1:1 gave no answer to GET /version within * s: Connection refused");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Kinds_are_discovered_in_either_form(bool aggregated)
    {
        await using var server = new TestServer { AggregatesDiscovery = aggregated };
        await server.StartAsync();
        using var cluster = KubeCluster.Connect(server.Kubeconfig());

        (await cluster.Discovery.FindAsync("apps/v1", "Deployment", default))!.Collection("shop").Should().Be("apis/apps/v1/namespaces/shop/deployments");
        (await cluster.Discovery.FindAsync("v1", "Node", default))!.Path("shop", "n1").Should().Be("api/v1/nodes/n1");
        (await cluster.Discovery.FindAsync("example.com/v1", "Widget", default)).Should().BeNull();
        server.Store.Serve(new Served("example.com", "v1", "Widget", "widgets", true));
        (await cluster.Discovery.FindAsync("example.com/v1", "Widget", default))!.Plural.Should().Be("widgets", "kinds are read anew when one is missing");
    }

    [Fact]
    public async Task Lists_are_read_page_by_page()
    {
        for (var i = 0; i < 10; i++)
            await Put($"c{i}");

        var list = await _cluster.Objects.ListAsync(CoreResources.ConfigMaps, "shop", null, default);

        list.Items.Select(i => i.Get("metadata").Text("name")).Should().Contain(Enumerable.Range(0, 10).Select(i => $"c{i}"));
    }

    [Fact]
    public async Task Deleting_what_is_not_there_is_no_error()
    {
        await Put("here");

        (await _cluster.Objects.DeleteAsync(CoreResources.ConfigMaps, "shop", "here", null, "Background", default)).Should().BeTrue();
        (await _cluster.Objects.DeleteAsync(CoreResources.ConfigMaps, "shop", "here", null, "Background", default)).Should().BeFalse();
        (await _cluster.Objects.FindAsync(CoreResources.ConfigMaps, "shop", "here", default)).Should().BeNull();
    }

    [Fact]
    public async Task Throttling_is_waited_out_as_long_as_the_server_asks()
    {
        var answers = new Queue<HttpResponseMessage>([Throttled(), new HttpResponseMessage(HttpStatusCode.ServiceUnavailable), Json("{\"gitVersion\":\"v9\"}")]);
        var time = new ScaledTime(50);
        using var cluster = KubeCluster.Connect(_server.Kubeconfig(), new KubeClusterOptions { Handler = () => new Canned(answers.Dequeue), Time = time });
        var begin = time.GetUtcNow();

        (await cluster.GetVersionAsync()).Should().Be("v9");

        (time.GetUtcNow() - begin).Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(7));
        answers.Should().BeEmpty();
    }

    [Fact]
    public async Task Half_an_answer_is_no_answer()
    {
        var answers = new Queue<HttpResponseMessage>([Json("{\"gitVer"), Json("{\"gitVersion\":\"v9\"}")]);
        using var cluster = KubeCluster.Connect(_server.Kubeconfig(), new KubeClusterOptions { Handler = () => new Canned(answers.Dequeue) });

        (await cluster.GetVersionAsync()).Should().Be("v9");
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up_after_the_time_limit()
    {
        using var cluster = KubeCluster.Connect(_server.Kubeconfig(), new KubeClusterOptions
        {
            Handler = () => new Hanging(),
            RequestTimeLimit = TimeSpan.FromMilliseconds(200),
            RetryFor = TimeSpan.FromMilliseconds(500),
        });

        var act = () => cluster.GetVersionAsync();

        await act.Should().ThrowAsync<KubeApiException>().WithMessage($"The API server 127.0.0.1:{_server.Port} gave no answer to GET /version within * s: it took too long.");
    }

    [Fact]
    public async Task A_rejected_manifest_is_shown_with_its_place_and_the_field_s()
    {
        var manifest = Manifests.Parse("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\ndata:\n  key: value\n", "deploy/c.yaml")[0];
        var status = new ApiStatus(422, "Invalid", "ConfigMap \"c\" is invalid: data[key]: Invalid value", [new StatusCause("data.key", "Invalid value", "FieldValueInvalid")], null);

        KubeApiException.Answered(ApiRequest.Get("x"), status).About(manifest).Message.Should().Be(
            "deploy/c.yaml:1:1  ConfigMap/c: the API server answered 422 Invalid: ConfigMap \"c\" is invalid: data[key]: Invalid value\n  deploy/c.yaml:6:8  data.key");
        await Task.CompletedTask;
    }

    private async Task Put(string name) => await
        _cluster.Objects.ApplyAsync(CoreResources.ConfigMaps, "shop", name, new JsonObject { ["apiVersion"] = "v1", ["kind"] = "ConfigMap", ["metadata"] = new JsonObject { ["name"] = name } }, default);

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static HttpResponseMessage Throttled()
    {
        var answer = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        answer.Headers.Add("Retry-After", "7");
        return answer;
    }

    private static HttpResponseMessage Json(string body) => new(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private sealed class Canned(Func<HttpResponseMessage> next) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(next());
    }

    private sealed class Hanging : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("unreachable");
        }
    }
}
