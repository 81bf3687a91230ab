
namespace KubeAssert.Registry;

/// <summary>What a container starts from an image, as far as its manifest and the image's configuration can tell that it can't work.</summary>
internal static class ImageCommand
{
    /// <summary>Words that a shell knows itself; no file has such a name.</summary>
    private static readonly HashSet<string> ShellWords = new(StringComparer.Ordinal) { "cd", "export", "source", ".", "exec", "set", "unset", "eval", "exit", "trap", "alias" };

    private static readonly char[] Blanks = [' ', '\t', '\n', '\r'];

    /// <summary>The fault, and the node it is at, null for the image's own; null where there is none.</summary>
    public static (Node? At, string Message, string Fix)? Fault(ContainerImage image, RegistryImage found)
    {
        var container = image.Container.Node;
        var isWindows = found.Platform.Os == "windows";
        if (container["command"].Items is [var program, ..])
            return program.Text is { } text && Form(text, isWindows, found.Platform) is { } form ? (program, $"is {form}", FixOf(text)) : null;

        var args = container["args"];
        if (found.Entrypoint.Count == 0 && args.Items.Count > 0)
            return args.Items[0].Text is { } first && Form(first, isWindows, found.Platform) is { } form ? (args.Items[0], $"is what is started, as {image} has no entrypoint: it is {form}", FixOf(first)) : null;
        if (found.Entrypoint.Count == 0 && found.Command.Count == 0)
            return (null, $"names {image}, which has neither entrypoint nor command; the container has no command or args either, so there is nothing to run", "write a command");

        var own = found.Entrypoint.Concat(args.Items.Count > 0 ? [] : found.Command).First();
        if (Form(own, isWindows, found.Platform) is { } fault)
            return (null, $"names {image}, which starts {fault}", "write a command, or build the image with ENTRYPOINT as a JSON array of words");

        // sh -c 'script' gives what follows to the script as $0, $1, ...: one without a $ can't use it
        return args.Items.Count > 0 && found.Entrypoint is [var shell, "-c", var script] && shell.Split('/')[^1] is "sh" or "bash" or "ash" or "dash" && !script.Contains('$', StringComparison.Ordinal)
            ? (args, $"never reach the program: the image {image} starts a shell, {OneLine.Of(shell)} -c '{OneLine.Of(script)}', which ignores arguments", "write command too, or build the image with ENTRYPOINT as a JSON array")
            : null;
    }

    /// <summary>What is wrong with the name of a program; null where a file may be called so. The kubelet replaces $(NAME) before.</summary>
    private static string? Form(string program, bool isWindows, ImagePlatform platform)
    {
        var shown = $"'{OneLine.Of(program)}'";
        if (program.Contains("$(", StringComparison.Ordinal))
            return null;
        if (program.Trim().Length == 0)
            return "an empty name, and no program has one";
        if (isWindows)
            return program.StartsWith("/bin/", StringComparison.Ordinal) || program.StartsWith("/usr/", StringComparison.Ordinal) ? $"{shown}, which no image for {platform} has" : null;
        if (program.IndexOfAny(Blanks) >= 0)
            return $"a program named {shown}, blanks included, as no shell takes it apart";
        if (program is [>= 'A' and <= 'Z' or >= 'a' and <= 'z', ':', '\\' or '/', ..] || program.Contains('\\', StringComparison.Ordinal))
            return $"{shown}, a path of Windows, in an image for {platform}";
        if (program.EndsWith('/'))
            return $"{shown}, a folder";
        if (program.StartsWith("~/", StringComparison.Ordinal) || program.Contains('$', StringComparison.Ordinal))
            return $"a program named {shown}, as no shell replaces {(program[0] == '~' ? "~" : "the variable")}";
        return ShellWords.Contains(program) ? $"{shown}, a word of the shell's own and no program" : null;
    }

    private static string FixOf(string program) =>
        program.IndexOfAny(Blanks) >= 0 ? "write each word as an item of its own, or command: [sh, -c, \"...\"] where a shell is meant"
        : program.Contains('$', StringComparison.Ordinal) || program.StartsWith('~') || ShellWords.Contains(program) ? "write command: [sh, -c, \"...\"] where a shell is meant"
        : "write the path of a program in the image";
}
