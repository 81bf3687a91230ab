using KubeAssert.Comparing;
using KubeAssert.PolicyRules.BuiltIn;
using Xunit.Sdk;

namespace KubeAssert.Tests.Safety;

/// <summary>Everything that KubeAssert can say of a text, by the name of the stage that says it.</summary>
internal static class Pipeline
{
    private static readonly Policy Everything = Policy.Of("everything", [.. Rules.All]);

    private static readonly ManifestSet Other = Manifests.Parse(
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: other}, data: {a: b}}");

    /// <summary>The outputs of all stages; a stage that can't read the text ends the list.</summary>
    /// <exception cref="Exception">A stage crashed: no failure of an assertion, and no refusal of the text.</exception>
    public static IEnumerable<(string Stage, string Output)> Run(Func<ManifestSet> load, bool isWhole = true)
    {
        ManifestSet set;
        string? refusal = null;
        try
        {
            set = load();
        }
        catch (ManifestReadException e)
        {
            (set, refusal) = (Other, e.Message + string.Join('\n', e.Problems.Select(p => p.Message + p.Fix)));
        }

        if (refusal is not null)
        {
            yield return ("reading", refusal);
            yield break;
        }

        yield return ("names", string.Join('\n', set.Select(m => $"{m} {m.Location}")));
        yield return ("validity", Failure(() => set.Should().BeValid()));
        yield return ("references", Failure(() => set.Should().ResolveReferences()));
        var findings = Everything.Evaluate(set);
        yield return ("findings", string.Join('\n', findings.Findings.Select(f => $"{f} {f.Nearest} {f.Fix} {f.Path}")));
        foreach (var output in isWhole ? Reports(Report.Of(findings)) : [])
            yield return output;
        yield return ("snapshot", NormalManifests.Text(NormalManifests.WithoutSecrets(set)));
        yield return ("difference", string.Join('\n', ManifestDiff.Between(set, Other).Differences));
        yield return ("change", string.Join('\n', ManifestDiff.Between(set, Changed(set)).Differences));
        foreach (var manifest in set.Where(_ => isWhole))
        {
            foreach (var path in Paths(manifest))
            {
                yield return ("value", Failure(() => manifest.Should().HaveValue(path, "something else")));
                yield return ("no node", Failure(() => manifest.Should().NotHaveNode(path)));
            }

            yield return ("yaml", Failure(() => manifest.Should().MatchYaml("{metadata: {name: [x]}, data: x, stringData: {a: y}, spec: {a: b}}")));
        }
    }

    private static IEnumerable<(string Stage, string Output)> Reports(Report report)
    {
        yield return ("report", report.ToString() ?? "");
        yield return ("html", report.ToHtml());
        yield return ("sarif", report.ToSarif());
        yield return ("junit", report.ToJUnit());
        yield return ("github", report.ToGitHubAnnotations());
        yield return ("gitlab", report.ToGitLabCodeQuality());
        yield return ("markdown", report.ToMarkdown());
        yield return ("mermaid", report.ToMermaid());
    }

    private static ManifestSet Changed(ManifestSet set) => set.WithManifests(set.Select(Changed));

    /// <summary>The same object with each top-level value replaced by a word.</summary>
    private static Manifest Changed(Manifest manifest)
    {
        foreach (var key in manifest.Root.Entries.Select(e => e.Key).Where(k => k is not ("apiVersion" or "kind" or "metadata")).ToList())
        {
            if (key.AsSpan().IndexOfAny(".[]*") < 0 && key.Length > 0)
                manifest = manifest.With(key, "changed");
        }

        return manifest;
    }

    private static List<string> Paths(Manifest manifest)
    {
        var paths = new List<string>();
        var open = new Stack<Node>([manifest.Root]);
        while (open.TryPop(out var node) && paths.Count < 20)
        {
            if (node.Path.Length > 0)
                paths.Add(node.Path);
            foreach (var child in node.Entries.Select(e => e.Value).Concat(node.Items))
                open.Push(child);
        }

        return paths;
    }

    private static string Failure(Action assertion)
    {
        try
        {
            assertion();
            return "";
        }
        catch (XunitException e)
        {
            return e.Message;
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }
}
