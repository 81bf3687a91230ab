using KubeAssert.Tests.Support;
using Xunit.Sdk;

namespace KubeAssert.Tests.Registry;

/// <summary>Against the real registry.</summary>
public sealed class RealRegistryTests
{
    [ProgramFact(DebianRegistry.Program)]
    public async Task An_image_that_is_there_passes_and_tells_how_it_starts()
    {
        await using var registry = await DebianRegistry.StartAsync();
        var image = new PushedImage { User = "1000:1000", Entrypoint = ["/shop"], Cmd = ["serve"], Ports = ["8080/tcp"] };
        await registry.PushAsync("shop/web:1.2", image);

        await Shop.With($"{registry.Host}/shop/web:1.2").Images().Should().ExistInRegistryAsync(new RegistryOptions { Platforms = ["linux/amd64"] });

        var answer = await new ImageRegistry().FindAsync(ImageReference.Parse($"{registry.Host}/shop/web:1.2"));
        answer.State.Should().Be(RegistryState.Found);
        answer.Image.Should().BeEquivalentTo(new RegistryImage
        {
            Digest = image.Digest,
            Platform = new("linux", "amd64"),
            Platforms = [new("linux", "amd64")],
            Entrypoint = ["/shop"],
            Command = ["serve"],
            User = "1000:1000",
            ExposedPorts = ["8080/tcp"],
        });
    }

    [ProgramFact(DebianRegistry.Program)]
    public async Task A_tag_that_is_not_there_is_told_with_the_nearest()
    {
        await using var registry = await DebianRegistry.StartAsync();
        await registry.PushAsync("shop/web:1.2.0", new PushedImage());
        await registry.PushAsync("shop/web:1.3.0", new PushedImage());
        var shop = Shop.With($"{registry.Host}/shop/web:1.2.1");

        var act = () => shop.Images().Should().ExistInRegistryAsync();

        (await act.Should().ThrowAsync<XunitException>()).Which.Message.Should().Be($"""
            Expected shop.Images() to exist in their registry, but 1 of 1 does not:

              web.yaml:10:16  Deployment/web  spec.template.spec.containers[0].image
                names {registry.Host}/shop/web:1.2.1; {registry.Host} has no tag 1.2.1 in shop/web, which has 1.3.0, 1.2.0
                nearest: tag 1.2.0
                fix: correct the tag, or push the image before it is deployed
                rule: registry/no-such-image
            """.ReplaceLineEndings("\n"));
    }

    [ProgramFact(DebianRegistry.Program)]
    public async Task A_repository_that_is_not_there_is_told()
    {
        await using var registry = await DebianRegistry.StartAsync();

        var found = await Shop.With($"{registry.Host}/shop/wbe:1").Images().CheckInRegistryAsync();

        found.Should().ContainSingle().Which.Message.Should().Be($"names {registry.Host}/shop/wbe:1; {registry.Host} has no repository shop/wbe");
    }

    [ProgramFact(DebianRegistry.Program)]
    public async Task An_image_by_digest_is_found_and_another_digest_is_not()
    {
        await using var registry = await DebianRegistry.StartAsync();
        var image = new PushedImage { IsDocker = true };
        await registry.PushAsync("web:1", image);

        (await Shop.With($"{registry.Host}/web:any@{image.Digest}").Images().CheckInRegistryAsync()).Should().BeEmpty();
        var other = "sha256:" + new string('a', 64);
        (await Shop.With($"{registry.Host}/web@{other}").Images().CheckInRegistryAsync())
            .Should().ContainSingle().Which.Should().BeEquivalentTo(new { Message = $"names {registry.Host}/web@{other}; {registry.Host} has no {other} in web", Nearest = (string?)null });
        (await Shop.With($"{registry.Host}/web:1@{other}").Images().CheckInRegistryAsync())
            .Should().ContainSingle().Which.Should().BeEquivalentTo(new { Nearest = $"{image.Digest}, as tag 1 is now", Fix = "correct the digest, or push the image before it is deployed" });
    }

