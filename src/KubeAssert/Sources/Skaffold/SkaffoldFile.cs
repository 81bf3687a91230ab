using KubeAssert.Loading;
using KubeAssert.Model;
using KubeAssert.Texts;
using KubeAssert.Yaml;

namespace KubeAssert.Sources;

/// <summary>Renders a skaffold.yaml without skaffold, as far as its <c>manifests</c> section goes.</summary>
/// <param name="place">The folder from which the file's name leads to it.</param>
internal sealed class SkaffoldFile(string file, string name, string place, IReadOnlyList<string> profiles, SkaffoldOptions options, CancellationToken cancellation)
{
    private const int MostFiles = 100;

    private static readonly string[] Known = ["rawYaml", "kustomize", "helm", "output", "kpt", "remoteManifests", "transform", "validate", "hooks"];
    private static readonly string[] Alien = ["kpt", "remoteManifests", "transform", "validate", "hooks"];

    private readonly string _source = $"skaffold:{name}";
    private readonly SkaffoldTemplate _template = new($"skaffold:{name}", SkaffoldImages.Variables(file));
    private readonly List<Manifest> _manifests = [];
    private readonly HashSet<(string File, string Config)> _seen = [];
    private readonly HashSet<string> _raw = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _known = new(StringComparer.Ordinal);

    public ManifestSet Render()
    {
        RenderFile(file, name, profiles, []);
        if (profiles.FirstOrDefault(p => !p.StartsWith('-') && !_known.Contains(p)) is { } unknown)
            throw Failure($"no profile is called {unknown}{(Nearest.Name(unknown, _known) is { } near ? $"; the nearest is {near}" : "")}", "correct the profile's name");
        if (_manifests.Count == 0)
            throw Failure("it renders no manifest", "name some in its section manifests: rawYaml, kustomize or helm");
        return RenderedText.Checked(_manifests, [], new Duplicates("set SkaffoldOptions.AllowDuplicates", options.AllowDuplicates));
    }

    private void RenderFile(string at, string called, IReadOnlyList<string> named, List<string> wanted)
    {
        if (_seen.Count > MostFiles)
            throw Failure($"it requires more than {MostFiles} files", "require fewer");

        var problems = new List<ReadProblem>();
        var documents = YamlReader.Read(RegularFile.ReadText(at), called, problems);
        if (problems.Count > 0)
            throw new ManifestReadException(problems);
        foreach (var config in documents.Select(d => d.Root).OfType<MapNode>())
        {
            var own = config["metadata"]["name"].Text ?? "";
            if ((wanted.Count == 0 || wanted.Contains(own, StringComparer.Ordinal)) && _seen.Add((at, config.Location.ToString())))
                RenderConfig(config, at, called, named);
        }
    }

    private void RenderConfig(MapNode written, string at, string called, IReadOnlyList<string> named)
    {
        var current = SkaffoldVersion.Current(written, _source);
        _known.UnionWith(written["profiles"].Items.Select(p => p["name"].Text).OfType<string>());
        var active = SkaffoldProfiles.Active(current, named, _source);
        var config = SkaffoldProfiles.Apply(current, active, _source);
        foreach (var required in config["requires"].Items)
            Require(required, at, called, active);
        RenderManifests(config, Path.GetDirectoryName(at)!, FolderOf(called));
    }

    private void Require(Node required, string at, string called, IReadOnlyList<string> active)
    {
        if (required["git"].HasValue || required["googleCloudStorage"].HasValue || required["googleCloudBuildRepoV2"].HasValue)
            throw NeedsSkaffold(required, "a requirement that is not on this machine");
        var path = required["path"].Text ?? at;
        var next = Skaffold.FileOf(Path.GetFullPath(path, Path.GetDirectoryName(at)!));
        if (!File.Exists(next))
            throw Failure($"{required.Location} requires {path}, and there is no such file", "correct the path");

        var inner = required["activeProfiles"].Items
            .Where(p => p["activatedBy"].Items.Count == 0 || p["activatedBy"].Items.Any(by => active.Contains(by.Text, StringComparer.Ordinal)))
            .Select(p => p["name"].Text).OfType<string>();
        RenderFile(next, next == at ? called : Joined(FolderOf(called), Path.GetRelativePath(Path.GetDirectoryName(at)!, next)),
            [.. inner.Union(profiles, StringComparer.Ordinal)], required["configs"].Items.Select(c => c.Text).OfType<string>().ToList());
    }

