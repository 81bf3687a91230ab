using System.Collections.Immutable;
using System.Globalization;
using KubeAssert.Sources;

namespace KubeAssert;

/// <summary>How a Helm chart is rendered. Immutable: each method returns a changed copy.</summary>
public sealed record HelmChart
{
    internal HelmChart()
    {
    }

    internal ImmutableArray<string> ValuesFiles { get; init; } = [];

    internal ImmutableArray<Argument> SetArguments { get; init; } = [];

    internal ImmutableArray<string> KnownApiVersions { get; init; } = [];

    internal string ReleaseName { get; init; } = "release-name";

    internal string? ReleaseNamespace { get; init; }

    internal string? ForKubeVersion { get; init; }

    internal bool HasCrds { get; init; }

    internal bool IsOffline { get; init; }

    internal bool HasNoHooks { get; init; }

    internal bool HasNoTests { get; init; }

    internal bool AreDuplicatesAllowed { get; init; }

    internal string? ChartVersion { get; init; }

    internal string? ChartRepository { get; init; }

    /// <summary>Values as a text of YAML, stronger than all values files.</summary>
    internal string? ValuesText { get; init; }

    /// <summary>Where values files are looked for first; null for the chart's folder.</summary>
    internal string? ValuesFolder { get; init; }

    internal string ProgramName { get; init; } = "helm";

    internal TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Values files, the later stronger: in the chart's folder, or where the chart's own path may start; or URLs.</summary>
    public HelmChart Values(params string[] files) => this with { ValuesFiles = ValuesFiles.AddRange(files) };

    /// <summary>A value as <c>helm --set</c> reads it: <c>Set("image.tag", "1.2")</c>. <c>true</c>, <c>null</c> and integers lose their quotes there; commas, braces and backslashes in it stand for themselves.</summary>
    /// <param name="key">The path of the value: <c>image.tag</c>, <c>env[0].name</c>, <c>nodeSelector.kubernetes\.io/arch</c>.</param>
    /// <param name="value">The value. It appears in no message.</param>
    public HelmChart Set(string key, string value) => With("--set", key, Escaped(value));

    /// <inheritdoc cref="Set(string, string)"/>
    public HelmChart Set(string key, long value) => With("--set", key, value.ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc cref="Set(string, string)"/>
    public HelmChart Set(string key, bool value) => With("--set", key, value ? "true" : "false");

    /// <inheritdoc cref="Set(string, string)"/>
    /// <summary>A value that stays a string, whatever it looks like: <c>helm --set-string</c>.</summary>
    public HelmChart SetString(string key, string value) => With("--set-string", key, Escaped(value));

    /// <inheritdoc cref="Set(string, string)"/>
    /// <summary>A list, map or any other value as JSON: <c>helm --set-json</c>, of Helm 3.10 and later.</summary>
    public HelmChart SetJson(string key, string value) => With("--set-json", key, value);

    /// <summary>The release's name.</summary>
    /// <value><c>release-name</c>, as in helm itself.</value>
    public HelmChart Release(string name) => this with { ReleaseName = name };

    /// <summary>The release's namespace; also the set's <see cref="ManifestSet.DefaultNamespace"/>.</summary>
    public HelmChart Namespace(string name) => this with { ReleaseNamespace = name };

    /// <summary>The version of Kubernetes that the chart is told: <c>1.34</c>.</summary>
    /// <value>The newest that helm knows.</value>
    public HelmChart KubeVersion(string version) => this with { ForKubeVersion = version };

    /// <summary>APIs that the chart is told the cluster has, beside helm's own: <c>monitoring.coreos.com/v1</c>.</summary>
    public HelmChart ApiVersions(params string[] versions) => this with { KnownApiVersions = KnownApiVersions.AddRange(versions) };

    /// <summary>Renders what is in the chart's <c>crds</c> folder too.</summary>
    public HelmChart IncludeCrds() => this with { HasCrds = true };

    /// <summary>Leaves hooks out: jobs before an installation, tests.</summary>
    public HelmChart WithoutHooks() => this with { HasNoHooks = true };

    /// <summary>Allows the same object (group, kind, namespace and name) to be declared more than once; hooks may be anyway.</summary>
    public HelmChart AllowDuplicates() => this with { AreDuplicatesAllowed = true };

    /// <summary>Fetches nothing: a dependency that is missing in <c>charts/</c> is an error.</summary>
    /// <value>What is missing is built by <c>helm dependency build</c>, into the chart's own <c>charts/</c>.</value>
    public HelmChart Offline() => this with { IsOffline = true };

    /// <summary>The chart's version, for a chart from a repository or registry.</summary>
    public HelmChart Version(string version) => this with { ChartVersion = version };

    /// <summary>The URL of the repository that has the chart.</summary>
    public HelmChart Repository(string url) => this with { ChartRepository = url };

    /// <summary>The program, by name or path: Helm 3 or 4.</summary>
    /// <value><c>helm</c>.</value>
    public HelmChart Program(string program) => this with { ProgramName = program };

    /// <summary>How long each run of helm may take.</summary>
    /// <value>One minute.</value>
    public HelmChart TimeLimit(TimeSpan limit) => this with { Limit = limit };

    internal HelmChart With(string option, string key, string value) => this with { SetArguments = SetArguments.Add(option).Add(Argument.Hiding(key, "=", value)) };

    /// <summary>A value in which nothing is read as the end of it, a list or an escape.</summary>
    internal static string Escaped(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)
            .Replace("{", "\\{", StringComparison.Ordinal).Replace("}", "\\}", StringComparison.Ordinal);
}
