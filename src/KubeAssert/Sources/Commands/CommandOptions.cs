namespace KubeAssert;

/// <summary>How a program that prints manifests is run.</summary>
public sealed record CommandOptions
{
    /// <summary>The folder to run in.</summary>
    /// <value>Null: the test project's folder. A relative one starts there, or at the nearest folder above it that has it.</value>
    public string? Folder { get; init; }

    /// <summary>What the program reads from its standard input.</summary>
    /// <value>Null: it reads an end at once.</value>
    public string? Input { get; init; }

    /// <summary>Environment variables beside those of the test run; one that is null is removed. Their values appear in no message.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>How long the program may take; then it is ended with all its children.</summary>
    /// <value>One minute.</value>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Files and folders that the program reads, relative to <see cref="Folder"/>. While neither they nor the command change, the
    /// program runs once in a test run.
    /// </summary>
    /// <value>Empty: nobody knows what it reads, so it runs each time.</value>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>What messages call the output.</summary>
    /// <value>Null: the program's name.</value>
    public string? Name { get; init; }

    /// <summary>Whether the same object (group, kind, namespace and name) may be declared more than once.</summary>
    /// <value><c>false</c>: applying both would silently keep the last one.</value>
    public bool AllowDuplicates { get; init; }
}
