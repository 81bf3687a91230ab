using System.Buffers;

namespace KubeAssert.Sources;

/// <summary>A program to run, with all that it is given.</summary>
internal sealed record Invocation
{
    private static readonly SearchValues<char> InNeedOfQuotes = SearchValues.Create(" \t\r\n\"'\\$*?;&|<>()");

    /// <summary>The program: its name, to be looked for in <c>PATH</c>, or a path.</summary>
    public required string Program { get; init; }

    public IReadOnlyList<Argument> Arguments { get; init; } = [];

    /// <summary>The folder to run in, absolute.</summary>
    public required string Folder { get; init; }

    /// <summary>What the program reads from standard input; without one it reads an end at once.</summary>
    public string? Input { get; init; }

    /// <summary>Variables beside the test run's own; one that is null is removed.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What to do when the program isn't there.</summary>
    public string Install { get; init; } = "install it, or put it on the PATH of the test run";

    public string? Variable(string name) =>
        Environment.TryGetValue(name, out var given) ? given : System.Environment.GetEnvironmentVariable(name);

    /// <summary>The command as a person would type it, without the values that may be secret.</summary>
    public override string ToString() => string.Join(' ', Arguments.Select(a => a.Shown).Prepend(Path.GetFileName(Program)).Select(Quoted));

    private static string Quoted(string text) => text.Length > 0 && text.AsSpan().IndexOfAny(InNeedOfQuotes) < 0 ? text : $"'{text.ReplaceLineEndings(" ")}'";
}

/// <summary>One argument, and what messages show of it.</summary>
internal readonly record struct Argument(string Value, string Shown)
{
    public static implicit operator Argument(string value) => new(value, value);

    /// <summary>A key with a value that may be a password: messages show the key alone.</summary>
    public static Argument Hiding(string key, string separator, string value) => new(key + separator + value, key + separator + "...");
}
