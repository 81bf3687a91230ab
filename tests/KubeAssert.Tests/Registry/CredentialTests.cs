using System.Text;
using KubeAssert.Registry;
using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.Registry;

/// <summary>Docker's configuration and its helpers.</summary>
[Collection(ChangesEnvironment.Name)]
public sealed class CredentialTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("https://index.docker.io/v1/", "docker.io", "library/web", true)]
    [InlineData("registry.test", "registry.test", "web", true)]
    [InlineData("https://registry.test/v2/", "registry.test", "web", true)]
    [InlineData("registry.test/shop", "registry.test", "shop/web", true)]
    [InlineData("registry.test/shop", "registry.test", "shopping/web", false)]
    [InlineData("*.registry.test", "eu.registry.test", "web", true)]
    [InlineData("*.registry.test", "registry.test", "web", false)]
    [InlineData("registry.test", "registry.test:5000", "web", false)]
    [InlineData("registry.test:5000", "registry.test:5000", "web", true)]
    [InlineData("http://registry.test:5000/v1/", "registry.test:5000", "web", true)]
    [InlineData("index.docker.io", "docker.io", "shop/web", true)]
    [InlineData("registry-1.docker.io", "docker.io", "shop/web", true)]
    [InlineData("docker.io/shop", "docker.io", "library/web", false)]
    [InlineData("12345.dkr.ecr.*.amazonaws.com", "12345.dkr.ecr.eu-west-1.amazonaws.com", "web", true)]
    [InlineData("[::1]:5000", "[::1]:5000", "web", true)]
    public void A_credential_is_for_the_registry_it_names(string key, string host, string repository, bool isFor) =>
        DockerConfig.TryRead(Encoding.UTF8.GetBytes($$$"""{"auths": {"{{{key}}}": {"auth": "YTpi"} } }"""))!.For(host, repository).Any().Should().Be(isFor);

    [Fact]
    public void The_longest_name_wins() =>
        DockerConfig.TryRead("""{"auths": {"r.test": {"username": "a"}, "r.test/shop": {"username": "b"}}}"""u8.ToArray())!.For("r.test", "shop/web").Select(c => c.User).Should().Equal("b", "a");

    [Theory]
    [InlineData("nonsense")]
    [InlineData("[]")]
    public void What_is_no_configuration_reads_as_none(string text) => DockerConfig.TryRead(Encoding.UTF8.GetBytes(text)).Should().BeNull();

    [Theory]
    [InlineData("""{"auths": []}""")]
    [InlineData("""{"auths": {"r.test": {"auth": "%%%"}}}""")]
    [InlineData("""{"auths": {"r.test": {}}, "credHelpers": {"r.test": 1}}""")]
    public void Entries_that_say_nothing_are_passed_over(string text) => DockerConfig.TryRead(Encoding.UTF8.GetBytes(text))!.For("r.test", "web").Should().BeEmpty();

    [Theory]
    [InlineData("registry.test/shop", "registry.test", "shopping/web", true)]
    [InlineData("registry-1.docker.io", "docker.io", "library/web", false)]
    [InlineData("https://index.docker.io/v1/", "docker.io", "library/web", true)]
    public void The_kubelet_reads_names_in_its_own_way(string key, string host, string repository, bool isFor) =>
        DockerConfig.TryRead(Encoding.UTF8.GetBytes($$$"""{"auths": {"{{{key}}}": {"auth": "YTpi"} } }"""), DockerConfigForm.Secret)!.For(host, repository).Any().Should().Be(isFor);

    [Fact]
    public void The_kubelet_knows_nothing_of_identity_tokens() =>
        DockerConfig.TryRead("""{"auths": {"r.test": {"identitytoken": "abc"}}}"""u8.ToArray(), DockerConfigForm.Secret)!.For("r.test", "web").Should().BeEmpty();

    [Fact]
    public void The_older_file_has_its_credentials_at_the_top() =>
        DockerConfig.Load(new RegistryOptions { DockerConfig = _folder.Write(".dockercfg", """{"https://r.test/v1/": {"auth": "YTpi", "email": "a@shop.test"}}""") })
            .For("r.test", "web").Should().ContainSingle().Which.Password.Should().Be("b");

    [Fact]
    public void The_padding_of_base64_may_be_left_out() =>
        DockerConfig.TryRead("""{"auths": {"r.test": {"auth": "c2hvcDpwYXNz"}, "s.test": {"auth": "YTpiYw"}}}"""u8.ToArray())!.For("s.test", "web").Should().ContainSingle().Which.Password.Should().Be("bc");

    [Fact]
    public async Task A_configuration_that_was_named_and_is_not_there_is_told()
    {
        await using var registry = Private();
        var reason = await ReasonAsync(registry, _folder["none.json"]);

        reason.Should().StartWith($"Docker's configuration {_folder["none.json"]} can't be read: ");
    }

    [Fact]
    public async Task A_helper_that_is_not_there_is_told()
    {
        await using var registry = Private();

        (await ReasonAsync(registry, _folder.Write("config.json", """{"credsStore": "no-such-store"}"""))).Should()
            .Be("Docker's configuration names the credential helper docker-credential-no-such-store, and it is not on the PATH");
    }

    [ProgramFact("sh")]
    public async Task A_helper_is_asked_in_dockers_way()
    {
        var name = "kubeassert-" + Guid.NewGuid().ToString("N");
        _folder.Program("docker-credential-" + name, $"[ \"$1\" = get ] && cat > {_folder["asked"]} && echo '{{\"Username\": \"shop\", \"Secret\": \"secret\"}}'");
        await using var registry = FakeRegistry.Of(new PushedImage(), (request, response) =>
        {
            if (request.Headers["Authorization"] == "Basic " + Convert.ToBase64String("shop:secret"u8))
                return false;
            response.Headers["WWW-Authenticate"] = "Basic realm=\"shop\"";
            response.StatusCode = 401;
            return true;
        });
        var path = Environment.GetEnvironmentVariable("PATH");
        Environment.SetEnvironmentVariable("PATH", $"{path}{Path.PathSeparator}{_folder.Path}");
        try
        {
            var config = _folder.Write("config.json", $$$"""{"credHelpers": {"{{{registry.Host}}}": "{{{name}}}"} }""");

            (await new ImageRegistry(new RegistryOptions { DockerConfig = config }).FindAsync(ImageReference.Parse($"{registry.Host}/web:1"))).State.Should().Be(RegistryState.Found);
            _folder.Lines("asked").Should().Equal(registry.Host);
        }
        finally
        {
            Environment.SetEnvironmentVariable("PATH", path);
        }
    }

    [ProgramFact("sh")]
    public async Task A_helper_that_fails_is_told_once_the_image_is_refused_without()
    {
        var name = "kubeassert-" + Guid.NewGuid().ToString("N");
        _folder.Program("docker-credential-" + name, "echo 'no keyring is running' >&2; exit 1");
        await using var registry = Private();
        await using var open = FakeRegistry.Of(new PushedImage());
        var path = Environment.GetEnvironmentVariable("PATH");
        Environment.SetEnvironmentVariable("PATH", $"{path}{Path.PathSeparator}{_folder.Path}");
        try
        {
            var config = _folder.Write("config.json", $$$"""{"credsStore": "{{{name}}}"}""");

            (await ReasonAsync(registry, config)).Should().Be($"the credential helper docker-credential-{name} ended with exit code 1: no keyring is running");
            (await ReasonAsync(open, config)).Should().BeEmpty();
        }
        finally
        {
            Environment.SetEnvironmentVariable("PATH", path);
        }
    }

    [Fact]
    public void A_credential_has_no_text() => new Credential("shop", "secret").ToString().Should().Be("<redacted>");

    private static FakeRegistry Private() => new((_, response) =>
    {
        response.Headers["WWW-Authenticate"] = "Basic realm=\"shop\"";
        return FakeRegistry.Status(response, 401);
    });

    private static async Task<string> ReasonAsync(FakeRegistry registry, string config) =>
        (await new ImageRegistry(new RegistryOptions { DockerConfig = config }).FindAsync(ImageReference.Parse($"{registry.Host}/web:1"))).Reason;
}
