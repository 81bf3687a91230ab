using System.Globalization;
using FluentAssertions;
using KubeAssert.OpenApi;
using KubeAssert.Validation;

namespace KubeAssert.Assertions;

/// <content>What the API server would say.</content>
public sealed partial class ManifestSetAssertions
{
    private const string Deprecations = "schema/deprecated-";

    /// <summary>
    /// Asserts that the API server would accept every object: its schema, and all that it checks beyond. Deprecations are warnings of the server and do not fail; see
    /// <see cref="HaveNoDeprecations"/>.
    /// </summary>
    /// <param name="version">The Kubernetes version; the newest that the package knows when null.</param>
    /// <param name="schemas">Definitions of custom kinds beside those in the set; none when null.</param>
    [CustomAssertion]
    public AndConstraint<ManifestSetAssertions> BeValid(
        KubernetesVersion? version = null, Schemas? schemas = null, string because = "", params object[] becauseArgs)
    {
        var on = version ?? KubernetesVersion.Newest;
        return Find($"be valid on Kubernetes {on}", because, becauseArgs, set => Errors(set, on, schemas));
    }

    /// <summary>Asserts that the API server would refuse at least one object.</summary>
    /// <param name="version">The Kubernetes version; the newest that the package knows when null.</param>
    /// <param name="schemas">Definitions of custom kinds beside those in the set; none when null.</param>
    [CustomAssertion]
    public AndConstraint<ManifestSetAssertions> NotBeValid(
        KubernetesVersion? version = null, Schemas? schemas = null, string because = "", params object[] becauseArgs)
    {
        var on = version ?? KubernetesVersion.Newest;
        return Expect($"not be valid on Kubernetes {on}", because, becauseArgs, set => Errors(set, on, schemas).Count > 0
            ? null
            : set.Count == 1 ? $"{set[0]} is" : string.Create(CultureInfo.InvariantCulture, $"all {set.Count} manifests are"));
    }

    /// <summary>Asserts that the API server of every minor version of a range would accept every object.</summary>
    [CustomAssertion]
    public AndConstraint<ManifestSetAssertions> BeValidOnEach(KubernetesVersion from, KubernetesVersion to, string because = "", params object[] becauseArgs) =>
        Find($"be valid on Kubernetes {from} to {to}", because, becauseArgs, set => KubernetesVersion.Range(from, to)
            .SelectMany(version => Errors(set, version, null)
                .Where(f => version == to || f.RuleId != MissingDefinitions.Rule)
                .Select(f => f.RuleId == MissingDefinitions.Rule ? f : f with { Message = $"on {version}: {f.Message}" }))
            .ToList());

    /// <summary>Asserts that the API server would warn of nothing that is deprecated.</summary>
    /// <param name="version">The Kubernetes version; the newest that the package knows when null.</param>
    [CustomAssertion]
    public AndConstraint<ManifestSetAssertions> HaveNoDeprecations(KubernetesVersion? version = null, string because = "", params object[] becauseArgs)
    {
        var on = version ?? KubernetesVersion.Newest;
        return Find($"have no deprecations on Kubernetes {on}", because, becauseArgs, set =>
            ManifestValidation.Check(set, on).Where(f => f.RuleId.StartsWith(Deprecations, StringComparison.Ordinal)).ToList());
    }

    private static List<Finding> Errors(ManifestSet set, KubernetesVersion version, Schemas? schemas) =>
        ManifestValidation.Check(set, version, schemas).Where(f => f.Severity == Severity.Error).ToList();
}
