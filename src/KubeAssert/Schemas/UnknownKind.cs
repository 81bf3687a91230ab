using KubeAssert.Model;

namespace KubeAssert.OpenApi;

/// <summary>Says why nothing takes objects of a kind: not written, misspelled, gone, not there yet, or custom without a definition.</summary>
internal static class UnknownKind
{
    public static void Report(Manifest manifest, KubernetesVersion version, Schemas schemas, SchemaFindings findings)
    {
        if (manifest.Kind.Length == 0 || manifest.ApiVersion.Length == 0)
        {
            ReportUnwritten(manifest, findings);
            return;
        }

        if (schemas.IsExpected(manifest.Group, manifest.Kind))
            return;

        var known = VersionSchemas.Of(version);
        var elsewhere = KnownVersions(manifest);
        var lifecycle = ApiLifecycles.Find(manifest.ApiVersion, manifest.Kind);
        var at = manifest.Root["apiVersion"].Location;
        if (lifecycle is { Removed: { } removed } && lifecycle.IsRemovedIn(version))
            findings.AddDecoding("schema/unserved-version", "apiVersion", at, $"{manifest.ApiVersion} {manifest.Kind} is not served since Kubernetes 1.{removed}", lifecycle.Replacement is { } use ? $"use {use}" : Replacement(manifest, known));
        else if (elsewhere.Count > 0)
            findings.AddDecoding("schema/unserved-version", "apiVersion", at, Unserved(manifest, version, elsewhere), Replacement(manifest, known));
        else if (schemas.Find(manifest.Group, manifest.Version, manifest.Kind) is { } unserved)
            findings.AddDecoding("schema/unserved-version", "apiVersion", at, $"{unserved.ApiVersion} is a version that {unserved.Definition} ({unserved.Definition.Location}) does not serve", $"use one of {string.Join(", ", unserved.ServedVersions)}");
        else if (known.Kinds.Where(k => k.Kind == manifest.Kind).Select(k => ApiVersion(k.Group, k.Version)).ToList() is { Count: > 0 } others)
            findings.AddDecoding("schema/unknown-kind", "apiVersion", at, $"no kind \"{manifest.Kind}\" is registered for version \"{manifest.ApiVersion}\"", $"write apiVersion: {others[0]}", others[0]);
        else if (known.Kinds.Any(k => k.Group == manifest.Group) && Nearest.Name(manifest.Kind, known.Kinds.Where(k => k.Group == manifest.Group && k.Version == manifest.Version).Select(k => k.Kind)) is var near)
            findings.AddDecoding("schema/unknown-kind", "kind", manifest.Root["kind"].Location, $"no kind \"{manifest.Kind}\" is registered for version \"{manifest.ApiVersion}\"", near is null ? "correct the kind" : $"did you mean {near}?", near);
        else if (schemas.Kinds.FirstOrDefault(k => k.Group == manifest.Group && k.Kind == manifest.Kind && k.IsServed) is { } other)
            findings.AddDecoding("schema/unserved-version", "apiVersion", at, $"{manifest.ApiVersion} is no version of {other.Definition} ({other.Definition.Location})", $"use one of {string.Join(", ", other.ServedVersions)}");
        else
            findings.AddDecoding("schema/no-definition", "kind", manifest.Root["kind"].Location, $"{manifest.Kind} in {manifest.ApiVersion} is no kind of Kubernetes {version}, and no CustomResourceDefinition defines it", $"add its definition with Schemas.WithCrds(\"crds/\"), or say that it is expected with Schemas.BuiltIn.Expecting(\"{manifest.Group}\", \"{manifest.Kind}\")");
    }

    private static void ReportUnwritten(Manifest manifest, SchemaFindings findings)
    {
        foreach (var key in (ReadOnlySpan<string>)["apiVersion", "kind"])
        {
            var node = manifest.Root[key];
            if (node.Text is not { Length: > 0 })
                findings.AddDecoding("schema/missing-required", key, node.Location, node.HasValue ? $"{key} is no string" : $"missing required field {key}", $"set {key}");
        }
    }

    /// <summary>The versions in the package that know the kind, oldest first.</summary>
    private static List<KubernetesVersion> KnownVersions(Manifest manifest)
    {
        var resource = SchemaResource.Default;
        var found = new List<KubernetesVersion>();
        foreach (var kind in resource.Kinds)
        {
            if (resource.String(kind.Kind) != manifest.Kind || resource.String(kind.Group) != manifest.Group || resource.String(kind.Version) != manifest.Version)
                continue;

            for (var i = 0; i < resource.Versions.Count; i++)
            {
                if ((kind.Versions & (1u << i)) != 0)
                    found.Add(KubernetesVersion.Parse($"{resource.Versions[i].Major}.{resource.Versions[i].Minor}"));
            }
        }

        found.Sort();
        return found;
    }

    private static string Unserved(Manifest manifest, KubernetesVersion version, List<KubernetesVersion> served) =>
        served[^1] < version
            ? $"{manifest.ApiVersion} {manifest.Kind} is no longer served by Kubernetes {version}; {served[^1]} was the last"
            : $"{manifest.ApiVersion} {manifest.Kind} is not yet served by Kubernetes {version}; {served.First(v => v > version)} is the first";

    private static string Replacement(Manifest manifest, VersionSchemas known)
    {
        var now = known.Kinds.Where(k => k.Kind == manifest.Kind).Select(k => ApiVersion(k.Group, k.Version)).ToList();
        return now.Count > 0 ? $"write apiVersion: {now[0]}" : "remove it";
    }

    private static string ApiVersion(string group, string version) => group.Length == 0 ? version : $"{group}/{version}";
}
