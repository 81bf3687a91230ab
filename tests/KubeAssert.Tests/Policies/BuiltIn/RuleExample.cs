namespace KubeAssert.Tests.RuleCatalogue;

/// <summary>What a rule's page shows and its tests hold: manifests that fail, that pass, and one at the edge.</summary>
/// <param name="Id">The rule's id.</param>
/// <param name="Fails">Manifests that the rule reports.</param>
/// <param name="Passes">The same, mended.</param>
/// <param name="Edge">What one may be in doubt about, as a sentence.</param>
/// <param name="EdgeManifests">Manifests that show it.</param>
public sealed record RuleExample(string Id, string Fails, string Passes, string Edge, string EdgeManifests)
{
    /// <summary>Whether the manifests at the edge are reported.</summary>
    public bool EdgeFails { get; init; }

    /// <summary>The rule with the parameters that the example needs; null for the defaults.</summary>
    public Rule? Rule { get; init; }

    /// <summary>How that rule is written in code.</summary>
    public string? Written { get; init; }

    /// <inheritdoc />
    public override string ToString() => Id;
}
