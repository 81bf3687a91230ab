namespace KubeAssert.Reachability;

/// <summary>What a user told a set about the network around it.</summary>
/// <param name="Namespaces">The labels of namespaces that the set does not create.</param>
/// <param name="Undefined">What counts where Kubernetes leaves the answer to the network plugin; null leaves it open.</param>
internal sealed record ReachSettings(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Namespaces, ReachVerdict? Undefined)
{
    public static readonly ReachSettings None = new(new Dictionary<string, IReadOnlyDictionary<string, string>>(), null);
}
