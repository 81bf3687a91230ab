namespace KubeAssert.Tests.Model;

public sealed class ImageReferenceTests
{
    private static readonly string Digest = "sha256:" + new string('a', 64);

    [Theory]
    [InlineData("nginx", "docker.io/library/nginx:latest")]
    [InlineData("nginx:1.27", "docker.io/library/nginx:1.27")]
    [InlineData("shop/web", "docker.io/shop/web:latest")]
    [InlineData("docker.io/nginx", "docker.io/library/nginx:latest")]
    [InlineData("index.docker.io/shop/web:1", "docker.io/shop/web:1")]
    [InlineData("ghcr.io/shop/web:v1.2.3", "ghcr.io/shop/web:v1.2.3")]
    [InlineData("localhost/web", "localhost/web:latest")]
    [InlineData("localhost:5000/web", "localhost:5000/web:latest")]
    [InlineData("registry/web", "docker.io/registry/web:latest")]
    [InlineData("Registry/web", "Registry/web:latest")]
    [InlineData("[::1]:5000/web:1", "[::1]:5000/web:1")]
    [InlineData("a/b__c/d--e/f.g", "docker.io/a/b__c/d--e/f.g:latest")]
    [InlineData("web:_1.A-b", "docker.io/library/web:_1.A-b")]
    public void Defaults_are_those_of_docker_hub(string written, string canonical)
    {
        ImageReference.Parse(written).Canonical.Should().Be(canonical);
        ImageReference.Parse(written).Should().Be(ImageReference.Parse(canonical));
    }

    [Fact]
    public void Registry_port_repository_tag_and_digest_are_told_apart()
    {
        var image = ImageReference.Parse($"registry.shop:8443/team/web:1.2@{Digest}");

        image.Registry.Should().Be("registry.shop:8443");
        image.Repository.Should().Be("team/web");
        image.Tag.Should().Be("1.2");
        image.Digest.Should().Be(Digest);
        image.Name.Should().Be("registry.shop:8443/team/web");
        image.ToString().Should().Be($"registry.shop:8443/team/web:1.2@{Digest}");
    }

    [Fact]
    public void An_image_is_pinned_by_a_digest_or_by_a_tag_other_than_latest()
    {
        ImageReference.Parse("nginx").IsPinned.Should().BeFalse();
        ImageReference.Parse("nginx:latest").IsPinned.Should().BeFalse();
        ImageReference.Parse("nginx:1.27").IsPinned.Should().BeTrue();
        ImageReference.Parse("nginx:1.27").IsPinnedByDigest.Should().BeFalse();
        ImageReference.Parse($"nginx@{Digest}").IsPinned.Should().BeTrue();
        ImageReference.Parse($"nginx@{Digest}").IsPinnedByDigest.Should().BeTrue();
        ImageReference.Parse($"nginx@{Digest}").PulledTag.Should().BeNull();
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("Nginx", "the repository 'library/Nginx' has to be lower case")]
    [InlineData("nginx:", "a tag has to follow the ':'")]
    [InlineData("nginx:-1", "'-1' is no tag")]
    [InlineData("nginx::1", "':1' is no tag")]
    [InlineData("shop//web", "'shop//web' is no repository")]
    [InlineData("web-", "'library/web-' is no repository")]
    [InlineData("a___b", "'library/a___b' is no repository")]
    [InlineData("host:port/web", "'port' is no port of a registry")]
    [InlineData("-bad.io/web", "'-bad.io' is no registry")]
    [InlineData("nginx@latest", "'latest' is no digest; sha256, sha384 and sha512 are known")]
    [InlineData("nginx@sha256:abc", "the digest needs 64 hexadecimal digits after 'sha256:'")]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "it is an image's id; name its repository")]
    [InlineData("https://ghcr.io/shop/web", "'' is no port of a registry")]
    public void What_is_no_reference_is_said_why(string text, string why)
    {
        var act = () => ImageReference.Parse(text);

        act.Should().Throw<FormatException>().WithMessage($"'{text}' is no image reference: {why}.");
        ImageReference.TryParse(text).Should().BeNull();
    }
}
