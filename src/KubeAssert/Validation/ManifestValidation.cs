using KubeAssert.OpenApi;

namespace KubeAssert.Validation;

/// <summary>Says about one manifest what the API server of a Kubernetes version would say to its creation.</summary>
internal static class ManifestValidation
{
    /// <summary>What the server says to every manifest of a set; definitions inside the set are used.</summary>
    public static IEnumerable<Finding> Check(ManifestSet manifests, KubernetesVersion version, Schemas? schemas = null)
    {
        var known = (schemas ?? Schemas.BuiltIn).Over(manifests);
        var findings = manifests.AsParallel().AsOrdered().SelectMany(manifest => Check(manifest, version, known));
        var allowed = findings.Where(f => f.RuleId != DeviceClaimValidation.AdminAccessRule || f.Manifest is not { } claim || !MayHaveAdminAccess(claim, manifests));
        return MissingDefinitions.Together(allowed, manifests, known);
    }

    /// <summary>Whether the set itself brings the claim's namespace with the label that allows admin access.</summary>
    private static bool MayHaveAdminAccess(Manifest claim, ManifestSet manifests) => manifests.Any(m =>
        m is { Kind: "Namespace", Group: "" } && m.Name == claim.Namespace
        && m.Labels.TryGetValue("resource.kubernetes.io/admin-access", out var value) && value == "true");

    /// <summary>What the server says to a manifest that is sent to where its apiVersion and kind say.</summary>
    public static IReadOnlyList<Finding> Check(Manifest manifest, KubernetesVersion version, Schemas? schemas = null)
    {
        schemas ??= Schemas.BuiltIn;
        var findings = new SchemaFindings(manifest, version);
        if (VersionSchemas.Of(version).Find(manifest.Group, manifest.Version, manifest.Kind) is { } type)
        {
            new SchemaCheck(findings).Check(manifest.Root, type);
            if (findings.DecodingFailed)
                return WithoutMistyped(findings.Findings);

            var problems = new Problems(manifest, version);
            var isKnown = KindValidation.Knows(manifest);
            if (isKnown)
                KindValidation.Check(manifest, problems);
            else
                OtherKindValidation.Check(manifest, problems);
            Deprecations.Check(manifest, problems);
            return All(isKnown ? WithoutFilledIn(findings, problems) : findings.Findings, problems);
        }

        if (schemas.Find(manifest.Group, manifest.Version, manifest.Kind) is { IsServed: true } custom)
        {
            var problems = new Problems(manifest, version);
            CustomResourceValidation.Check(manifest, custom, findings, problems);
            Deprecations.Check(manifest, custom, problems);
            return All(findings.Findings, problems);
        }

        UnknownKind.Report(manifest, version, schemas, findings);
        return findings.Findings;
    }

    /// <summary>What the server says to a manifest that is sent to the endpoint of a kind, which stands in for what a built-in manifest doesn't say.</summary>
    public static IReadOnlyList<Finding> CheckAt(string apiVersion, string kind, Manifest manifest, KubernetesVersion version, Schemas? schemas = null)
    {
        var sent = manifest.As(
            manifest.ApiVersion.Length == 0 && manifest.Root["apiVersion"].Kind is NodeKind.Missing or NodeKind.Null or NodeKind.String ? apiVersion : manifest.ApiVersion,
            manifest.Kind.Length == 0 && manifest.Root["kind"].Kind is NodeKind.Missing or NodeKind.Null or NodeKind.String ? kind : manifest.Kind);
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        var isBuiltIn = VersionSchemas.Of(version).Find(slash < 0 ? "" : apiVersion[..slash], apiVersion[(slash + 1)..], kind) is not null;
        if (!isBuiltIn)
            sent = manifest;
        if (sent.ApiVersion == apiVersion && sent.Kind == kind)
            return Check(sent, version, schemas);

        var findings = new SchemaFindings(manifest, version);
        findings.AddDecoding(
            "schema/wrong-kind",
            sent.ApiVersion == apiVersion ? "kind" : "apiVersion",
            manifest.Root["kind"].Location,
            $"is {sent.Kind} in {sent.ApiVersion}, sent to where {kind} in {apiVersion} is taken",
            $"write apiVersion: {apiVersion} and kind: {kind}");
        return findings.Findings;
    }

    /// <summary>
    /// The schemas call fields required that the server sets itself or can do without; whether it refuses an object is for validation to say,
    /// and the schema only says it better.
    /// </summary>
    private static IReadOnlyList<Finding> WithoutFilledIn(SchemaFindings findings, Problems problems)
    {
        if (findings.Findings.Count == 0)
            return findings.Findings;

        var isRefused = problems.Findings.Any(p => p.Severity == Severity.Error);
        return findings.Findings
            .Where(f => f.RuleId != SchemaFindings.MissingRequiredRule || (isRefused && !problems.SpeakOf(f.Path)))
            .Select(f => f.RuleId == SchemaFindings.MissingRequiredRule ? f with { Severity = Severity.Error } : f)
            .ToList();
    }

    /// <summary>A field that is missing because it was mistyped is said once: where it is mistyped.</summary>
    private static IReadOnlyList<Finding> WithoutMistyped(IReadOnlyList<Finding> findings)
    {
        var meant = findings
            .Where(f => f.RuleId == SchemaFindings.UnknownFieldRule && f.Nearest is not null)
            .SelectMany(f => new[] { f.Path[..(f.Path.LastIndexOf('.') + 1)] + f.Nearest, f.Nearest!.Split(" in ")[0] })
            .ToHashSet(StringComparer.Ordinal);
        return meant.Count == 0 ? findings : findings.Where(f => f.RuleId != SchemaFindings.MissingRequiredRule || !meant.Contains(f.Path)).ToList();
    }

    /// <summary>What validation says about a missing field stands for what the schema says about it.</summary>
    private static IReadOnlyList<Finding> All(IReadOnlyList<Finding> findings, Problems problems)
    {
        if (problems.Count == 0)
            return findings;
        if (findings.Count == 0)
            return problems.Findings;

        return [.. findings.Where(f => f.RuleId != SchemaFindings.MissingRequiredRule || !problems.SpeakOf(f.Path)), .. problems.Findings];
    }
}
