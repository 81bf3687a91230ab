using KubeAssert.Cluster.Observation;

namespace KubeAssert.Conformance.Replay;

/// <summary>What kubectl said to an apply: which manifests the server took, and what it answered to the others.</summary>
internal static class RecordedApply
{
    public static IEnumerable<Observation> Read(DateTimeOffset at, IReadOnlyList<Manifest> manifests, string ns, string stdout, string stderr)
    {
        var answers = Answers(stderr);
        var taken = stdout.Split('\n').Select(l => l.Split(' ')[0]).ToHashSet(StringComparer.Ordinal);
        var refused = answers.Count == 0 ? [] : manifests.Where(m => !taken.Contains(Shown(m))).ToList();

        yield return new Applied(at, manifests.Except(refused).ToArray(), ns);
        foreach (var manifest in refused)
        {
            var answer = answers.Find(a => a.Contains('"' + manifest.Name + '"', StringComparison.Ordinal)) ?? answers[0];
            yield return new Rejected(at, manifest, ns, Reason(answer), answer, IsRetried: false);
        }
    }

    /// <summary>Marks what the server did not know yet, but a definition among all that was applied teaches it.</summary>
    public static List<Observation> WithDefinitions(List<Observation> observations)
    {
        var defined = observations.OfType<Applied>().SelectMany(a => a.Manifests).Where(m => m.Kind == "CustomResourceDefinition")
            .Select(m => (m["spec"]["group"].Text, m["spec"]["names"]["kind"].Text)).ToHashSet();
        return observations.ConvertAll(o => o is Rejected r && r.Message.Contains("no matches for kind", StringComparison.Ordinal) && defined.Contains((r.Manifest.Group, r.Manifest.Kind))
            ? r with { IsRetried = true }
            : o);
    }

    // an answer may go on over lines that begin with an asterisk
    private static List<string> Answers(string stderr)
    {
        var answers = new List<string>();
        foreach (var line in stderr.Split('\n').Where(l => l.Length > 0 && !l.StartsWith("Warning:", StringComparison.Ordinal)))
        {
            if (answers.Count > 0 && (line.StartsWith("* ", StringComparison.Ordinal) || line.StartsWith("ensure CRDs", StringComparison.Ordinal)))
                answers[^1] += " " + line;
            else
                answers.Add(line);
        }

        return answers;
    }

    private static string Shown(Manifest manifest) =>
        manifest.Kind.ToLowerInvariant() + (manifest.Group.Length > 0 ? "." + manifest.Group : "") + "/" + manifest.Name;

    // Error from server (Forbidden): ...
    private static string Reason(string answer)
    {
        var open = answer.IndexOf('(', StringComparison.Ordinal);
        var close = open < 0 ? -1 : answer.IndexOf("):", open, StringComparison.Ordinal);
        return close > open && answer.StartsWith("Error from server", StringComparison.Ordinal) ? answer[(open + 1)..close] : "";
    }
}
