using System.Globalization;

namespace KubeAssert.PolicyRules;

/// <summary>The findings that a team knows of, and how they are set aside.</summary>
internal sealed class Baseline(string path, IReadOnlyList<BaselineEntry> entries, UpdateRequest update)
{
    public const string FixedId = "policy/fixed-in-baseline";
    public const string WrittenId = "policy/baseline-written";
    public const string RefusedId = "policy/baseline-not-written";

    /// <summary>The file's name, as given.</summary>
    public string Name => SettingsFile.Named(path);

    public IReadOnlyList<BaselineEntry> Entries => entries;

    /// <exception cref="PolicyReadException">There is no such file and none is to be written, or something in it is wrong.</exception>
    public static Baseline Load(string path, UpdateRequest update) =>
        update == UpdateRequest.Granted && SettingsFile.Find(path) is null ? new Baseline(path, [], update) : new Baseline(path, BaselineFile.Read(path), update);

    /// <summary>Takes what is known out of the findings, and adds what is listed and was not found.</summary>
    public List<Finding> SetAside(IReadOnlyList<Finding> found, ManifestSet manifests, string policy, List<Finding> known)
    {
        var open = new List<Finding>();
        var now = Group(found, manifests);
        if (update == UpdateRequest.Granted && !Same(now))
        {
            open.Add(Write(now, policy));
            known.AddRange(found.Where(IsListed));
            open.AddRange(found.Where(f => !IsListed(f)));
            return open;
        }

        if (update == UpdateRequest.Refused)
            open.Add(Refused());
        var left = entries.GroupBy(e => e.Key).ToDictionary(g => g.Key, g => g.Sum(e => e.Times));
        foreach (var finding in found)
        {
            var key = BaselineKey.Of(finding, manifests);
            if (!IsListed(finding) || left.GetValueOrDefault(key) == 0)
            {
                open.Add(finding);
                continue;
            }

            left[key]--;
            known.Add(finding);
        }

        // where an entry stands twice, what is left is told of the last of them
        open.AddRange(entries.Reverse().DistinctBy(e => e.Key).Reverse().Where(e => left[e.Key] > 0).Select(e => Fixed(e, left[e.Key])));
        return open;
    }

    /// <summary>What a policy itself says - an exemption that is stale, say - is never part of a baseline.</summary>
    public static bool IsListed(Finding finding) => !finding.RuleId.StartsWith("policy/", StringComparison.Ordinal);

    /// <summary>Findings as entries, in the order in which they are written.</summary>
    public static List<BaselineEntry> Group(IEnumerable<Finding> findings, ManifestSet manifests) =>
        findings.Where(IsListed).GroupBy(f => BaselineKey.Of(f, manifests)).OrderBy(g => g.Key)
            .Select(g => new BaselineEntry(g.Key, g.Count(), g.First().Location.ToString(), default)).ToList();

    private bool Same(List<BaselineEntry> now) =>
        now.Count == entries.Count && now.Zip(entries, (a, b) => a.Key == b.Key && a.Times == b.Times).All(same => same);

    private Finding Write(List<BaselineEntry> now, string policy)
    {
        var place = BaselineFile.Write(path, policy, now, entries);
        var before = entries.Select(e => e.Key).ToHashSet();
        var after = now.Select(e => e.Key).ToHashSet();
        return new Finding
        {
            RuleId = WrittenId,
            Location = new Location(place, 0, 0),
            Message = string.Create(
                CultureInfo.InvariantCulture,
                $"the baseline was written anew with {now.Sum(e => e.Times)} findings: {after.Count(k => !before.Contains(k))} entries more, {before.Count(k => !after.Contains(k))} gone"),
            Fix = $"look at what changed in it, unset {UpdateRequest.Variable} and run the test again",
        };
    }

    private Finding Refused() => new()
    {
        RuleId = RefusedId,
        Location = new Location(Name, 0, 0),
        Message = $"{UpdateRequest.Variable} is set on a build server, where no baseline is written",
        Fix = "unset it there; write the baseline on your machine and commit it",
    };

    private static Finding Fixed(BaselineEntry entry, int left) => new()
    {
        RuleId = FixedId,
        Location = entry.Location,
        Message = string.Create(CultureInfo.InvariantCulture, $"{entry.Key} is {(left == entry.Times ? "" : $"found {entry.Times - left} instead of {entry.Times} times, the rest is ")}fixed"),
        Fix = left == entry.Times ? "remove it from the baseline" : string.Create(CultureInfo.InvariantCulture, $"set times: {entry.Times - left}"),
    };
}
