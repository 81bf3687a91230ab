using System.Text.RegularExpressions;

namespace KubeAssert.Sources;

/// <summary>Helm charts, with the values files that look like environments. All files of a chart belong to it: its templates and values are not manifests.</summary>
internal sealed partial class ChartFinder
{
    private static readonly string[] Own = ["templates", "charts", "crds", "ci", "values", "env", "envs", "environments", "tests"];

    private readonly Discovery _discovery;
    private readonly Dictionary<string, Node> _charts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _deployed = new(StringComparer.Ordinal);

    public ChartFinder(Discovery discovery)
    {
        _discovery = discovery;
        foreach (var file in discovery.Files.Where(f => f.Name == "Chart.yaml"))
        {
            // a chart in charts/ of another one is part of that one
            if (_charts.Keys.Any(outer => Discovery.IsBelow(file.Path, outer.Length == 0 ? "charts" : outer + "/charts")))
                continue;
            if (NamedFiles.Read(file.Full) is [var root, ..])
                _charts.Add(file.Folder, root);
        }

        foreach (var file in discovery.Files)
        {
            if (_charts.Keys.Any(chart => IsPartOf(file, chart)))
                discovery.Claim(file.Path);
        }
    }

    public bool Has(string folder) => _charts.ContainsKey(folder);

    public string NameOf(string folder) => Plain(_charts[folder]["name"].Text ?? folder[(folder.LastIndexOf('/') + 1)..]);

    /// <summary>Takes note that something else deploys the chart.</summary>
    public void Deployed(string folder) => _deployed.Add(folder);

    public void Find()
    {
        foreach (var (folder, chart) in _charts)
        {
            if (chart["type"].Text == "library")
                _discovery.LeftOut.Add((folder.Length == 0 ? "." : folder, "a library chart, which other charts use"));
            else if (!_deployed.Contains(folder))
                FindChart(folder);
        }
    }

    private void FindChart(string folder)
    {
        var environments = _discovery.Files.Where(f => IsPartOf(f, folder)).Select(f => folder.Length == 0 ? f.Path : f.Path[(folder.Length + 1)..]).Where(IsEnvironment).ToList();
        var isProductionKnown = environments.Exists(e => Production().IsMatch(e));
        if (!isProductionKnown)
            Add(folder, null);
        foreach (var environment in environments)
            Add(folder, environment);
    }

    private void Add(string folder, string? values)
    {
        var (name, path) = (NameOf(folder), folder.Length == 0 ? "." : folder);
        var withValues = values is null ? "" : $".Values(\"{values}\")";
        var reason = values is null ? "a Helm chart with its own values" : $"a Helm chart; {values} looks like an environment";
        _discovery.Add(DeployableKind.HelmChart, values is null ? path : $"{path} ({values})", folder, reason,
            $"Manifests.FromHelmChart(\"{path}\", chart => chart.Release(\"{name}\"){withValues})",
            () => Helm.Render(_discovery.FullOf(folder), values is null ? new HelmChart().Release(name) : new HelmChart().Release(name).Values(values), CancellationToken.None, path));
    }

    private static bool IsPartOf(RepositoryFile file, string chart)
    {
        if (!Discovery.IsBelow(file.Path, chart))
            return false;
        var rest = chart.Length == 0 ? file.Path : file.Path[(chart.Length + 1)..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? chart.Length > 0 || rest.Contains("values", StringComparison.Ordinal) || rest.StartsWith("Chart", StringComparison.Ordinal) : chart.Length > 0 || Array.IndexOf(Own, rest[..slash]) >= 0;
    }

    private static bool IsEnvironment(string file)
    {
        var folder = file.LastIndexOf('/') is var slash and >= 0 ? file[..slash] : "";
        return file.EndsWith("ml", StringComparison.Ordinal) && (folder.Length == 0 ? EnvironmentValues().IsMatch(file) : folder is "values" or "env" or "envs" or "environments" && Named().IsMatch(file));
    }

    private static string Plain(string name) => NotPlain().Replace(name.ToLowerInvariant(), "-").Trim('-');

    [GeneratedRegex(@"^(?:values[._-](?:.*[._-])?(?:dev|develop|development|test|testing|qa|uat|int|integration|stage|staging|stg|preprod|pre-prod|prod|production|prd|live|demo|sandbox|local)(?:[._-].*)?|(?:.*[._-])?(?:dev|develop|development|test|testing|qa|uat|int|integration|stage|staging|stg|preprod|prod|production|prd|live|demo|sandbox|local)[._-]values)\.ya?ml$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex EnvironmentValues();

    [GeneratedRegex(@"(?:^|[/._-])(?:dev|develop|development|test|testing|qa|uat|int|integration|stage|staging|stg|preprod|prod|production|prd|live|demo|sandbox|local)[._-]", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Named();

    [GeneratedRegex(@"(?:^|[/._-])(?:prod|production|prd|live)[._-]", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Production();

    [GeneratedRegex("[^a-z0-9-]+")]
    private static partial Regex NotPlain();
}
