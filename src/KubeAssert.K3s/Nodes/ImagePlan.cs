namespace KubeAssert.Cluster.K3s;

/// <summary>What of an archive goes to a node.</summary>
/// <param name="Names">The images' full names.</param>
/// <param name="Written">Files written anew.</param>
/// <param name="Keeps">The files that are taken over as they are.</param>
internal sealed record ImagePlan(IReadOnlyList<string> Names, IReadOnlyList<(string Name, byte[] Bytes)> Written, Func<string, bool> Keeps)
{
    /// <summary>Full names, each once; the wanted one too where it is clear which image is meant.</summary>
    public static IReadOnlyList<string> Name(IEnumerable<string?> given, ImageReference? wanted, bool isOnly)
    {
        var names = given.Select(ImageReference.TryParse).Append(isOnly ? wanted : null).Where(n => n is not null).Select(n => n!.Canonical).Distinct().ToArray();
        return names.Length > 0 ? names : throw new K3sException("holds an image without a name: save it by its name and tag");
    }

    public static K3sException ForAnother(IEnumerable<string> platforms, string architecture) =>
        new($"is for {string.Join(", ", platforms)}, but the node runs linux/{architecture}: build it for that platform (docker build --platform linux/{architecture}, or dotnet publish --os linux --arch {(architecture == "amd64" ? "x64" : architecture)})");
}
