using KubeAssert.Cel;
using KubeAssert.OpenApi;

namespace KubeAssert.Admission;

/// <summary>The ValidatingAdmissionPolicies of a manifest set with their bindings and parameters, and what they say to the other manifests.</summary>
internal sealed class AdmissionPolicies
{
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

    /// <summary>What the policies say to each manifest of a set.</summary>
    public IEnumerable<Finding> Check(ManifestSet manifests, KubernetesVersion version)
    {
        foreach (var policy in _policies)
        {
            foreach (var (place, message) in policy.Problems)
                yield return Find("admission/" + policy.Name, Severity.Error, policy.Source, place, message, "correct the expression");
        }

        if (_policies.Count == 0)
            yield break;
        foreach (var manifest in manifests.Where(m => m.Group != "admissionregistration.k8s.io"))
        {
            var request = RequestOf(manifest, manifests, version);
            foreach (var decision in Judge(request))
                yield return FindingOf(decision, manifest);
        }
    }

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

    private static AdmissionRequest RequestOf(Manifest manifest, ManifestSet set, KubernetesVersion version)
    {
        var definition = set.FirstOrDefault(m => m is { Group: "apiextensions.k8s.io", Kind: "CustomResourceDefinition" }
            && m["spec"]["group"].AsString() == manifest.Group && m["spec"]["names"]["kind"].AsString() == manifest.Kind);
        var isGlobal = KubernetesScopes.IsClusterScoped(manifest.Group, manifest.Kind) || definition?["spec"]["scope"].AsString() == "Cluster";
        var namespaceName = isGlobal ? null : manifest.Namespace ?? set.DefaultNamespace;
        var namespaceManifest = set.FirstOrDefault(m => m is { Group: "", Kind: "Namespace" } && m.Name == namespaceName);
        return new AdmissionRequest(
            manifest,
            ServedObject.Of(manifest, version, namespaceName),
            definition?["spec"]["names"]["plural"].AsString() ?? KindNames.Plural(manifest.Kind),
            namespaceName,
            namespaceManifest is null ? null : ServedObject.Of(namespaceManifest, version, null));
    }

    private static Finding FindingOf(AdmissionDecision decision, Manifest manifest)
    {
        var actions = decision.Binding["spec"]["validationActions"].Items.Select(i => i.AsString()).ToList();
        if (decision.Verdict.IsNotChecked)
            return Find("admission/not-checked", Severity.Info, manifest, manifest.Root, $"not checked against the policy {decision.Policy.Name}: {decision.Verdict.Message}", "check it on a cluster");
        var severity = actions.Contains("Deny") ? Severity.Error : actions.Contains("Warn") ? Severity.Warning : Severity.Info;
        return Find("admission/" + decision.Policy.Name, severity, manifest, manifest.Root, decision.Verdict.Message.ReplaceLineEndings(" "), $"meet the policy {decision.Policy.Name} ({decision.Verdict.Source.Location})");
    }

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
