using System.Text.Json;
using KubeAssert.Sources;

namespace KubeAssert;

/// <summary>Manifests as objects of C#.</summary>
public static class ManifestConversion
{
    /// <summary>
    /// The manifest as an object: a model of the KubernetesClient package (<c>V1Deployment</c>), or a class of your own for a custom resource.
    /// The way back is <see cref="Manifests.FromObjects"/>.
    /// </summary>
    /// <typeparam name="T">
    /// What System.Text.Json can read. Names of properties begin in lower case in the manifest unless an attribute says otherwise; values of
    /// enumerations are read by name. Fields that the type does not have are left out.
    /// </typeparam>
    /// <exception cref="ManifestReadException">A value does not fit its property; the message says which, with its place.</exception>
    public static T As<T>(this Manifest manifest)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(manifest);
        try
        {
            return JsonSerializer.Deserialize<T>(manifest.ToJson(), ObjectJson.Options)!;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or FormatException or InvalidOperationException)
        {
            var node = NodeAt(manifest.Root, (e as JsonException)?.Path);
            var path = node.Path.Length == 0 ? "it" : node.Path;
            throw new ManifestReadException([new ReadProblem(
                node.Location, $"{manifest} can't be read as {typeof(T).Name}: {path} does not fit ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')})", "correct the value, or the type of the property")]);
        }
    }

    /// <summary>The deepest node on the way that System.Text.Json names: <c>$.spec.replicas</c>.</summary>
    private static Node NodeAt(Node root, string? path)
    {
        var at = root;
        foreach (var step in (path ?? "").Split(['.', '[', ']', '\''], StringSplitOptions.RemoveEmptyEntries).Where(s => s != "$"))
        {
            var next = int.TryParse(step, out var index) && index < at.Items.Count ? at.Items[index] : at[step];
            if (!next.HasValue)
                break;
            at = next;
        }

        return at;
    }
}
