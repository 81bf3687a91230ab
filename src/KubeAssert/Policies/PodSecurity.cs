using KubeAssert.PolicyRules.BuiltIn.PodSecurityStandards;

namespace KubeAssert;

/// <summary>
/// The Pod Security Standards, decided as the admission of Kubernetes 1.37 (policy version <c>latest</c>) decides them, for the pods of every
/// workload. Source: https://kubernetes.io/docs/concepts/security/pod-security-standards/.
/// </summary>
public static class PodSecurity
{
    /// <summary>Prevents known privilege escalations; fits most applications.</summary>
    public static Policy Baseline { get; } = Policy.Of("Pod Security baseline", BaselineChecks.All);

    /// <summary>Current best practice for hardening pods; all of baseline and more.</summary>
    public static Policy Restricted { get; } = Policy.Of(
        "Pod Security restricted",
        [.. BaselineChecks.All.Where(r => !RestrictedChecks.Replaced.Contains(r)), .. RestrictedChecks.All]);
}
