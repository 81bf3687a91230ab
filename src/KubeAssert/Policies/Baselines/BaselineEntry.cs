namespace KubeAssert.PolicyRules;

/// <summary>A line of a baseline: so many known findings of one rule at one place.</summary>
/// <param name="Key">Which findings.</param>
/// <param name="Times">How many of them.</param>
/// <param name="Place">Where the first was when it was written, for people.</param>
/// <param name="Location">Where the entry itself is; default for one that is not written yet.</param>
internal sealed record BaselineEntry(BaselineKey Key, int Times, string Place, Location Location);
