namespace KubeAssert.Tests.Registry;

/// <summary>What is found in an image that is there.</summary>
public sealed class ImageFindingTests
{
    [Theory]
    [InlineData("", "runs as root (it names no user); the kubelet does not start the container")]
    [InlineData("0", "runs as root; the kubelet does not start the container")]
    [InlineData("app:app", "runs as the user 'app'; the kubelet can't tell by a name that it is not root, and does not start the container")]
    public async Task RunAsNonRoot_on_an_image_that_is_not_known_to_is_told(string user, string what)
    {
        await using var registry = FakeRegistry.Of(new PushedImage { User = user });
        var image = $"{registry.Host}/web:1";

        var found = await Shop.With(image, "securityContext: {runAsNonRoot: true},").Images().CheckInRegistryAsync();

        found.Should().ContainSingle().Which.Should().BeEquivalentTo(new
        {
            RuleId = "registry/root-user",
            Path = "spec.template.spec.containers[0].securityContext.runAsNonRoot",
            Message = $"is true, and the image {image} {what}",
        });
    }

    [Theory]
    [InlineData("1000", "securityContext: {runAsNonRoot: true},")]
    [InlineData("", "securityContext: {runAsNonRoot: true, runAsUser: 1000},")]
    [InlineData("", "")]
    public async Task A_user_that_the_kubelet_takes_is_no_finding(string user, string container)
    {
        await using var registry = FakeRegistry.Of(new PushedImage { User = user });

        (await Shop.With($"{registry.Host}/web:1", container).Images().CheckInRegistryAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task An_image_with_nothing_to_run_is_told_unless_the_container_says_what()
    {
        await using var registry = FakeRegistry.Of(new PushedImage { Entrypoint = [] });

        (await Shop.With($"{registry.Host}/web:1").Images().CheckInRegistryAsync()).Should().ContainSingle().Which.RuleId.Should().Be("registry/command");
        (await Shop.With($"{registry.Host}/web:1", "args: [/app],").Images().CheckInRegistryAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Args_that_the_images_shell_ignores_are_told()
    {
        await using var registry = FakeRegistry.Of(new PushedImage { Entrypoint = ["/bin/sh", "-c", "exec java -jar shop.jar"] });
        var image = $"{registry.Host}/web:1";

        (await Shop.With(image, "args: [--port=80],").Images().CheckInRegistryAsync()).Should().ContainSingle().Which.Message.Should()
            .Be($"never reach the program: the image {image} starts a shell, /bin/sh -c 'exec java -jar shop.jar', which ignores arguments");
        (await Shop.With(image, "command: [java], args: [--port=80],").Images().CheckInRegistryAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Args_that_the_images_script_may_use_are_no_finding()
    {
        await using var registry = FakeRegistry.Of(new PushedImage { Entrypoint = ["sh", "-c", "exec java \"$@\"", "java"] });

        (await Shop.With($"{registry.Host}/web:1", "args: [--port=80],").Images().CheckInRegistryAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_port_that_only_the_image_knows_is_worth_a_word_and_fails_nothing()
    {
        await using var registry = FakeRegistry.Of(new PushedImage { Ports = ["8080/tcp", "9090/tcp"] });
        var images = Shop.With($"{registry.Host}/web:1", "ports: [{containerPort: 8080}],").Images();

        (await images.CheckInRegistryAsync()).Should().ContainSingle().Which.Severity.Should().Be(Severity.Info);
        await images.Should().ExistInRegistryAsync();
    }

    [Fact]
    public async Task What_is_no_container_image_is_told()
    {
        await using var registry = FakeRegistry.Of(new PushedImage { ConfigType = "application/vnd.cncf.helm.config.v1+json" });

        (await Shop.With($"{registry.Host}/web:1").Images().CheckInRegistryAsync()).Should().ContainSingle().Which.Message.Should()
            .Be($"names {registry.Host}/web:1; it is no container image, but application/vnd.cncf.helm.config.v1+json");
    }

    [Fact]
    public async Task Content_that_is_not_what_its_digest_says_is_told()
    {
        await using var registry = FakeRegistry.Of(new PushedImage());
        var digest = "sha256:" + new string('0', 64);

        (await Shop.With($"{registry.Host}/web@{digest}").Images().CheckInRegistryAsync()).Should().ContainSingle().Which.RuleId.Should().Be("registry/unusable");
    }

    [Fact]
    public async Task An_image_that_nobody_pulls_is_not_asked_for()
    {
        await using var registry = FakeRegistry.Of(new PushedImage());

        (await Shop.With($"{registry.Host}/web:1", "imagePullPolicy: Never,").Images().CheckInRegistryAsync()).Should().BeEmpty();
        registry.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("linux/arm/v6", "linux/arm/v7", true)]
    [InlineData("linux/arm/v7", "linux/arm/v6", false)]
    [InlineData("linux/arm64/v8", "linux/arm64", true)]
    [InlineData("linux/amd64", "linux/arm64", false)]
    [InlineData("windows/amd64", "linux/amd64", false)]
    public void Nodes_run_images_of_their_own_architecture(string image, string node, bool runs) =>
        ImagePlatform.Parse(image).RunsOn(ImagePlatform.Parse(node)).Should().Be(runs);
}
