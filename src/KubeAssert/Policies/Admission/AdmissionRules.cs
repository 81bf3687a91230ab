using System.Runtime.CompilerServices;
using KubeAssert.Admission;

namespace KubeAssert;

/// <content>Policies from the cluster's own.</content>
public partial class Policy
{
    /// <summary>
    /// A policy of what Kubernetes' own admission policies say: one rule <c>admission/NAME</c> for each ValidatingAdmissionPolicy that its bindings put into effect, with the
    /// server's message at the object's place; and the rule <c>admission/not-checked</c> for what can't be known without a cluster, which is never taken for a pass.
    /// A binding that denies makes errors, one that warns warnings, one that audits infos.
    /// </summary>
    /// <param name="policies">ValidatingAdmissionPolicies, their bindings and parameters; other manifests are passed over, so the set under test itself will do.</param>
    /// <param name="version">The Kubernetes version whose defaults objects are given before they are asked about; the newest that the package knows when null.</param>
    /// <exception cref="ArgumentException">There is no ValidatingAdmissionPolicy.</exception>
    public static Policy FromAdmissionPolicies(ManifestSet policies, KubernetesVersion? version = null)
    {
        ArgumentNullException.ThrowIfNull(policies);
        var all = AdmissionPolicies.Of(policies);
        if (all.Policies.Count == 0)
            throw new ArgumentException($"There is no ValidatingAdmissionPolicy among the {policies.Count} manifests.", nameof(policies));

        // all of them are asked at once and once: an object is made ready for the first and used by the others
        var verdicts = new ConditionalWeakTable<ManifestSet, Lazy<ILookup<string, Finding>>>();
        ILookup<string, Finding> VerdictsOn(ManifestSet manifests) => verdicts.GetValue(
            manifests, set => new Lazy<ILookup<string, Finding>>(() => all.Check(set, version ?? KubernetesVersion.Newest).ToLookup(f => f.RuleId, StringComparer.Ordinal))).Value;

        var names = all.Policies.Select(p => p.Name).ToList();
        return Of(
            $"the admission {(names.Count == 1 ? "policy" : "policies")} {string.Join(", ", names.Take(3))}{(names.Count > 3 ? $" and {names.Count - 3} more" : "")}",
            [.. all.Policies.Select(p => RuleOf(p, all.SeverityOf(p), VerdictsOn)), NotChecked(VerdictsOn)]);
    }

    private static Rule RuleOf(AdmissionPolicy policy, Severity usual, Func<ManifestSet, ILookup<string, Finding>> verdicts)
    {
        var id = AdmissionPolicies.IdOf(policy);
        var rule = Rule.ForSet(id, $"The admission policy {policy.Name} admits it", context =>
            context.Rule.Severity == usual ? verdicts(context.Manifests)[id] : verdicts(context.Manifests)[id].Select(f => f with { Severity = context.Rule.Severity }));
        return rule.Because("the cluster would refuse, warn of or note it").Severity(usual);
    }

    private static Rule NotChecked(Func<ManifestSet, ILookup<string, Finding>> verdicts) => Rule
        .ForSet(AdmissionPolicies.NotCheckedId, "Every admission policy can be evaluated", context =>
            verdicts(context.Manifests)[AdmissionPolicies.NotCheckedId].Select(f => f with { Severity = context.Rule.Severity }))
        .Because("what is not checked is not known to be right");
}
