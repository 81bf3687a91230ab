using KubeAssert.Sources;

namespace KubeAssert;

/// <content>Jsonnet.</content>
public static partial class Manifests
{
    /// <summary>Evaluates Jsonnet with <c>jsonnet</c>: an object, a list of objects, or lists and maps of them at any depth.</summary>
    /// <param name="path">
    /// The file: <c>deploy/main.jsonnet</c>. A relative one starts at the test project's folder, or at the nearest folder above it,
    /// up to the repository's root, that has it.
    /// </param>
    /// <param name="ext">External variables, as strings. Their values appear in no message.</param>
    /// <param name="tla">Arguments of a function at the top, as strings. Their values appear in no message.</param>
    /// <param name="jpath">Folders with libraries, relative to the file or found like it; of two that have a library the last counts.</param>
    /// <param name="options">How to evaluate.</param>
    /// <param name="cancellationToken">Stops the program.</param>
    /// <remarks>
    /// Places are lines of what is rendered, <c>jsonnet:deploy/main.jsonnet:12:3</c>. <see cref="Manifest.Origin"/> is the file with the
    /// keys under which the object stands in its result: <c>deploy/main.jsonnet web.service</c>. A file is evaluated once while neither
    /// it nor what it imports changes.
    /// </remarks>
    /// <exception cref="RenderException">The program is missing, fails or takes too long.</exception>
    /// <exception cref="ManifestReadException">What it rendered can't be read.</exception>
    public static ManifestSet FromJsonnet(
        string path,
        IReadOnlyDictionary<string, string>? ext = null,
        IReadOnlyDictionary<string, string>? tla = null,
        IReadOnlyList<string>? jpath = null,
        JsonnetOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return Jsonnet.Render(path, ext, tla, jpath, options ?? new JsonnetOptions(), cancellationToken);
    }
}
