using KubeAssert.Registry;

namespace KubeAssert.Tests.Registry;

/// <summary>Where an image is asked for, and for which nodes.</summary>
public sealed class PlaceTests
{
    [Theory]
    [InlineData("nginx", "https://registry-1.docker.io/v2/library/nginx/manifests/latest")]
    [InlineData("shop/web:1", "https://registry-1.docker.io/v2/shop/web/manifests/1")]
    [InlineData("index.docker.io/nginx:1", "https://registry-1.docker.io/v2/library/nginx/manifests/1")]
    [InlineData("ghcr.io/shop/web:1", "https://ghcr.io/v2/shop/web/manifests/1")]
    [InlineData("registry.test:5000/web:1", "https://registry.test:5000/v2/web/manifests/1")]
    [InlineData("plain.test:5000/web:1", "http://plain.test:5000/v2/web/manifests/1")]
    [InlineData("localhost/web:1", "http://localhost/v2/web/manifests/1")]
    [InlineData("127.0.0.7:5000/web:1", "http://127.0.0.7:5000/v2/web/manifests/1")]
    [InlineData("127.0.0.8:5443/web:1", "https://127.0.0.8:5443/v2/web/manifests/1")]
    [InlineData("[::1]:5000/web:1", "http://[::1]:5000/v2/web/manifests/1")]
    [InlineData("[2001:db8::1]:5000/web:1", "https://[2001:db8::1]:5000/v2/web/manifests/1")]
    public void An_image_is_asked_for_where_its_name_says(string image, string address)
    {
        var options = new RegistryOptions { PlainHttp = ["plain.test:5000"], Certificates = new Dictionary<string, string> { ["127.0.0.8:5443"] = "ca.crt" } };
        var reference = ImageReference.Parse(image);

        Endpoint.For(reference, options).Single().Manifest(reference.PulledTag!).ToString().Should().Be(address);
    }

    [Theory]
    [InlineData("mirror.test", "https://mirror.test/v2/library/web")]
    [InlineData("http://mirror.test:5000/hub/", "http://mirror.test:5000/v2/hub/library/web")]
    [InlineData("https://127.0.0.1:5000", "https://127.0.0.1:5000/v2/library/web")]
    [InlineData("127.0.0.1:5000", "http://127.0.0.1:5000/v2/library/web")]
    public void A_mirror_may_say_how_it_is_asked(string mirror, string start)
    {
        var options = new RegistryOptions { Mirrors = new Dictionary<string, IReadOnlyList<string>> { ["docker.io"] = [mirror] } };

        Endpoint.For(ImageReference.Parse("web:1"), options).Select(e => e.Manifest("1").ToString()).Should().Equal(start + "/manifests/1", "https://registry-1.docker.io/v2/library/web/manifests/1");
    }

    [Fact]
    public async Task With_a_tag_and_a_digest_the_digest_is_pulled()
    {
        var image = new PushedImage();
        await using var registry = FakeRegistry.Of(image);

        (await Shop.With($"{registry.Host}/shop/web:gone@{image.Digest}").Images().CheckInRegistryAsync()).Should().BeEmpty();
        registry.Requests.Should().Contain($"/v2/shop/web/manifests/{image.Digest}").And.NotContain(r => r.Contains("gone", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "linux/amd64 linux/arm64")]
    [InlineData("nodeSelector: {kubernetes.io/arch: arm64},", "linux/arm64")]
    [InlineData("nodeSelector: {beta.kubernetes.io/arch: arm64},", "linux/arm64")]
    [InlineData("nodeSelector: {kubernetes.io/os: windows},", "")]
    [InlineData("os: {name: linux},", "linux/amd64 linux/arm64")]
    [InlineData("affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/arch, operator: NotIn, values: [arm64]}]}]}}},", "linux/amd64")]
    [InlineData("affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/arch, operator: In, values: [amd64]}]}, {matchExpressions: [{key: zone, operator: Exists}]}]}}},", "linux/amd64 linux/arm64")]
    [InlineData("affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/arch, operator: Exists}, {key: kubernetes.io/arch, operator: In, values: [arm64, s390x]}]}]}}},", "linux/arm64")]
    public void A_pod_runs_on_nodes_that_it_allows(string pod, string platforms) =>
        string.Join(' ', Wanted(pod, "linux/amd64", "linux/arm64")).Should().Be(platforms);

    [Theory]
    [InlineData("", "")]
    [InlineData("nodeSelector: {kubernetes.io/arch: arm64},", "linux/arm64")]
    [InlineData("nodeSelector: {kubernetes.io/arch: amd64}, os: {name: windows},", "windows/amd64")]
    [InlineData("affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/arch, operator: NotIn, values: [arm64]}]}]}}},", "")]
    [InlineData("affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/arch, operator: In, values: [arm64, amd64]}]}]}}},", "linux/arm64 linux/amd64")]
    public void Without_nodes_only_what_the_pod_asks_for_by_name_is_wanted(string pod, string platforms) =>
        string.Join(' ', Wanted(pod)).Should().Be(platforms);

    private static IReadOnlyList<ImagePlatform> Wanted(string pod, params string[] nodes) =>
        WantedPlatforms.Of(Shop.With("web:1", pod: pod).PodTemplates().Single(), nodes.Select(ImagePlatform.Parse).ToList());
}
