using KubeAssert.Validation;

namespace KubeAssert;

/// <summary>
/// What the API server would say to a set, as a policy: so that single findings can be exempted, with a reason, and reported like those of any
/// other rule.
/// </summary>
/// <example><code>
/// shop.Should().Satisfy(Validity.On(KubernetesVersion.V1_34)
///     .Except("validation/port-name").For("Deployment/legacy").Because("the operator rewrites it"));
/// </code></example>
public static class Validity
{
    /// <summary>The policy for one version.</summary>
    /// <param name="version">The Kubernetes version; the newest that the package knows when null.</param>
    /// <param name="schemas">Definitions of custom kinds beside those in the set; none when null.</param>
    public static Policy On(KubernetesVersion? version = null, Schemas? schemas = null)
    {
        var on = version ?? KubernetesVersion.Newest;
        var rule = Rule.ForSet("api-server", $"The API server of Kubernetes {on} accepts it", context => ManifestValidation.Check(context.Manifests, on, schemas));
        return Policy.Of($"what Kubernetes {on} accepts", new Rule(rule.Info with { Families = ["schema", "validation"] }, rule.Body));
    }
}
