namespace KubeAssert.PolicyRules;

/// <summary>Exemptions that manifests carry: <c>kubeassert.dev/ignore.run-as-non-root: "vendor image"</c>.</summary>
internal static class AnnotationExemptions
{
    public const string Prefix = "kubeassert.dev/ignore.";

    public static IEnumerable<Exemption> In(ManifestSet manifests, IReadOnlyList<Rule> rules)
    {
        var known = rules.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var manifest in manifests)
        {
            foreach (var entry in manifest["metadata"]["annotations"].Entries)
            {
                if (entry.Key.StartsWith(Prefix, StringComparison.Ordinal)
                    && known.Contains(entry.Key[Prefix.Length..])
                    && entry.Value.Text is { Length: > 0 } reason)
                {
                    yield return new Exemption
                    {
                        RuleId = entry.Key[Prefix.Length..],
                        Target = manifests.NamespaceOf(manifest) is { } place ? $"{place}/{manifest}" : manifest.ToString(),
                        Reason = reason,
                        Location = entry.KeyLocation,
                    };
                }
            }
        }
    }
}
