namespace KubeAssert.Validation;

/// <summary>Kinds that have no check of their own: their metadata, and for reviews, which are not stored, what is asked.</summary>
/// <remarks>Sources: apimachinery: ValidateObjectMeta; kubernetes, <c>pkg/registry/authentication/tokenreview</c> and <c>pkg/registry/authorization</c>.</remarks>
internal static class OtherKindValidation
{
    public static void Check(Manifest manifest, Problems problems)
    {
        var root = manifest.Root;
        switch (manifest.Group, manifest.Kind)
        {
            case ("authentication.k8s.io", "TokenReview"):
                if (root["spec"].String("token").Length == 0)
                    problems.Add("required", root["spec"]["token"], "needs a token to review", "set token");
                break;
            case ("authorization.k8s.io", "SelfSubjectRulesReview"):
                if (root["spec"].String("namespace").Length == 0)
                    problems.Add("required", root["spec"]["namespace"], "needs a namespace to ask about", "set namespace");
                break;
            case ("authentication.k8s.io" or "authorization.k8s.io", _):
                break;
            default:
                var form = manifest.Group == "resource.k8s.io" ? NameForm.DnsSubdomain : NameForm.PathSegment;
                MetadataValidation.Check(root, form, !KubernetesScopes.IsClusterScoped(manifest.Group, manifest.Kind), problems);
                break;
        }
    }
}
