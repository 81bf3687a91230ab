namespace KubeAssert.OpenApi;

/// <summary>What is said about custom kinds without a definition: once for each, after all else, as it is no mistake of the manifests.</summary>
internal static class MissingDefinitions
{
    public const string Rule = "schema/no-definition";
    public const string StaleRule = "schema/stale-expectation";

    public static void Report(Manifest manifest, SchemaFindings findings) => findings.AddDecoding(
        Rule,
        "kind",
        manifest.Root["kind"].Location,
        Message(manifest),
        $"add its definition: BeValid(schemas: Schemas.WithCrds(\"crds/\")), or declare it: BeValid(schemas: Schemas.BuiltIn.Expecting(\"{manifest.Group}\", \"{manifest.Kind}\"))");

    /// <summary>The findings of a set with those on missing definitions behind the others, one for each group and kind.</summary>
    public static IEnumerable<Finding> Together(IEnumerable<Finding> findings, ManifestSet manifests, Schemas schemas)
    {
        var missing = new Dictionary<(string Group, string Kind), (Finding First, int Count)>();
        foreach (var finding in findings)
        {
            if (finding.RuleId != Rule || finding.Manifest is not { } manifest)
            {
                yield return finding;
                continue;
            }

            var key = (manifest.Group, manifest.Kind);
            missing[key] = missing.TryGetValue(key, out var known) ? (known.First, known.Count + 1) : (finding, 1);
        }

        foreach (var (first, count) in missing.Values)
            yield return count == 1 ? first : first with { Message = $"{Message(first.Manifest!)}; its {count} objects are not checked" };
        foreach (var stale in schemas.StaleIn(manifests))
            yield return Stale(stale, missing.Keys);
    }

    private static string Message(Manifest manifest) =>
        $"{manifest.ApiVersion} {manifest.Kind} is not a built-in kind, and no CustomResourceDefinition for it was loaded";

    private static Finding Stale(ExpectedKinds stale, IEnumerable<(string Group, string Kind)> missing)
    {
        var near = missing.Where(m => Texts.Nearest.IsNear($"{m.Group}/{m.Kind}", $"{stale.Group}/{stale.Kind ?? m.Kind}"))
            .Select(m => $"Expecting(\"{m.Group}\", \"{m.Kind}\")").FirstOrDefault();
        return new()
        {
            RuleId = StaleRule,
            Location = stale.Location,
            Message = $"{stale} covers none of the manifests",
            Nearest = near,
            Fix = near is null ? "remove the call, or call AllowStaleExpectations() where several sets share the schemas" : $"write {near}",
        };
    }
}
