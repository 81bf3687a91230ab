using KubeAssert.Loading;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using KubeAssert.Yaml;

namespace KubeAssert.Sources;

/// <summary>What there is to know about helm, 3 and 4.</summary>
internal static partial class Helm
{
    /// <summary>A line that follows most errors, and helps nobody who did not type the command.</summary>
    private const string Hint = "Use --debug flag to render out invalid YAML";

    /// <summary>Building writes into the chart's folder: one at a time.</summary>
    private static readonly ConcurrentDictionary<string, object> Building = new(StringComparer.Ordinal);

    /// <summary>Charts of version 1 have them in a file of their own.</summary>
    private static readonly string[] DependencyFiles = ["Chart.yaml", "requirements.yaml"];

    public static ManifestSet Render(string path, HelmChart chart, CancellationToken cancellation, string? called = null)
    {
        var source = $"helm:{called ?? SourcePath.NameOf(path)}";
        var isRemote = chart.ChartRepository is not null || path.Contains("://", StringComparison.Ordinal);
        var found = isRemote
            ? new SourcePath(path, SourcePath.NameOf(path)) { Place = SourcePath.Places[0] }
            : SourcePath.Find(path, source, full => File.Exists(Path.Combine(full, "Chart.yaml")) || (File.Exists(full) && full.EndsWith(".tgz", StringComparison.Ordinal)), "no chart with a Chart.yaml");
        if (called is not null)
            found = found with { Name = called };
        var files = chart.ValuesFiles.Select(file => IsUrl(file) ? file : SourcePath.Find(file, source, File.Exists, "no values file", chart.ValuesFolder ?? (isRemote ? found.Place : found.Full)).Full).ToList();
        if (isRemote && chart.IsOffline)
            throw new RenderException(source, "the chart is not on this machine, and nothing may be fetched", "pull the chart (helm pull), or don't ask for Offline()");

        if (!isRemote)
            BuildDependencies(found, chart, source, cancellation);
        var invocation = Run(chart, found.Place, Template(chart, found.Full, files)) with { Input = chart.ValuesText };

        using var digest = new InputDigest();
        digest.Add("helm").Add(chart.AreDuplicatesAllowed ? "duplicates" : "").Add(found.Name).Add(invocation).AddPath(found.Full);
        foreach (var file in files)
            digest.AddPath(file);
        return RenderCache.Shared.Get(digest.Value(), () => Read(Output(invocation, source, found, cancellation), source, chart), cancellation);
    }

    private static List<Argument> Template(HelmChart chart, string path, IReadOnlyList<string> files)
    {
        var arguments = new List<Argument> { "template", chart.ReleaseName, path };
        if (chart.ChartRepository is { } repository)
            arguments.AddRange(["--repo", repository]);
        if (chart.ChartVersion is { } version)
            arguments.AddRange(["--version", version]);
        if (chart.ReleaseNamespace is { } @namespace)
            arguments.AddRange(["--namespace", @namespace]);
        if (chart.ForKubeVersion is { } kubeVersion)
            arguments.AddRange(["--kube-version", kubeVersion]);
        foreach (var apiVersion in chart.KnownApiVersions)
            arguments.AddRange(["--api-versions", apiVersion]);
        if (chart.HasCrds)
            arguments.Add("--include-crds");
        if (chart.HasNoHooks)
            arguments.Add("--no-hooks");
        if (chart.HasNoTests)
            arguments.Add("--skip-tests");
        foreach (var file in files)
            arguments.AddRange(["--values", file]);
        if (chart.ValuesText is not null)
            arguments.AddRange(["--values", "-"]);
        arguments.AddRange(chart.SetArguments);
        return arguments;
    }

    private static Invocation Run(HelmChart chart, string place, List<Argument> arguments) => new()
    {
        Program = chart.ProgramName,
        Arguments = arguments,
        Folder = place,
        TimeLimit = chart.Limit,
        Install = "install helm 3 or 4",
    };

    private static void BuildDependencies(SourcePath chart, HelmChart options, string source, CancellationToken cancellation)
    {
        lock (Building.GetOrAdd(chart.Full, _ => new object()))
        {
            var missing = MissingDependencies(chart.Full);
            if (missing.Count == 0)
                return;
            var problem = $"the chart depends on {string.Join(", ", missing)}, missing in {chart.Name}/charts";
            if (options.IsOffline)
                throw new RenderException(source, problem, $"run: helm dependency build {chart.Name}");
            try
            {
                ProgramRunner.Run(Run(options, chart.Place, ["dependency", "build", chart.Full]), source, cancellation);
            }
            catch (RenderException e) when (e.ExitCode is not null)
            {
                throw new RenderException(source, $"{problem}, and helm could not build them (exit code {e.ExitCode})",
                    "see that their repositories can be reached and are known to helm (helm repo add), or put the charts there", e.Command, e.Folder, e.ExitCode, e.ErrorOutput);
            }
        }
    }

