using KubeAssert;

namespace Org.KubernetesPolicies;

/// <summary>What every app of the house is held to.</summary>
public static class HousePolicy
{
    /// <summary>The house's own rules, what the clusters would refuse, and the baseline of the Pod Security Standards.</summary>
    public static Policy Default { get; } = Policy
        .Of("house rules", HouseRules.ImagesFromOurRegistry, HouseRules.EnoughReplicas, HouseRules.SecretsAreDeclared)
        .Combine(Policy.FromAdmissionPolicies(ClusterPolicies()))
        .Combine(PodSecurity.Baseline)
        .Named("house rules");

    private static ManifestSet ClusterPolicies()
    {
        using var file = typeof(HousePolicy).Assembly.GetManifestResourceStream("team-is-named.yaml")!;
        return Manifests.FromStream(file, "team-is-named.yaml");
    }
}
