using KubeAssert.PolicyRules;

namespace KubeAssert;

/// <summary>
/// Baselines: files that list the findings a team knows of, so that a policy can be adopted where much is to be mended. New findings fail, and an
/// entry whose finding is fixed fails until it is removed. A finding is known by rule, object and path, names in place of positions; its line may move.
/// </summary>
public static class PolicyBaseline
{
    /// <summary>Writes what a policy finds in a set now as a baseline. Where the file is there already, it is replaced.</summary>
    /// <param name="path">The file; a relative one as <see cref="Manifests.Load(string[])"/> looks for it, and in the test project's folder where there is none.</param>
    /// <param name="policy">The policy; a baseline that it has already does not count.</param>
    /// <param name="manifests">What to look at.</param>
    /// <param name="time">Tells the day on which exemptions end.</param>
    /// <returns>How many findings are listed.</returns>
    public static int Write(string path, Policy policy, ManifestSet manifests, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(manifests);
        var findings = new Policy(policy.Settings with { Baseline = null }).Evaluate(manifests, time).Findings;
        var entries = Baseline.Group(findings, manifests);
        BaselineFile.Write(path, policy.Name, entries, SettingsFile.Find(path) is null ? [] : BaselineFile.Read(path));
        return entries.Sum(e => e.Times);
    }
}

/// <content>Policies with a baseline.</content>
public partial class Policy
{
    /// <summary>
    /// Sets aside the findings that a file lists; see <see cref="PolicyBaseline"/>. The file is written on explicit request alone: by
    /// <see cref="PolicyBaseline.Write"/>, or while the environment variable <c>KUBEASSERT_UPDATE_BASELINE</c> is <c>1</c>, which fails the test that
    /// wrote it, and is refused on build servers.
    /// </summary>
    /// <param name="path">The file: <c>kubeassert.baseline.yaml</c>; looked for as <see cref="Load(string)"/> does.</param>
    /// <exception cref="PolicyReadException">There is no such file, or something in it is wrong; all problems are listed with their places.</exception>
    public Policy WithBaseline(string path) => WithBaseline(path, UpdateRequest.Of(Environment.GetEnvironmentVariable));

    internal Policy WithBaseline(string path, UpdateRequest update) => new(_settings with { Baseline = Baseline.Load(path, update) });
}
