using KubeAssert.Model;
using KubeAssert.Texts;

namespace KubeAssert.OpenApi;

/// <summary>Says why nothing takes objects of a kind: not written, misspelled, gone, not there yet, or custom without a definition.</summary>
internal static class UnknownKind
{
    private const string UnknownRule = "schema/unknown-kind";
    private const string UnservedRule = "schema/unserved-version";

    public static void Report(Manifest manifest, KubernetesVersion version, Schemas schemas, SchemaFindings findings)
    {
        if (manifest.Kind.Length == 0 || manifest.ApiVersion.Length == 0)
            ReportUnwritten(manifest, findings);
        else if (!schemas.IsExpected(manifest.Group, manifest.Kind)
            && !ReportBuiltIn(manifest, version, findings)
            && !ReportDefined(manifest, schemas, findings))
            MissingDefinitions.Report(manifest, findings);
    }

    private static void ReportUnwritten(Manifest manifest, SchemaFindings findings)
    {
        foreach (var key in (ReadOnlySpan<string>)["apiVersion", "kind"])
        {
            var node = manifest.Root[key];
            if (node.Text is { Length: > 0 })
                continue;

            var message = node.HasValue ? $"{key} is not a string" : $"missing required field {key}";
            findings.AddDecoding("schema/missing-required", key, node.Location, message, $"set {key}");
        }
    }

    /// <summary>
    /// A kind of Kubernetes that this version does not serve or that is misspelled. A built-in kind is proposed only for a group of
    /// Kubernetes or a misspelling of one: a custom kind may have the name of a built-in one, as Knative's Service has.
    /// </summary>
    private static bool ReportBuiltIn(Manifest manifest, KubernetesVersion version, SchemaFindings findings)
    {
        var at = manifest.Root["apiVersion"].Location;
        var lifecycle = ApiLifecycles.Find(manifest.ApiVersion, manifest.Kind);
        if (lifecycle is { Removed: { } removed } && lifecycle.IsRemovedIn(version))
        {
            var fix = lifecycle.Replacement is { } use ? $"use {use}" : Replacement(manifest, version);
            findings.AddDecoding(UnservedRule, "apiVersion", at, $"{manifest.ApiVersion} {manifest.Kind} is not served since Kubernetes 1.{removed}", fix);
            return true;
        }

        if (BuiltInKinds.ServedBy(manifest) is { Count: > 0 } elsewhere)
        {
            findings.AddDecoding(UnservedRule, "apiVersion", at, Unserved(manifest, version, elsewhere), Replacement(manifest, version));
            return true;
        }

        if (BuiltInKinds.MeantGroups(manifest.Group) is not { Count: > 0 } groups)
            return false;

        var message = $"no kind \"{manifest.Kind}\" is registered for version \"{manifest.ApiVersion}\"";
        if (BuiltInKinds.ApiVersionOf(manifest.Kind, groups, version) is { } right)
            findings.AddDecoding(UnknownRule, "apiVersion", at, message, $"write apiVersion: {right}", right);
        else if (!BuiltInKinds.IsGroup(manifest.Group))
            return false;
        else if (BuiltInKinds.NearestKind(manifest.Kind, manifest.Group, version) is { } near)
            findings.AddDecoding(UnknownRule, "kind", manifest.Root["kind"].Location, message, $"did you mean {near}?", near);
        else
            findings.AddDecoding(UnknownRule, "kind", manifest.Root["kind"].Location, message, "correct the kind");
        return true;
    }

    /// <summary>A custom kind whose definition does not serve the version, or a misspelling of a defined one.</summary>
    private static bool ReportDefined(Manifest manifest, Schemas schemas, SchemaFindings findings)
    {
        var at = manifest.Root["apiVersion"].Location;
        if (schemas.Find(manifest.Group, manifest.Version, manifest.Kind) is { } unserved)
        {
            var message = $"{unserved.ApiVersion} is a version that {unserved.Source} does not serve";
            findings.AddDecoding(UnservedRule, "apiVersion", at, message, $"use one of {string.Join(", ", unserved.ServedVersions)}");
        }
        else if (schemas.Kinds.FirstOrDefault(k => k.Group == manifest.Group && k.Kind == manifest.Kind && k.IsServed) is { } other)
        {
            var message = $"{manifest.ApiVersion} is not a version of {other.Source}";
            findings.AddDecoding(UnservedRule, "apiVersion", at, message, $"use one of {string.Join(", ", other.ServedVersions)}");
        }
        else if (NearestIn(manifest.Kind, schemas.Kinds.Where(k => k.Group == manifest.Group), k => k.Kind) is { } kind)
        {
            var message = $"no kind \"{manifest.Kind}\" is defined in {manifest.Group}";
            findings.AddDecoding(UnknownRule, "kind", manifest.Root["kind"].Location, message, $"did you mean {kind.Kind}?", $"{kind.Kind} of {kind.Source}");
        }
        else if (NearestIn(manifest.Group, schemas.Kinds.Where(k => k.Kind == manifest.Kind && k.IsServed), k => k.Group) is { } group)
        {
            var message = $"no kind \"{manifest.Kind}\" is defined in {manifest.Group}";
            findings.AddDecoding(UnknownRule, "apiVersion", at, message, $"did you mean {group.ApiVersion}?", $"{group.ApiVersion} of {group.Source}");
        }
        else
        {
            return false;
        }

        return true;
    }

    /// <summary>A slip of one or two letters; longer forms of a name are names of their own (<c>Issuer</c> and <c>ClusterIssuer</c>).</summary>
    private static CustomKind? NearestIn(string name, IEnumerable<CustomKind> kinds, Func<CustomKind, string> nameOf) =>
        kinds.FirstOrDefault(k => string.Equals(nameOf(k), name, StringComparison.OrdinalIgnoreCase))
        ?? kinds.FirstOrDefault(k => IsSlip(name, nameOf(k)));

    private static bool IsSlip(string name, string other)
    {
        var most = Math.Min(name.Length, other.Length) < 6 ? 1 : 2;
        return Nearest.Distance(name, other, most + 1) <= most;
    }

    private static string Unserved(Manifest manifest, KubernetesVersion version, List<KubernetesVersion> served) =>
        served[^1] < version
            ? $"{manifest.ApiVersion} {manifest.Kind} is no longer served by Kubernetes {version}; {served[^1]} was the last"
            : $"{manifest.ApiVersion} {manifest.Kind} is not yet served by Kubernetes {version}; {served.First(v => v > version)} is the first";

    private static string Replacement(Manifest manifest, KubernetesVersion version) =>
        BuiltInKinds.SuccessorOf(manifest.Group, manifest.Kind, version) is { } now ? $"write apiVersion: {now}" : "remove it";
}