    [ProgramTheory(DebianRegistry.Program)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_platform_that_an_index_lacks_is_told(bool isDocker)
    {
        await using var registry = await DebianRegistry.StartAsync();
        await registry.PushAsync("web:1", new PushedImage { IsDocker = isDocker }, new PushedImage { IsDocker = isDocker, Architecture = "s390x" });
        var options = new RegistryOptions { Platforms = ["linux/amd64", "linux/arm64"] };

        var found = await Shop.With($"{registry.Host}/web:1").Images().CheckInRegistryAsync(options);

        found.Should().ContainSingle().Which.Message.Should().Be($"names {registry.Host}/web:1, which is built for linux/amd64, linux/s390x only; pods may be placed on linux/arm64");
        (await Shop.With($"{registry.Host}/web:1", pod: "nodeSelector: {kubernetes.io/arch: amd64},").Images().CheckInRegistryAsync(options)).Should().BeEmpty();
        (await Shop.With($"{registry.Host}/web:1", pod: "nodeSelector: {kubernetes.io/arch: arm64},").Images().CheckInRegistryAsync()).Should().ContainSingle();
    }

    [ProgramFact(DebianRegistry.Program)]
    public async Task A_private_image_needs_the_right_credentials()
    {
        await using var registry = await DebianRegistry.StartAsync(isPrivate: true);
        await registry.PushAsync("shop/web:1", new PushedImage());
        var images = Shop.With($"{registry.Host}/shop/web:1").Images();

        (await images.CheckInRegistryAsync(new RegistryOptions { DockerConfig = registry.DockerConfig() })).Should().BeEmpty();

        var denied = await images.CheckInRegistryAsync(new RegistryOptions { DockerConfig = registry.DockerConfig("wrong") });
        denied.Should().ContainSingle().Which.Message.Should()
            .Be($"names {registry.Host}/shop/web:1; {registry.Host} does not let it be pulled with the credentials in {registry.DockerConfig()} (401 Unauthorized): it is private, or shop/web does not exist");
    }

    [ProgramFact(DebianRegistry.Program)]
    public async Task All_that_would_stop_the_shop_is_told_at_once()
    {
        await using var registry = await DebianRegistry.StartAsync(isPrivate: true);
        await registry.PushAsync("shop/web:1.27.4", new PushedImage());
        await registry.PushAsync("shop/web:1.27.0", new PushedImage());
        await registry.PushAsync("shop/web:latest", new PushedImage());
        await registry.PushAsync("shop/api:1", new PushedImage { User = "1000" });
        await registry.PushAsync("shop/db:1", new PushedImage { User = "postgres", Entrypoint = ["docker-entrypoint.sh"] });
        await registry.PushAsync("shop/jobs:1", new PushedImage { User = "0:0" });
        var shop = Manifests.Parse($$"""
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: shop}
            spec:
              selector: {matchLabels: {app: shop} }
              template:
                metadata: {labels: {app: shop} }
                spec:
                  securityContext: {runAsNonRoot: true}
                  containers:
                    - {name: web, image: '{{registry.Host}}/shop/web:1.27.40'}
                    - {name: api, image: '{{registry.Host}}/shop/api:1', command: [node server.js]}
                    - {name: db, image: '{{registry.Host}}/shop/db:1'}
                    - {name: jobs, image: '{{registry.Host}}/shop/jobs:1', securityContext: {runAsNonRoot: true, runAsUser: 0} }
            """, "shop.yaml");
        var options = new RegistryOptions { DockerConfig = registry.DockerConfig(), Platforms = ["linux/amd64", "linux/arm64"] };

        var act = () => shop.Images().Should().ExistInRegistryAsync(options);

        (await act.Should().ThrowAsync<XunitException>()).Which.Message.Should().Be($"""
            Expected shop.Images() to exist in their registry, but 4 of 4 do not:

              shop.yaml:11:30  Deployment/shop  spec.template.spec.containers[0].image
                names {registry.Host}/shop/web:1.27.40; {registry.Host} has no tag 1.27.40 in shop/web, which has 1.27.4, 1.27.0, latest
                nearest: tag 1.27.4
                fix: correct the tag, or push the image before it is deployed
                rule: registry/no-such-image

              shop.yaml:12:30  Deployment/shop  spec.template.spec.containers[1].image
                names {registry.Host}/shop/api:1, which is built for linux/amd64 only; pods may be placed on linux/arm64
                fix: build it for linux/arm64 too, or keep the pods away from these nodes by nodeSelector kubernetes.io/arch
                rule: registry/platform

              shop.yaml:13:29  Deployment/shop  spec.template.spec.containers[2].image
                names {registry.Host}/shop/db:1, which is built for linux/amd64 only; pods may be placed on linux/arm64
                fix: build it for linux/arm64 too, or keep the pods away from these nodes by nodeSelector kubernetes.io/arch
                rule: registry/platform

              shop.yaml:14:31  Deployment/shop  spec.template.spec.containers[3].image
                names {registry.Host}/shop/jobs:1, which is built for linux/amd64 only; pods may be placed on linux/arm64
                fix: build it for linux/arm64 too, or keep the pods away from these nodes by nodeSelector kubernetes.io/arch
                rule: registry/platform

              shop.yaml:12:70  Deployment/shop  spec.template.spec.containers[1].command[0]
                is a program named 'node server.js', blanks included, as no shell takes it apart
                fix: write each word as an item of its own, or command: [sh, -c, "..."] where a shell is meant
                rule: registry/command

              shop.yaml:9:39  Deployment/shop  spec.template.spec.securityContext.runAsNonRoot
                is true, and the image {registry.Host}/shop/db:1 runs as the user 'postgres'; the kubelet can't tell by a name that it is not root, and does not start the container
                fix: write runAsUser with the number of a user other than root beside it, or build the image with a numeric USER
                rule: registry/root-user

              shop.yaml:14:111  Deployment/shop  spec.template.spec.containers[3].securityContext.runAsUser
                is 0, which is root, and runAsNonRoot is true; the kubelet does not start the container
                fix: write the number of another user
                rule: registry/root-user
            """.ReplaceLineEndings("\n"));
    }

    [ProgramFact(DebianRegistry.Program)]
    public async Task A_mirror_answers_for_its_registry()
    {
        await using var registry = await DebianRegistry.StartAsync();
        await registry.PushAsync("hub/library/web:1", new PushedImage());
        var options = new RegistryOptions
        {
            Mirrors = new Dictionary<string, IReadOnlyList<string>> { ["docker.io"] = [$"{registry.Host}/hub"] },
        };

        (await Shop.With("web:1").Images().CheckInRegistryAsync(options)).Should().BeEmpty();
    }
}