    private void RenderManifests(MapNode config, string folder, string called)
    {
        var section = config["manifests"];
        foreach (var entry in section.Entries.Where(e => !Known.Contains(e.Key, StringComparer.Ordinal)))
            throw Failure($"{entry.Value.Location} has manifests.{entry.Key}, and skaffold knows no such field{(Nearest.Name(entry.Key, Known) is { } near ? $"; the nearest is {near}" : "")}", "correct the field's name");
        foreach (var alien in Alien.Where(alien => section[alien].HasValue))
            throw NeedsSkaffold(section[alien], alien);
        if (section["helm"]["flags"]["global"].Items.Count + section["helm"]["flags"]["template"].Items.Count > 0)
            throw NeedsSkaffold(section["helm"]["flags"], "flags for helm");

        // what helm deploys is rendered all the same, unless a release of that name is rendered already
        var deploy = config["deploy"];
        var raw = section["rawYaml"].Items.Where(item => item.Text is not null).ToList();
        var releases = section["helm"]["releases"].Items.ToList();
        var names = releases.Select(r => r["name"].Text).ToHashSet(StringComparer.Ordinal);
        releases.AddRange(deploy["helm"]["releases"].Items.Where(r => !names.Contains(r["name"].Text)));
        var isNothingNamed = raw.Count == 0 && !section["kustomize"].HasValue && !section["helm"].HasValue && !deploy["helm"].HasValue && !deploy["docker"].HasValue && !deploy["cloudrun"].HasValue;
        if (isNothingNamed && !config["requires"].HasValue)
            AddFiles(SkaffoldRawFiles.Find("k8s/*.yaml", folder) ?? [], folder, called);
        foreach (var item in raw)
            AddRaw(item, folder, called);
        if (section["kustomize"].HasValue)
            RenderKustomizations(section["kustomize"], folder, called);
        foreach (var release in releases)
            _manifests.AddRange(SkaffoldRelease.Render(release, folder, called, _source, _template, options, cancellation));
    }

    private void AddRaw(Node item, string folder, string called)
    {
        var pattern = item.Text!;
        if (pattern.Contains("://", StringComparison.Ordinal))
            throw NeedsSkaffold(item, $"the address {pattern}");
        var files = SkaffoldRawFiles.Find(pattern, folder) ?? throw Failure($"{item.Location} has {pattern}, and there is no such file", "correct the path: ** is no more than * to skaffold");
        if (files.Count == 0 && Directory.Exists(Path.GetFullPath(pattern, folder)))
            throw Failure($"{item.Location} has {pattern}, a folder, of which skaffold renders nothing", $"write {pattern.TrimEnd('/')}/*.yaml");
        AddFiles(files, folder, called);
    }

    private void AddFiles(IReadOnlyList<string> files, string folder, string called)
    {
        var names = files.Where(_raw.Add).Select(full => Joined(called, Path.GetRelativePath(folder, full) is var relative && relative.StartsWith("..", StringComparison.Ordinal) ? full : relative)).ToArray();
        if (names.Length > 0)
            _manifests.AddRange(Manifests.Load(new LoadOptions { BaseFolder = place, AllowDuplicates = true }, names));
    }

    private void RenderKustomizations(Node section, string folder, string called)
    {
        var arguments = Texts(section["buildArgs"]).SelectMany(text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        foreach (var item in section["paths"].Items.Where(item => item.Text is not null))
        {
            var path = _template.Expand(item.Text!, item);
            if (path.Contains("://", StringComparison.Ordinal))
                throw NeedsSkaffold(item, $"the address {path}");
            _manifests.AddRange(Kustomize.Render(Path.GetFullPath(path, folder), new KustomizeOptions { TimeLimit = options.TimeLimit }, arguments, cancellation, Joined(called, path)));
        }
    }

    private static IEnumerable<string> Texts(Node list) => list.Items.Select(item => item.Text).OfType<string>();

    private RenderException NeedsSkaffold(Node node, string what) => Failure($"{node.Location} has {what}, which only skaffold can render", "install skaffold");

    private RenderException Failure(string problem, string fix) => new(_source, problem, fix);

    private static string FolderOf(string called) => called.Contains('/', StringComparison.Ordinal) ? called[..called.LastIndexOf('/')] : "";

    internal static string Joined(string called, string path) => called.Length == 0 || Path.IsPathFullyQualified(path) ? path.Replace('\\', '/') : called + "/" + path.Replace('\\', '/');
}
