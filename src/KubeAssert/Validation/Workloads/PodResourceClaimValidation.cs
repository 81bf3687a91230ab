namespace KubeAssert.Validation;

/// <summary>Claims of devices by a pod (core/v1 PodResourceClaim; core validation: validatePodResourceClaims).</summary>
internal static class PodResourceClaimValidation
{
    public static void Check(PodScope pod)
    {
        var problems = pod.Problems;
        if (!problems.Has(KubernetesFeature.DynamicResourceAllocation))
            return;
        var names = new SeenTexts();
        foreach (var claim in pod.Spec.List("resourceClaims"))
        {
            if (problems.Require(claim, "name"))
            {
                if (!names.Add(claim.String("name")))
                    problems.Add("duplicate", claim["name"], $"is {claim.String("name")}, which another claim of the pod is called", "give each claim a name of its own");
                else
                    problems.HasForm(claim["name"], NameForm.DnsLabel);
            }

            var direct = claim.Given("resourceClaimName");
            var template = claim.Given("resourceClaimTemplateName");
            if (direct is null == template is null)
                problems.Add("one-source", claim, direct is null ? "names no claim" : "names both a claim and a template", "set resourceClaimName or resourceClaimTemplateName");
            if (direct is not null)
                problems.HasForm(direct, NameForm.DnsSubdomain);
            if (template is not null)
                problems.HasForm(template, NameForm.DnsSubdomain);
        }
    }
}
