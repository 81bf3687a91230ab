namespace KubeAssert.Validation;

/// <summary>Leases and LeaseCandidates (coordination.k8s.io).</summary>
/// <remarks>Source: coordination validation: ValidateLease.</remarks>
internal static class LeaseValidation
{
    public static void Check(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: true, problems);
        var spec = root["spec"];
        if (spec.Integer("leaseDurationSeconds") is { } seconds and <= 0)
            problems.Add("out-of-range", spec["leaseDurationSeconds"], $"is {seconds}; it must be positive", "set 1 or more");
        problems.NotNegative(spec, "leaseTransitions");

        // The API server drops the strategy while its alpha feature is off.
        if (spec.String("preferredHolder").Length > 0 && spec.String("strategy").Length == 0)
            problems.Add("forbidden", spec["preferredHolder"], "belongs to a strategy", "set strategy, or remove it");
    }
}
