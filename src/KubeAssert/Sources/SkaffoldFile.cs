using KubeAssert.Yaml;

namespace KubeAssert.Sources;

/// <summary>Renders a skaffold.yaml without skaffold, as far as its <c>manifests</c> section goes.</summary>
/// <param name="place">The folder from which the file's name leads to it.</param>
internal sealed class SkaffoldFile(string file, string name, string place, IReadOnlyList<string> profiles, SkaffoldOptions options, CancellationToken cancellation)
{
    private const int MostFiles = 100;

    private readonly string _source = $"skaffold:{name}";
    private readonly List<Manifest> _manifests = [];
    private readonly HashSet<(string File, string Config)> _seen = [];
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    public ManifestSet Render()
    {
        RenderFile(file, name, profiles, []);
        if (profiles.FirstOrDefault(p => !_used.Contains(p)) is { } unknown)
            throw Failure($"no profile is called {unknown}", "correct the profile's name");
        if (_manifests.Count == 0)
            throw Failure("it renders no manifest", "name some in its section manifests: rawYaml, kustomize or helm");
        return RenderedText.Checked(_manifests, []);
    }

    private void RenderFile(string at, string called, IReadOnlyList<string> active, List<string> wanted)
    {
        if (_seen.Count > MostFiles)
            throw Failure($"it requires more than {MostFiles} files", "require fewer");

        var problems = new List<ReadProblem>();
        var documents = YamlReader.Read(File.ReadAllText(at), called, problems);
        if (problems.Count > 0)
            throw new ManifestReadException(problems);
        foreach (var config in documents.Select(d => d.Root).OfType<MapNode>())
        {
            var own = config["metadata"]["name"].Text ?? "";
            if ((wanted.Count == 0 || wanted.Contains(own, StringComparer.Ordinal)) && _seen.Add((at, config.Location.ToString())))
                RenderConfig(config, at, called, active);
        }
    }

    private void RenderConfig(MapNode written, string at, string called, IReadOnlyList<string> active)
    {
        if (written["apiVersion"].Text is not { } version || !version.StartsWith("skaffold/", StringComparison.Ordinal))
            throw Failure($"{written.Location} has no apiVersion of skaffold", "begin the file with apiVersion: skaffold/v4beta11 and kind: Config");

        var config = SkaffoldProfiles.Apply(written, active, _source);
        foreach (var profile in written["profiles"].Items.Select(p => p["name"].Text).OfType<string>().Intersect(active))
            _used.Add(profile);
        foreach (var required in config["requires"].Items)
            Require(required, at, called, active);
        RenderManifests(config, Path.GetDirectoryName(at)!, FolderOf(called));
    }

    private void Require(Node required, string at, string called, IReadOnlyList<string> active)
    {
        if (required["git"].HasValue || required["googleCloudStorage"].HasValue)
            throw NeedsSkaffold(required, "a requirement that is not on this machine");
        var path = required["path"].Text ?? at;
        var next = Skaffold.FileOf(Path.GetFullPath(path, Path.GetDirectoryName(at)!));
        if (!File.Exists(next))
            throw Failure($"{required.Location} requires {path}, and there is no such file", "correct the path");

        var inner = required["activeProfiles"].Items
            .Where(p => p["activatedBy"].Items.Count == 0 || p["activatedBy"].Items.Any(by => active.Contains(by.Text, StringComparer.Ordinal)))
            .Select(p => p["name"].Text).OfType<string>();
        RenderFile(next, next == at ? called : Joined(FolderOf(called), Path.GetRelativePath(Path.GetDirectoryName(at)!, next)),
            [.. inner, .. active], required["configs"].Items.Select(c => c.Text).OfType<string>().ToList());
    }

    private void RenderManifests(MapNode config, string folder, string called)
    {
        var section = config["manifests"];
        foreach (var alien in new[] { "kpt", "remoteManifests", "transform" })
        {
            if (section[alien].HasValue)
                throw NeedsSkaffold(section[alien], alien);
        }

        // before skaffold/v3 the sections stood under deploy; what helm deploys still may, and is rendered all the same
        var deploy = config["deploy"];
        var raw = Texts(section["rawYaml"]).Concat(Texts(deploy["kubectl"]["manifests"])).ToList();
        var releases = section["helm"]["releases"].Items.Concat(deploy["helm"]["releases"].Items).ToList();
        var kustomizations = new[] { section["kustomize"], deploy["kustomize"] }.Where(node => node.HasValue).ToList();
        if (raw.Count == 0 && releases.Count == 0 && kustomizations.Count == 0 && !config["requires"].HasValue)
            raw.Add("k8s/*.yaml");
        if (raw.Find(text => text.Contains("://", StringComparison.Ordinal)) is { } url)
            throw NeedsSkaffold(section["rawYaml"], $"the address {url}");
        if (raw.Count > 0)
            _manifests.AddRange(Manifests.Load(new LoadOptions { BaseFolder = place, AllowDuplicates = true }, raw.Select(path => Joined(called, path)).ToArray()));

        foreach (var kustomization in kustomizations)
            RenderKustomizations(kustomization, folder, called);
        foreach (var release in releases)
            _manifests.AddRange(SkaffoldRelease.Render(release, folder, called, _source, options, cancellation));
    }

    private void RenderKustomizations(Node section, string folder, string called)
    {
        var arguments = Texts(section["buildArgs"]).SelectMany(text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        foreach (var path in section["paths"].HasValue ? Texts(section["paths"]) : ["."])
        {
            if (path.Contains("{{", StringComparison.Ordinal))
                throw NeedsSkaffold(section["paths"], $"the template {path}");
            _manifests.AddRange(Kustomize.Render(Path.GetFullPath(path, folder), new KustomizeOptions { TimeLimit = options.TimeLimit }, arguments, cancellation, Joined(called, path)));
        }
    }

    private static IEnumerable<string> Texts(Node list) => list.Items.Select(item => item.Text).OfType<string>();

    private RenderException NeedsSkaffold(Node node, string what) => Failure($"{node.Location} has {what}, which only skaffold can render", "install skaffold");

    private RenderException Failure(string problem, string fix) => new(_source, problem, fix);

    private static string FolderOf(string called) => called.Contains('/', StringComparison.Ordinal) ? called[..called.LastIndexOf('/')] : "";

    internal static string Joined(string called, string path) => called.Length == 0 || Path.IsPathFullyQualified(path) ? path.Replace('\\', '/') : called + "/" + path.Replace('\\', '/');
}
