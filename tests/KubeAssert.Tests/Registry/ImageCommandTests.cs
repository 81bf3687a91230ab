namespace KubeAssert.Tests.Registry;

/// <summary>A command that names no program which there can be.</summary>
public sealed class ImageCommandTests
{
    [Theory]
    [InlineData("npm start", "a program named 'npm start', blanks included, as no shell takes it apart", "write each word as an item of its own, or command: [sh, -c, \"...\"] where a shell is meant")]
    [InlineData("", "an empty name, and no program has one", "write the path of a program in the image")]
    [InlineData(@"C:\app\web.exe", @"'C:\app\web.exe', a path of Windows, in an image for linux/amd64", "write the path of a program in the image")]
    [InlineData("/app/", "'/app/', a folder", "write the path of a program in the image")]
    [InlineData("~/web", "a program named '~/web', as no shell replaces ~", "write command: [sh, -c, \"...\"] where a shell is meant")]
    [InlineData("${APP_HOME}/web", "a program named '${APP_HOME}/web', as no shell replaces the variable", "write command: [sh, -c, \"...\"] where a shell is meant")]
    [InlineData("cd", "'cd', a word of the shell's own and no program", "write command: [sh, -c, \"...\"] where a shell is meant")]
    public async Task A_command_that_can_not_be_a_file_of_the_image_is_told(string program, string what, string fix)
    {
        await using var registry = FakeRegistry.Of(new PushedImage());

        var found = await Shop.With($"{registry.Host}/web:1", $"command: ['{program}', x],").Images().CheckInRegistryAsync();

        found.Should().ContainSingle().Which.Should().BeEquivalentTo(new
        {
            RuleId = "registry/command",
            Path = "spec.template.spec.containers[0].command[0]",
            Message = "is " + what,
            Fix = fix,
        });
    }

    [Theory]
    [InlineData("/app/web")]
    [InlineData("web.sh")]
    [InlineData("./web")]
    [InlineData("$(APP_HOME)/web")]
    [InlineData("sh")]
    public async Task A_command_that_may_be_a_file_of_the_image_is_no_finding(string program)
    {
        await using var registry = FakeRegistry.Of(new PushedImage());

        (await Shop.With($"{registry.Host}/web:1", $"command: ['{program}', 'a b', '$x'],").Images().CheckInRegistryAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task The_first_of_the_args_is_started_where_the_image_has_no_entrypoint()
    {
        await using var registry = FakeRegistry.Of(new PushedImage { Entrypoint = [], Cmd = ["/web"] });
        var image = $"{registry.Host}/web:1";

        (await Shop.With(image, "args: ['serve --port 80'],").Images().CheckInRegistryAsync()).Should().ContainSingle().Which.Message.Should()
            .Be($"is what is started, as {image} has no entrypoint: it is a program named 'serve --port 80', blanks included, as no shell takes it apart");
        (await Shop.With(image).Images().CheckInRegistryAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task An_image_that_was_built_with_such_an_entrypoint_is_told_unless_the_container_has_a_command()
    {
        await using var registry = FakeRegistry.Of(new PushedImage { Entrypoint = ["/web --port 80"] });
        var image = $"{registry.Host}/web:1";

        (await Shop.With(image).Images().CheckInRegistryAsync()).Should().ContainSingle().Which.Message.Should()
            .Be($"names {image}, which starts a program named '/web --port 80', blanks included, as no shell takes it apart");
        (await Shop.With(image, "command: [/web],").Images().CheckInRegistryAsync()).Should().BeEmpty();
    }
}
