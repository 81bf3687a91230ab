namespace KubeAssert.Sources;

/// <summary>Whether what a renderer printed may declare an object more than once.</summary>
/// <param name="Allow">How a user allows it with this renderer: <c>set KustomizeOptions.AllowDuplicates</c>.</param>
/// <param name="AreAllowed">Whether that was done.</param>
/// <param name="MayRepeat">Manifests that may be declared again all the same; null for none.</param>
internal sealed record Duplicates(string Allow, bool AreAllowed = false, Func<Manifest, bool>? MayRepeat = null)
{
    public IEnumerable<ReadProblem> In(ManifestSet set)
    {
        if (AreAllowed)
            return [];
        var single = MayRepeat is { } mayRepeat ? new ManifestSet(set.Where(m => !mayRepeat(m)), set.DefaultNamespace) : set;
        return single.Duplicates(Allow);
    }
}
