using System.Text;
using System.Text.Json;

namespace KubeAssert.Tests.Registry;

/// <summary>Indexes as builders write them, with more than images in them.</summary>
public sealed class IndexTests
{
    private static readonly PushedImage Amd64 = new();
    private static readonly PushedImage Arm64 = new() { Architecture = "arm64", User = "1000" };
    private static readonly RegistryOptions BothNodes = new() { Platforms = ["linux/amd64", "linux/arm64"] };

    [Fact]
    public async Task Attestations_and_artifacts_are_no_images()
    {
        var index = Index(
            Entry(Amd64, new { os = "linux", architecture = "amd64" }),
            Entry(Arm64, new { os = "unknown", architecture = "unknown" }),
            new { mediaType = PushedImage.OciManifest, digest = Arm64.Digest, size = 1, artifactType = "application/vnd.example.signature" },
            new { mediaType = "application/vnd.example.sbom", digest = Arm64.Digest, size = 1 });
        await using var registry = Serve(index, Amd64);

        var answer = await new ImageRegistry().FindAsync(ImageReference.Parse($"{registry.Host}/web:1"));

        answer.Image!.Platforms.Should().Equal(new ImagePlatform("linux", "amd64"));
    }

    [Fact]
    public async Task An_index_of_attestations_alone_can_not_be_run()
    {
        await using var registry = Serve(Index(Entry(Amd64, new { os = "unknown", architecture = "unknown" })), Amd64);

        (await FindAsync(registry)).Should().ContainSingle().Which.Message.Should().Be($"names {registry.Host}/web:1; it is an index without images");
    }

    [Fact]
    public async Task Entries_that_do_not_say_what_they_are_for_are_looked_into()
    {
        await using var registry = Serve(Index(Entry(Amd64, null), Entry(Arm64, null)), Amd64, Arm64);

        (await FindAsync(registry, BothNodes)).Should().BeEmpty();
        (await FindAsync(registry, BothNodes with { Platforms = ["linux/s390x"] })).Should().ContainSingle().Which.Message.Should()
            .Be($"names {registry.Host}/web:1, which is built for linux/amd64, linux/arm64 only; pods may be placed on linux/s390x");
    }

    [Fact]
    public async Task An_index_may_be_in_an_index()
    {
        var inner = Index(Entry(Arm64, new { os = "linux", architecture = "arm64" }));
        var outer = Index(
            Entry(Amd64, new { os = "linux", architecture = "amd64" }),
            new { mediaType = PushedImage.OciIndex, digest = PushedImage.DigestOf(inner), size = inner.Length });
        await using var registry = Serve(outer, [Amd64, Arm64], inner);

        (await FindAsync(registry, BothNodes)).Should().BeEmpty();
        (await new ImageRegistry().FindAsync(ImageReference.Parse($"{registry.Host}/web:1"), new ImagePlatform("linux", "arm64"))).Image!.User.Should().Be("1000");
    }

    [Fact]
    public async Task An_index_that_holds_itself_ends()
    {
        var digest = "sha256:" + new string('a', 64);
        var index = Index(new { mediaType = PushedImage.OciIndex, digest, size = 1 });
        await using var registry = new FakeRegistry((_, response) => FakeRegistry.Send(response, index));

        (await FindAsync(registry)).Should().ContainSingle().Which.Message.Should().Contain("answers with other content than the digest");
    }

    [Fact]
    public async Task The_form_before_version_2_is_no_longer_pulled()
    {
        await using var registry = new FakeRegistry((_, response) => FakeRegistry.Send(response, Encoding.UTF8.GetBytes("""{"schemaVersion": 1, "name": "web", "tag": "1", "fsLayers": [], "history": []}""")));

        (await FindAsync(registry)).Should().ContainSingle().Which.Message.Should()
            .Be($"names {registry.Host}/web:1; it is in the old form with schema version 1, which container runtimes no longer pull");
    }

    [Fact]
    public async Task What_the_digest_does_not_say_is_not_believed()
    {
        var other = new PushedImage { User = "0" };
        await using var registry = new FakeRegistry((request, response) =>
        {
            var isManifest = request.Url!.AbsolutePath.Contains("/manifests/", StringComparison.Ordinal);
            return FakeRegistry.Send(response, isManifest ? Amd64.Manifest : other.Config);
        });

        (await FindAsync(registry)).Should().ContainSingle().Which.Message.Should()
            .Be($"names {registry.Host}/web:1; {registry.Host} answers with other content than the digest of its image configuration, {PushedImage.DigestOf(Amd64.Config)}, says");
    }

    private static Task<IReadOnlyList<Finding>> FindAsync(FakeRegistry registry, RegistryOptions? options = null) =>
        Shop.With($"{registry.Host}/web:1").Images().CheckInRegistryAsync(options);

    private static object Entry(PushedImage image, object? platform) => new { mediaType = image.ManifestType, digest = image.Digest, size = image.Manifest.Length, platform };

    private static byte[] Index(params object[] entries) => JsonSerializer.SerializeToUtf8Bytes(new { schemaVersion = 2, mediaType = PushedImage.OciIndex, manifests = entries });

    private static FakeRegistry Serve(byte[] index, params PushedImage[] images) => Serve(index, images, []);

    private static FakeRegistry Serve(byte[] index, PushedImage[] images, params byte[][] inner)
    {
        var content = new Dictionary<string, (string, byte[])> { ["/v2/web/manifests/1"] = (PushedImage.OciIndex, index) };
        foreach (var image in images)
        {
            content[$"/v2/web/manifests/{image.Digest}"] = (image.ManifestType, image.Manifest);
            content[$"/v2/web/blobs/{PushedImage.DigestOf(image.Config)}"] = ("application/octet-stream", image.Config);
        }

        foreach (var one in inner)
            content[$"/v2/web/manifests/{PushedImage.DigestOf(one)}"] = (PushedImage.OciIndex, one);
        return FakeRegistry.Serving(content);
    }
}
