using System.Globalization;
using System.Text.RegularExpressions;
using KubeAssert.Yaml;

namespace KubeAssert.Sources;

/// <summary>Versions of skaffold.yaml. Before <c>skaffold/v3</c> what is rendered stood under <c>deploy</c>; it is moved to <c>manifests</c> here, as skaffold itself does.</summary>
internal static partial class SkaffoldVersion
{
    private const string Newest = "skaffold/v4beta13";

    private static readonly (string Old, string New)[] Moved =
    [
        ("/deploy/kubectl/manifests", "/manifests/rawYaml"),
        ("/deploy/kustomize", "/manifests/kustomize"),
        ("/deploy/helm", "/manifests/helm"),
    ];

    /// <summary>The configuration in today's form.</summary>
    /// <exception cref="RenderException">Its version is none, or too old to be read here.</exception>
    public static MapNode Current(MapNode config, string source)
    {
        var text = config["apiVersion"].Text;
        if (text is null || Form().Match(text) is not { Success: true } form)
        {
            throw new RenderException(source,
                text?.StartsWith("skaffold/", StringComparison.Ordinal) == true ? $"{config["apiVersion"].Location} has {text}, which is no version of skaffold.yaml" : $"{config.Location} has no apiVersion of skaffold",
                $"begin the file with apiVersion: {Newest} and kind: Config");
        }

        var major = int.Parse(form.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        if (major < 2 || (major == 2 && form.Groups[2].Value != "beta"))
            throw new RenderException(source, $"{config["apiVersion"].Location} has {text}, which only skaffold can read", "install skaffold, or bring the file up to date: skaffold fix");
        if (major > 2)
        {
            foreach (var pipeline in config["profiles"].Items.Prepend(config).Where(p => p["deploy"]["kubectl"]["manifests"].HasValue))
            {
                throw new RenderException(source, $"{pipeline["deploy"]["kubectl"]["manifests"].Location} has deploy.kubectl.manifests, which {text} does not know",
                    "write them as manifests.rawYaml");
            }

            return config;
        }

        var moved = InPipeline(config, "", source);
        for (var i = 0; i < config["profiles"].Items.Count; i++)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"profiles[{i}]");
            moved = InPipeline(moved, at + ".", source);
            for (var j = 0; j < config["profiles"][i]["patches"].Items.Count; j++)
            {
                var path = config["profiles"][i]["patches"][j]["path"];
                if (path.Text is { } pointer && Array.Find(Moved, m => pointer == m.Old || pointer.StartsWith(m.Old + "/", StringComparison.Ordinal)) is { Old: not null } change)
                    moved = (MapNode)NodeCopy.Change(moved, string.Create(CultureInfo.InvariantCulture, $"{at}.patches[{j}].path"), Text(change.New + pointer[change.Old.Length..], path));
            }
        }

        return moved;
    }

    /// <summary>The pipeline at a path, of the file or of a profile.</summary>
    private static MapNode InPipeline(MapNode config, string at, string source)
    {
        var deploy = At(config, at)["deploy"];
        if (deploy["kpt"].HasValue)
            throw new RenderException(source, $"{deploy["kpt"].Location} has deploy.kpt, which only skaffold can render", "install skaffold");
        if (deploy["kubectl"]["manifests"] is { HasValue: true } raw)
            config = Set(config, at + "manifests.rawYaml", raw);
        if (deploy["kubectl"]["remoteManifests"] is { HasValue: true } remote)
            config = Set(config, at + "manifests.remoteManifests", remote);
        if (deploy["kustomize"] is { IsMap: true } kustomize)
        {
            config = Set(config, at + "manifests.kustomize", kustomize);
            if (kustomize["paths"].Items.Count == 0)
                config = Set(config, at + "manifests.kustomize.paths", new ListNode([Text(".", kustomize)], kustomize.Line, kustomize.Column));
        }

        if (deploy["helm"] is not { IsMap: true } helm)
            return config;
        config = Set(config, at + "manifests.helm", helm);
        for (var i = 0; i < helm["releases"].Items.Count; i++)
        {
            foreach (var (key, value) in Images(helm["releases"][i]))
                config = Set(config, string.Create(CultureInfo.InvariantCulture, $"{at}manifests.helm.releases[{i}].setValueTemplates[{key}]"), Text(value, helm["releases"][i]));
        }

        return (MapNode)NodeCopy.Change(config, at + "deploy.helm", null);
    }

    /// <summary>How the images that are built reach a chart's values: in <c>artifactOverrides</c>, by the strategy of the release.</summary>
    private static IEnumerable<(string Key, string Value)> Images(Node release)
    {
        var strategy = release["imageStrategy"]["helm"];
        foreach (var (key, node) in SkaffoldRelease.Flat(release["artifactOverrides"]))
        {
            var image = SkaffoldImages.Name(node.Text ?? "");
            if (!strategy.Exists)
            {
                yield return (key, $"{{{{.IMAGE_FULLY_QUALIFIED_{image}}}}}");
                continue;
            }

            var isExplicit = strategy["explicitRegistry"].AsBoolean() == true;
            yield return (key + ".tag", $"{{{{.IMAGE_TAG_{image}}}}}@{{{{.IMAGE_DIGEST_{image}}}}}");
            yield return (key + ".repository", isExplicit ? $"{{{{.IMAGE_REPO_NO_DOMAIN_{image}}}}}" : $"{{{{.IMAGE_REPO_{image}}}}}");
            if (isExplicit)
                yield return (key + ".registry", $"{{{{.IMAGE_DOMAIN_{image}}}}}");
        }
    }

    private static Node At(MapNode config, string at) =>
        at.Length == 0 ? config : config["profiles"][int.Parse(at.AsSpan(9, at.IndexOf(']', StringComparison.Ordinal) - 9), CultureInfo.InvariantCulture)];

    private static MapNode Set(MapNode config, string path, Node value) => (MapNode)NodeCopy.Change(config, path, value);

    private static ScalarNode Text(string text, Node place) => new(NodeKind.String, text, isPlain: false, place.Line, place.Column);

    [GeneratedRegex("^skaffold/v([1-9])(?:(alpha|beta)([1-9][0-9]?))?$")]
    private static partial Regex Form();
}
