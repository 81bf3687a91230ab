namespace KubeAssert.Yaml;

/// <summary>A text that nodes came from: its name as messages print it.</summary>
/// <param name="Name">A path relative to the folder that was loaded from, with forward slashes, or the name given to <c>Parse</c>.</param>
/// <param name="File">The file's full path; null for a text that came from no file.</param>
internal sealed record Source(string Name, string? File = null);
