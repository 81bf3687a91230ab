using System.Globalization;

namespace KubeAssert.Theories;

/// <summary>What a test case calls a thing: <c>Deployment/web (deploy/web.yaml)</c>.</summary>
internal static class ThingName
{
    public static string Plain(object thing) => Write(thing, inNamespace: false, withLine: false);

    public static string WithNamespace(object thing) => Write(thing, inNamespace: true, withLine: false);

    public static string WithLine(object thing) => Write(thing, inNamespace: true, withLine: true);

    /// <summary>The object that a thing is or belongs to; null where it belongs to none.</summary>
    public static Manifest? ManifestOf(object? thing) => thing switch
    {
        Manifest manifest => manifest,
        View view => view.Manifest,
        PolicyCheck check => check.Manifest,
        _ => null,
    };

    private static string Write(object thing, bool inNamespace, bool withLine)
    {
        var (name, manifest, location, set) = thing switch
        {
            Manifest m => (m.ToString(), m, m.Location, (ManifestSet?)null),
            ContainerImage image => ($"{image.Text} of {image.Container}", image.Manifest, image.Location, image.Manifests),
            ContainerPart part => (OfPart(part), part.Manifest, part.Location, part.Manifests),
            View view => (view.ToString() ?? "", view.Manifest, view.Location, view.Manifests),
            PolicyCheck { Manifest: { } m } check => (check.ToString(), m, m.Location, check.Manifests),
            _ => (thing.ToString() ?? "", null, default, null),
        };
        if (manifest is null)
            return name;

        var @namespace = inNamespace ? (set is null ? manifest.Namespace : set.NamespaceOf(manifest)) : null;
        var place = withLine ? string.Create(CultureInfo.InvariantCulture, $"{location.File}:{location.Line}") : location.File;
        return $"{name}{(@namespace is null ? "" : $" in {@namespace}")} ({place})";
    }

    private static string OfPart(ContainerPart part)
    {
        var name = part.ToString() ?? "";
        return name == part.Container.ToString() ? $"{name} {part.Path}" : name;
    }
}
