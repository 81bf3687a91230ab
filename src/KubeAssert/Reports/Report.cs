using KubeAssert.Reports;

namespace KubeAssert;

/// <summary>
/// What was found, in the formats that people and CI servers read. Immutable; nothing is read or written before a format is asked for or
/// <see cref="WriteTo"/> is called. Values of Secrets are in none of them.
/// </summary>
/// <example><code>Report.Of(shop, policy).WriteTo("artifacts/");</code></example>
public sealed class Report
{
    private readonly Lazy<ReportData> _data;

    private Report(IReadOnlyList<Finding> findings, Func<ReportData> make, string? title = null)
    {
        Findings = findings;
        _data = new(() => title is null ? make() : make() with { Title = Printable.Line(title) });
    }

    /// <summary>What was found and is not exempt.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>What a policy says about a set.</summary>
    /// <param name="manifests">The set.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="time">Tells the day on which exemptions end.</param>
    public static Report Of(ManifestSet manifests, Policy policy, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return Of(policy.Evaluate(manifests, time));
    }

    /// <summary>What a policy said about a set.</summary>
    public static Report Of(PolicyResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new Report(result.Findings, () => ReportMaker.Of(result));
    }

    /// <summary>Findings about a set, wherever they come from.</summary>
    /// <param name="manifests">The set.</param>
    /// <param name="findings">The findings, such as <see cref="Rule.Evaluate(ManifestSet)"/> yields.</param>
    public static Report Of(ManifestSet manifests, IEnumerable<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        ArgumentNullException.ThrowIfNull(findings);
        var all = findings.ToList();
        return new Report(all, () => ReportMaker.Of(manifests, all));
    }

    /// <summary>What became of a deployment alone.</summary>
    internal static Report OfDeployment(IReadOnlyList<DiagnosedFinding> findings, ReportDeployment deployment, int objects, string? passing) =>
        new(findings.Select(f => f.Finding).ToList(), () => ReportMaker.With(new ReportData { Title = "Deployment", Objects = objects }, findings, deployment, passing));

    /// <summary>The same with a deployment.</summary>
    internal Report With(IReadOnlyList<DiagnosedFinding> findings, ReportDeployment deployment, string? passing) =>
        new([.. findings.Select(f => f.Finding), .. Findings], () => ReportMaker.With(_data.Value, findings, deployment, passing));

    /// <summary>Under another title than the policy's name.</summary>
    public Report Titled(string title)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        return new Report(Findings, () => _data.Value, title);
    }

    /// <summary>
    /// Writes <c>kubeassert.html</c>, <c>.sarif</c>, <c>.junit.xml</c>, <c>.gitlab.json</c>, <c>.md</c> and <c>.mmd</c>. In GitHub Actions it
    /// also writes annotations, to standard output and to <c>kubeassert.github.txt</c>, and the summary to the job's page.
    /// </summary>
    /// <param name="folder">Where to; made if it is not there. A relative one starts at the test project's folder.</param>
    /// <param name="name">What the files are called before their endings.</param>
    /// <returns>The files' full paths.</returns>
    /// <exception cref="IOException">A file can't be written.</exception>
    public IReadOnlyList<string> WriteTo(string folder, string name = "kubeassert")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var target = RepositoryPath.FromProject(folder);
        var files = ReportFiles.Write(_data.Value, target, name);
        if (GitHubActions.IsHere(Environment.GetEnvironmentVariable))
            files = [.. files, ReportFiles.WriteAnnotations(_data.Value, target, name)];
        GitHubActions.Tell(_data.Value, Console.Out, Environment.GetEnvironmentVariable);
        return files;
    }

    /// <summary>A self-contained page: findings with their source lines, the references as a picture, a filter.</summary>
    public string ToHtml() => HtmlPage.Write(_data.Value);

    /// <summary>SARIF 2.1.0, files relative to the repository's root (<c>%SRCROOT%</c>).</summary>
    public string ToSarif() => SarifFormat.Write(_data.Value);

    /// <summary>JUnit's XML: a suite for each rule, a case for each object it was asked about. Errors fail, what is exempt is skipped.</summary>
    public string ToJUnit() => JUnitFormat.Write(_data.Value);

    /// <summary>Commands to GitHub Actions, one line each: <c>::error file=deploy/web.yaml,line=12,col=9,title=...::...</c>.</summary>
    public string ToGitHubAnnotations() => GitHubFormat.Write(_data.Value);

    /// <summary>GitLab's code quality report: errors are <c>major</c>, warnings <c>minor</c>.</summary>
    public string ToGitLabCodeQuality() => GitLabFormat.Write(_data.Value);

    /// <summary>A summary of at most 60,000 characters or a little more: the first 50 findings, the rest counted.</summary>
    public string ToMarkdown() => MarkdownFormat.Write(_data.Value);

    /// <summary>The references as a Mermaid flowchart, what is missing in red.</summary>
    public string ToMermaid() => MermaidFormat.Write((_data.Value.Picture ?? new Picture([], [], 0)).Limited());
}