    private static List<string> MissingDependencies(string chart)
    {
        var charts = Path.Combine(chart, "charts");
        return DependencyFiles.Select(file => Path.Combine(chart, file)).Where(File.Exists)
            .SelectMany(file => YamlReader.Read(RegularFile.ReadText(file), file, new List<ReadProblem>()))
            .SelectMany(document => document.Root["dependencies"].Items)
            .Select(dependency => dependency["name"].Text)
            .OfType<string>()
            .Where(name => !File.Exists(Path.Combine(charts, name, "Chart.yaml")) && !(Directory.Exists(charts) && Directory.EnumerateFiles(charts, name + "-*.tgz").Any()))
            .Distinct(StringComparer.Ordinal)
            .ToList();
    }

    /// <summary>What helm prints; its error with the template's place among the chart's files.</summary>
    private static string Output(Invocation invocation, string source, SourcePath chart, CancellationToken cancellation)
    {
        try
        {
            return ProgramRunner.Run(invocation, source, cancellation);
        }
        catch (RenderException e) when (e.ExitCode is not null)
        {
            var place = PlaceOf(e.ErrorOutput, chart);
            var fix = e.ErrorOutput.Contains("values don't meet the specifications", StringComparison.Ordinal) ? "give the values that the chart's values.schema.json asks for"
                : place is null ? "correct what it complains about"
                : place is { Line: 0 } ? $"correct what the template renders there; helm template --debug {chart.Name} prints it, and lines in the error are lines of that"
                : "correct the template there, or give it the value that it asks for by Values or Set";
            throw new RenderException(source, e.Problem, fix, e.Command, e.Folder, e.ExitCode, e.ErrorOutput.Replace(Hint, "", StringComparison.Ordinal), place);
        }
    }

    /// <summary>Of all places that helm names the last, which is where it happened, and not the templates that include it.</summary>
    private static Location? PlaceOf(string error, SourcePath chart)
    {
        var places = TemplatePlace().Matches(error);
        if (places.Count == 0)
            return TemplateFile().Match(error) is { Success: true } file ? new Location(Under(chart, file.Groups[1].Value), 0, 0) : null;
        var last = places[^1];
        // an error's line has a column, and text/template counts columns from 0
        var column = last.Groups[3].Success ? int.Parse(last.Groups[3].ValueSpan, CultureInfo.InvariantCulture) + 1 : 1;
        return new Location(Under(chart, last.Groups[1].Value), int.Parse(last.Groups[2].ValueSpan, CultureInfo.InvariantCulture), column);
    }

    /// <summary>Helm calls a chart's files by the chart's name; a person looks for them in its folder.</summary>
    private static string Under(SourcePath chart, string file)
    {
        var rest = file[(file.IndexOf('/', StringComparison.Ordinal) + 1)..];
        return File.Exists(Path.Combine(chart.Full, rest)) ? chart.Name + "/" + rest : file;
    }

    /// <summary>The manifests; those of hooks may be declared more than once, as they come and go at different times.</summary>
    private static ManifestSet Read(string text, string source, HelmChart chart) =>
        RenderedText.Read(text, source, manifest => manifest.Origin,
            new Duplicates("call AllowDuplicates() on the chart", chart.AreDuplicatesAllowed, manifest => manifest.Annotations.ContainsKey("helm.sh/hook")), chart.ReleaseNamespace);

    private static bool IsUrl(string file) => file.Contains("://", StringComparison.Ordinal);

    /// <summary><c>shop/templates/web.yaml:12:20</c>, with or without the column.</summary>
    [GeneratedRegex(@"([\w.-]+(?:/[\w.-]+)*/templates/[\w./-]+\.(?:yaml|yml|tpl|txt|json)):(\d+)(?::(\d+))?", RegexOptions.None, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex TemplatePlace();

    [GeneratedRegex(@"(?:error on|parse) ([\w.-]+(?:/[\w.-]+)*/templates/[\w./-]+?):? ", RegexOptions.None, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex TemplateFile();
}
