using KubeAssert.Cel;

namespace KubeAssert.Validation;

/// <summary>Leases and LeaseCandidates (coordination.k8s.io).</summary>
/// <remarks>Source: coordination validation: ValidateLease, ValidateLeaseCandidate.</remarks>
internal static class LeaseValidation
{
    private static readonly SemverValue None = new(0, 0, 0, []);

    public static void Check(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: true, problems, keepsGeneration: true);
        var spec = root["spec"];
        if (spec.Integer("leaseDurationSeconds") is { } seconds and <= 0)
            problems.Add("out-of-range", spec["leaseDurationSeconds"], $"is {seconds}; it must be positive", "set 1 or more");

        // strategy and preferredHolder are dropped while the gate CoordinatedLeaderElection is off, as it is by default
        problems.NotNegative(spec, "leaseTransitions");
    }

    /// <summary>A component that would lead: what it runs, and how the leader is chosen.</summary>
    public static void CheckCandidate(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.ConfigKey, isNamespaced: true, problems);
        var spec = root["spec"];

        // v1alpha1 had a list of strategies, and is not served any more
        if (problems.Manifest.Version == "v1alpha1")
            return;
        problems.Require(spec, "leaseName");
        problems.Require(spec, "binaryVersion");
        var emulated = ReadVersion(spec, "emulationVersion", problems);
        var binary = ReadVersion(spec, "binaryVersion", problems);
        if (spec.String("binaryVersion").Length > 0 && spec.String("emulationVersion").Length > 0 && binary.CompareTo(emulated) < 0)
            problems.Add("out-of-range", spec["binaryVersion"], "is lower than emulationVersion", "raise binaryVersion, or lower emulationVersion");
        if (problems.Require(spec, "strategy", "use OldestEmulationVersion"))
            CheckStrategy(spec, emulated, problems);
    }

    private static void CheckStrategy(Node spec, SemverValue emulated, Problems problems)
    {
        var strategy = spec.String("strategy");
        var path = NodePaths.Child(spec["strategy"], "strategy");
        if (strategy == "OldestEmulationVersion" && emulated.CompareTo(None) == 0)
            problems.Add("required", spec["emulationVersion"], "is needed where the strategy is OldestEmulationVersion", "set emulationVersion");
        if (strategy.Contains('/', StringComparison.Ordinal))
            problems.HasForm(spec["strategy"], NameForm.LabelKey, path);
        else if (strategy != "OldestEmulationVersion")
            problems.Unsupported(spec["strategy"], ["OldestEmulationVersion"], path);
    }

    /// <summary>A version that is missing or can't be read counts as 0.0.0.</summary>
    private static SemverValue ReadVersion(Node spec, string key, Problems problems)
    {
        var text = spec.String(key);
        if (text.Length == 0)
            return None;
        if (SemverValue.Parse(text, normalize: false) is { } version)
            return version;
        problems.Add("invalid-version", spec[key], $"is {NameForm.Quoted(text)}, which is not a valid semantic version", "write it as 1.31.0");
        return None;
    }
}
