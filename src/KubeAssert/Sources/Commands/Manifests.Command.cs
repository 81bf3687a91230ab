using KubeAssert.Sources;

namespace KubeAssert;

/// <content>Any program.</content>
public static partial class Manifests
{
    /// <summary>Reads what a program prints: <c>FromCommand("cdk8s", "synth", "--stdout")</c>. No shell is in between: arguments arrive as they are.</summary>
    /// <param name="program">The program: a name, looked for in <c>PATH</c>, or a path.</param>
    /// <param name="arguments">Its arguments, one string each.</param>
    /// <remarks>It prints YAML or JSON to its standard output, at most 32 MB, and ends with exit code 0.</remarks>
    /// <exception cref="RenderException">The program is missing, fails or takes too long.</exception>
    /// <exception cref="ManifestReadException">What it printed can't be read.</exception>
    public static ManifestSet FromCommand(string program, params string[] arguments) => FromCommand(new CommandOptions(), program, arguments);

    /// <inheritdoc cref="FromCommand(string, string[])"/>
    /// <param name="options">Folder, standard input, environment, time limit.</param>
    public static ManifestSet FromCommand(CommandOptions options, string program, params string[] arguments) => FromCommand(options, program, arguments, CancellationToken.None);

    /// <inheritdoc cref="FromCommand(CommandOptions, string, string[])"/>
    /// <param name="cancellationToken">Stops the program.</param>
    public static ManifestSet FromCommand(CommandOptions options, string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(program);
        ArgumentNullException.ThrowIfNull(arguments);
        return Command.Render(options, program, arguments, cancellationToken);
    }
}
