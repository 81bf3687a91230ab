namespace KubeAssert.Yaml;

/// <summary>A text that nodes came from: its name as messages print it.</summary>
/// <param name="Name">A path relative to the folder that was loaded from, with forward slashes, or the name given to <c>Parse</c>.</param>
internal sealed record Source(string Name);
