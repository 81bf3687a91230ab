using System.Net;
using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.Registry;

/// <summary>Tokens, as the distribution project specifies them.</summary>
public sealed class TokenTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_identity_token_is_exchanged()
    {
        var form = "";
        await using var registry = With((request, response) =>
        {
            form = $"{request.HttpMethod} {new StreamReader(request.InputStream).ReadToEnd()} {request.Headers["Authorization"]}";
            response.OutputStream.Write("{\"access_token\": \"abc\"}"u8);
        });

        (await FindAsync(registry, $$$"""{"auths": {"{{{registry.Host}}}": {"auth": "MDAwMDAwMDA6", "identitytoken": "long-lived"} } }""")).State.Should().Be(RegistryState.Found);

        form.Should().Be("POST grant_type=refresh_token&service=shop&scope=repository%3Ashop%2Fweb%3Apull&client_id=kubeassert&refresh_token=long-lived ");
    }

    [ProgramFact("sh")]
    public async Task A_helper_names_the_user_of_an_identity_token_so()
    {
        var name = "kubeassert-" + Guid.NewGuid().ToString("N");
        _folder.Program("docker-credential-" + name, "echo '{\"Username\": \"<token>\", \"Secret\": \"of-helper\"}'");
        var form = "";
        await using var registry = With((request, response) =>
        {
            form = new StreamReader(request.InputStream).ReadToEnd();
            response.OutputStream.Write("{\"access_token\": \"abc\"}"u8);
        });
        var path = Environment.GetEnvironmentVariable("PATH");
        Environment.SetEnvironmentVariable("PATH", $"{path}{Path.PathSeparator}{_folder.Path}");
        try
        {
            (await FindAsync(registry, $$$"""{"credsStore": "{{{name}}}"}""")).AskedWith.Should().Be($"the credentials of docker-credential-{name}");
            form.Should().EndWith("&refresh_token=of-helper");
        }
        finally
        {
            Environment.SetEnvironmentVariable("PATH", path);
        }
    }

    [Fact]
    public async Task A_user_and_password_go_to_the_service_that_gives_tokens()
    {
        var asked = "";
        await using var registry = With((request, response) =>
        {
            asked = $"{request.HttpMethod} {request.Url!.PathAndQuery} {request.Headers["Authorization"]}";
            response.OutputStream.Write("{\"token\": \"abc\"}"u8);
        });

        (await FindAsync(registry, $$$"""{"auths": {"{{{registry.Host}}}": {"username": "shop", "password": "secret"} } }""")).State.Should().Be(RegistryState.Found);

        asked.Should().Be("GET /token?service=shop&scope=repository%3Ashop%2Fweb%3Apull Basic " + Convert.ToBase64String("shop:secret"u8));
        registry.Requests.Count(r => r.StartsWith("/token", StringComparison.Ordinal)).Should().Be(1, "the token is good for the configuration too");
    }

    [Fact]
    public async Task A_service_that_gives_no_token_denies_the_image()
    {
        await using var registry = With((_, response) => response.StatusCode = 401);
        var config = $$$"""{"auths": {"{{{registry.Host}}}": {"username": "shop", "password": "secret"} } }""";

        var answer = await FindAsync(registry, config);

        answer.State.Should().Be(RegistryState.Denied);
        answer.Reason.Should().Be($"{registry.Host} does not let it be pulled with the credentials in {_folder["config.json"]} (401 Unauthorized): it is private, or shop/web does not exist");
    }

    [Fact]
    public async Task A_token_of_the_registry_itself_is_sent_as_it_is()
    {
        await using var registry = With((_, response) => response.StatusCode = 500);

        (await FindAsync(registry, $$$"""{"auths": {"{{{registry.Host}}}": {"registrytoken": "abc"} } }""")).State.Should().Be(RegistryState.Found);
    }

    [Fact]
    public async Task A_challenge_without_a_scope_is_answered_for_the_repository()
    {
        var asked = "";
        await using var registry = With(
            (request, response) =>
            {
                asked = request.Url!.Query;
                response.OutputStream.Write("{\"token\": \"abc\"}"u8);
            },
            rest: "");

        (await FindAsync(registry, "{}")).State.Should().Be(RegistryState.Found);
        asked.Should().Be("?scope=repository%3Ashop%2Fweb%3Apull");
    }

    [Theory]
    [InlineData("realm=\"nowhere\"", "names no service that gives tokens")]
    [InlineData("realm=\"file:///etc/passwd\"", "names no service that gives tokens")]
    public async Task A_challenge_that_leads_nowhere_is_not_checked(string challenge, string reason)
    {
        await using var registry = new FakeRegistry((_, response) =>
        {
            FakeRegistry.Refuse(response, "Bearer " + challenge);
            return Task.CompletedTask;
        });

        (await FindAsync(registry, "{}")).Should().BeEquivalentTo(new { State = RegistryState.NotChecked, Reason = $"{registry.Host} {reason}" });
    }

    private static FakeRegistry With(Action<HttpListenerRequest, HttpListenerResponse> service, string rest = ",service=\"shop\",scope=\"repository:shop/web:pull\"") =>
        FakeRegistry.Of(new PushedImage(), (request, response) =>
        {
            if (request.Url!.AbsolutePath == "/token")
            {
                service(request, response);
                return true;
            }

            return request.Headers["Authorization"] != "Bearer abc" && FakeRegistry.Refuse(response, $"Bearer realm=\"http://{request.UserHostName}/token\"{rest}");
        });

    private Task<RegistryAnswer> FindAsync(FakeRegistry registry, string config) =>
        new ImageRegistry(new RegistryOptions { DockerConfig = _folder.Write("config.json", config), FirstPause = TimeSpan.FromMilliseconds(1) })
            .FindAsync(ImageReference.Parse($"{registry.Host}/shop/web:1"));
}
