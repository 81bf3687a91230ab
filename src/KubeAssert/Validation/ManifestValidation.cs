using KubeAssert.OpenApi;

namespace KubeAssert.Validation;

/// <summary>Says about one manifest what the API server of a Kubernetes version would say to its creation.</summary>
internal static class ManifestValidation
{
    /// <summary>What the server says to a manifest that is sent to the endpoint of a kind, which stands in for what the manifest doesn't say.</summary>
    public static IReadOnlyList<Finding> CheckAt(string apiVersion, string kind, Manifest manifest, KubernetesVersion version)
    {
        var sent = manifest.As(
            manifest.ApiVersion.Length == 0 ? apiVersion : manifest.ApiVersion,
            manifest.Kind.Length == 0 ? kind : manifest.Kind);
        if (sent.ApiVersion == apiVersion && sent.Kind == kind)
            return Check(sent, version);

        var findings = new SchemaFindings(manifest, version);
        findings.AddDecoding("schema/wrong-kind", "kind", manifest.Root["kind"].Location, $"is {sent.Kind} in {sent.ApiVersion}, sent to where {kind} in {apiVersion} is taken", $"write apiVersion: {apiVersion} and kind: {kind}");
        return findings.Findings;
    }

    public static IReadOnlyList<Finding> Check(Manifest manifest, KubernetesVersion version)
    {
        var findings = new SchemaFindings(manifest, version);
        if (VersionSchemas.Of(version).Find(manifest.Group, manifest.Version, manifest.Kind) is not { } type)
        {
            findings.AddDecoding("schema/unknown-kind", "kind", manifest.Root["kind"].Location, $"no kind {manifest.Kind} in {manifest.ApiVersion} of Kubernetes {version}", "correct apiVersion and kind");
            return findings.Findings;
        }

        new SchemaCheck(findings).Check(manifest.Root, type);
        if (findings.DecodingFailed)
            return findings.Findings;

        var problems = new Problems(manifest, version);
        KindValidation.Check(manifest, problems);
        return problems.Count == 0 ? findings.Findings : [.. findings.Findings, .. problems.Findings];
    }
}
