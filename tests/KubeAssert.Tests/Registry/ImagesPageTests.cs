namespace KubeAssert.Tests.Registry;

/// <summary>What docs/images.md shows.</summary>
public sealed class ImagesPageTests : IAsyncLifetime
{
    private readonly FakeRegistry _registry = FakeRegistry.Of(new PushedImage { User = "1000", Entrypoint = ["/shop"] });

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _registry.DisposeAsync();

    [Fact]
    public async Task What_the_page_shows_runs()
    {
        var image = $"{_registry.Host}/shop/web:1.2";
        var shop = Shop.With(image, pod: "nodeSelector: {kubernetes.io/arch: amd64},");

        await shop.Images().Should().ExistInRegistryAsync();
        await shop.Containers().Should().HaveImagesInRegistryAsync();

        var options = new RegistryOptions
        {
            Platforms = ["linux/amd64", "linux/arm64"],
            Mirrors = new Dictionary<string, IReadOnlyList<string>> { ["docker.io"] = ["mirror.example.com/hub"] },
            UsePullSecrets = true,
        };
        await shop.Images().Should().ExistInRegistryAsync(options);

        var findings = await shop.Images().CheckInRegistryAsync(options);

        findings.Should().BeEmpty();

        var answer = await new ImageRegistry().FindAsync(ImageReference.Parse(image));
        answer.State.Should().Be(RegistryState.Found);
        answer.Image!.User.Should().Be("1000");
        answer.Image.Entrypoint.Should().Equal("/shop");
        answer.Image.Platforms.Should().Contain(new ImagePlatform("linux", "amd64"));
    }
}
