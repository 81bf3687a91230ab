namespace KubeAssert.Loading;

/// <summary>A file to read.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Name">What messages call it: the path as the user gave it, with forward slashes.</param>
/// <param name="IsNamed">Whether the user named the file itself; one that a folder or glob turned up may hold something else than manifests.</param>
internal sealed record ManifestFile(string Path, string Name, bool IsNamed);
