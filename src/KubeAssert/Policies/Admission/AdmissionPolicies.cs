using KubeAssert.Cel;

namespace KubeAssert.Admission;

/// <summary>The ValidatingAdmissionPolicies of a manifest set with their bindings and parameters, and what they say to the other manifests.</summary>
internal sealed class AdmissionPolicies
{
    public const string NotCheckedId = "admission/not-checked";

    private readonly List<AdmissionPolicy> _policies;
    private readonly List<Manifest> _bindings;
    private readonly ManifestSet _parameters;

    private AdmissionPolicies(IEnumerable<Manifest> policies, IEnumerable<Manifest> bindings, ManifestSet parameters)
    {
        _policies = [.. policies.Select(AdmissionPolicy.Of)];
        _bindings = [.. bindings];
        _parameters = parameters;
    }

    public IReadOnlyList<AdmissionPolicy> Policies => _policies;

    /// <param name="manifests">Where policies, bindings and parameters are; other manifests are passed over.</param>
    public static AdmissionPolicies Of(ManifestSet manifests) => new(
        manifests.Where(m => m is { Group: "admissionregistration.k8s.io", Kind: "ValidatingAdmissionPolicy" }),
        manifests.Where(m => m is { Group: "admissionregistration.k8s.io", Kind: "ValidatingAdmissionPolicyBinding" }),
        manifests);

    /// <summary>What the policies say to each manifest of a set, and what can't be known about them.</summary>
    public IEnumerable<Finding> Check(ManifestSet manifests, KubernetesVersion version)
    {
        foreach (var policy in _policies)
        {
            foreach (var (place, message) in policy.Problems)
                yield return Find(IdOf(policy), Severity.Error, policy.Source, place, message, "correct the expression");
            if (BindingsOf(policy).Count == 0)
                yield return NotChecked(policy.Source, policy.Source.Root, $"no binding puts the policy {policy.Name} into effect, so nothing is held to it", "add a ValidatingAdmissionPolicyBinding to it");
        }

        foreach (var binding in _bindings.Where(b => !_policies.Exists(p => IsBound(b, p))))
            yield return NotChecked(binding, binding["spec"]["policyName"], $"binds the policy {binding["spec"]["policyName"].AsString()}, which is not among the manifests", "add the policy");

        if (_policies.Count == 0)
            yield break;
        var requests = new AdmissionRequests(manifests, version);
        foreach (var manifest in manifests.Where(m => m.Group != "admissionregistration.k8s.io"))
        {
            foreach (var decision in Judge(requests.Of(manifest)))
                yield return FindingOf(decision, manifest);
        }
    }

    /// <summary>The id under which a policy reports.</summary>
    public static string IdOf(AdmissionPolicy policy) => "admission/" + policy.Name;

    /// <summary>How much a finding of a policy matters at most: as its bindings say.</summary>
    public Severity SeverityOf(AdmissionPolicy policy) => BindingsOf(policy).Select(SeverityOf).DefaultIfEmpty(Severity.Error).Max();

    /// <summary>What the policies say to one request.</summary>
    public IEnumerable<AdmissionDecision> Judge(AdmissionRequest request)
    {
        foreach (var binding in _bindings)
        {
            var spec = binding["spec"];
            var policy = _policies.Find(p => p.Name == spec["policyName"].AsString());
            if (policy is null || policy.Problems.Count > 0 || !AdmissionMatch.Matches(policy.Constraints, request, rulesRequired: true)
                || !AdmissionMatch.Matches(spec["matchResources"], request, rulesRequired: false))
            {
                continue;
            }

            foreach (var parameters in ParametersOf(policy, spec["paramRef"], request))
            {
                foreach (var verdict in policy.Judge(request, parameters))
                    yield return new AdmissionDecision(policy, binding, verdict);
            }
        }
    }

    private List<CelValue> ParametersOf(AdmissionPolicy policy, Node reference, AdmissionRequest request)
    {
        if (policy.ParamKind is not { } kind || !reference.HasValue)
            return [NullValue.Instance];
        var namespaceName = reference["namespace"].AsString() ?? request.NamespaceName;
        var isGlobal = KubernetesScopes.IsClusterScoped(kind.ApiVersion.Split('/')[0], kind.Kind);
        var found = _parameters.Where(m => m.ApiVersion == kind.ApiVersion && m.Kind == kind.Kind
            && (isGlobal || (m.Namespace ?? _parameters.DefaultNamespace) == namespaceName)
            && (reference["name"].AsString() is { } name ? m.Name == name : LabelSelector.Of(reference["selector"]).Matches(m.Labels)));
        var values = found.Select(m => NodeValue.Of(m.Root)).ToList();
        if (values.Count > 0)
            return values;
        // a parameter that is not among the manifests may well be in the cluster
        return [AdmissionRequest.Unknown($"its parameter {kind.Kind}{(reference["name"].AsString() is { } missing ? "/" + missing : "")} is not among the manifests")];
    }

    private List<Manifest> BindingsOf(AdmissionPolicy policy) => _bindings.FindAll(b => IsBound(b, policy));

    private static bool IsBound(Manifest binding, AdmissionPolicy policy) => binding["spec"]["policyName"].AsString() == policy.Name;

    private static Severity SeverityOf(Manifest binding)
    {
        var actions = binding["spec"]["validationActions"].Items.Select(i => i.AsString()).ToList();
        return actions.Contains("Deny") ? Severity.Error : actions.Contains("Warn") ? Severity.Warning : Severity.Info;
    }

    private static Finding FindingOf(AdmissionDecision decision, Manifest manifest)
    {
        var (policy, binding, verdict) = decision;
        var message = verdict.Message.ReplaceLineEndings(" ");
        return verdict.IsNotChecked
            ? NotChecked(manifest, manifest.Root, $"not checked against the policy {policy.Name}: {message}", "add to the manifests what is missing, or exempt it and check it on a cluster")
            : Find(IdOf(policy), SeverityOf(binding), manifest, manifest.Root, message, $"meet the policy {policy.Name} ({verdict.Source.Location})");
    }

    private static Finding NotChecked(Manifest manifest, Node place, string message, string fix) =>
        Find(NotCheckedId, Severity.Error, manifest, place, message, fix);

    private static Finding Find(string rule, Severity severity, Manifest manifest, Node place, string message, string fix) => new()
    {
        RuleId = rule,
        Severity = severity,
        Manifest = manifest,
        Path = place.Path,
        Location = place.Location,
        Message = message,
        Fix = fix,
    };
}

/// <summary>A verdict, with the policy and the binding it comes from.</summary>
internal sealed record AdmissionDecision(AdmissionPolicy Policy, Manifest Binding, AdmissionVerdict Verdict);
