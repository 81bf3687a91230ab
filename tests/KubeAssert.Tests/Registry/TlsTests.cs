using KubeAssert.Tests.Support;

namespace KubeAssert.Tests.Registry;

/// <summary>The real registry with TLS, by an authority that nobody knows.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [ProgramFact(DebianRegistry.Program)]
    public async Task A_private_authority_is_trusted_where_it_is_named()
    {
        await using var registry = await DebianRegistry.StartAsync(isPrivate: true, tls: _authority);
        await registry.PushAsync("shop/web:1", new PushedImage());
        var options = new RegistryOptions
        {
            DockerConfig = registry.DockerConfig(),
            Certificates = new Dictionary<string, string> { [registry.Host] = _folder.Write("ca.crt", _authority.Certificate) },
        };

        await Shop.With($"{registry.Host}/shop/web:1").Images().Should().ExistInRegistryAsync(options);

        (await Shop.With($"{registry.Host}/shop/web:2").Images().CheckInRegistryAsync(options)).Should().ContainSingle().Which.RuleId.Should().Be("registry/no-such-image");
    }

    [ProgramFact(DebianRegistry.Program)]
    public async Task Others_are_not_checked_and_no_credential_is_sent()
    {
        await using var registry = await DebianRegistry.StartAsync(isPrivate: true, tls: _authority);
        using var other = new TestAuthority();
        var options = new RegistryOptions { DockerConfig = registry.DockerConfig() };
        var byOther = options with { Certificates = new Dictionary<string, string> { [registry.Host] = _folder.Write("other.crt", other.Certificate) } };
        var mirror = new RegistryOptions { Mirrors = new Dictionary<string, IReadOnlyList<string>> { ["r.invalid"] = [$"https://{registry.Host}"] }, Tries = 1 };

        (await ReasonAsync(registry.Host, byOther)).Should()
            .Be($"{registry.Host} can't be trusted: its certificate is by an authority that is not known here; name the authority's certificate in the options' Certificates");
        (await ReasonAsync("r.invalid", mirror)).Should().StartWith("r.invalid can't be reached: ", "the mirror is not trusted either");
    }

    [ProgramFact(DebianRegistry.Program)]
    public async Task A_certificate_for_another_host_stays_one()
    {
        using var elsewhere = new TestAuthority("127.0.0.2");
        await using var registry = await DebianRegistry.StartAsync(tls: elsewhere);
        var options = new RegistryOptions { Certificates = new Dictionary<string, string> { [registry.Host] = _folder.Write("ca.crt", elsewhere.Certificate) } };

        (await ReasonAsync(registry.Host, options)).Should().Be($"{registry.Host} can't be trusted: its certificate is for another host");
    }

    [ProgramFact(DebianRegistry.Program)]
    public async Task A_registry_that_speaks_no_tls_is_told_so()
    {
        await using var registry = await DebianRegistry.StartAsync();
        var options = new RegistryOptions { Certificates = new Dictionary<string, string> { [registry.Host] = _folder.Write("ca.crt", _authority.Certificate) } };

        (await ReasonAsync(registry.Host, options)).Should().Be($"{registry.Host} speaks no TLS that can be understood; name it in the options' PlainHttp if it is to be asked without");
    }

    [ProgramFact(DebianRegistry.Program)]
    public async Task A_registry_that_wants_tls_is_told_so()
    {
        await using var registry = await DebianRegistry.StartAsync(tls: _authority);

        (await ReasonAsync(registry.Host, new RegistryOptions())).Should().Be($"{registry.Host} answered 400 BadRequest when asked for the manifest without TLS; name its certificate's authority in the options' Certificates if it wants TLS");
    }

    [Fact]
    public async Task Files_that_hold_no_certificate_are_told()
    {
        var empty = new RegistryOptions { Certificates = new Dictionary<string, string> { ["127.0.0.1:1"] = _folder.Write("empty.crt", "nothing") } };
        var none = new RegistryOptions { Certificates = new Dictionary<string, string> { ["127.0.0.1:1"] = _folder["none.crt"] } };

        (await ReasonAsync("127.0.0.1:1", empty)).Should().Be($"{_folder["empty.crt"]} holds no certificate in PEM form");
        (await ReasonAsync("127.0.0.1:1", none)).Should().StartWith($"the certificates in {_folder["none.crt"]} can't be read: ");
    }

    private static async Task<string> ReasonAsync(string host, RegistryOptions options)
    {
        var answer = await new ImageRegistry(options).FindAsync(ImageReference.Parse($"{host}/shop/web:1"));
        answer.State.Should().Be(RegistryState.NotChecked);
        return answer.Reason;
    }
}
