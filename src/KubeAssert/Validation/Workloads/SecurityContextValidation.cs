namespace KubeAssert.Validation;

/// <summary>Security contexts of containers and pods (core validation: ValidateSecurityContext, validatePodSpecSecurityContext).</summary>
internal static class SecurityContextValidation
{
    public static void CheckContainer(Node context, PodScope pod)
    {
        var problems = pod.Problems;
        CheckId(context, "runAsUser", problems);
        CheckId(context, "runAsGroup", problems);
        if (problems.Has(KubernetesFeature.ProcMountType) && context.Given("procMount") is { } procMount)
        {
            problems.Supports(procMount, "Default", "Unmasked");
            if (pod.HostUsers && procMount.AsString() == "Unmasked")
                problems.Add("conflict", procMount, "is Unmasked, which needs a user namespace", "set hostUsers: false in the pod's spec, or write Default");
        }

        CheckSeccomp(context, problems);
        CheckEscalation(context, problems);
        WindowsValidation.CheckOptions(context, problems);
        CheckAppArmor(context, problems);
    }

    public static void CheckPod(PodScope pod)
    {
        var problems = pod.Problems;
        if (pod.HostPid && pod.Spec.Boolean("shareProcessNamespace") == true)
            problems.Add("conflict", pod.Spec["shareProcessNamespace"], "stands beside hostPID; only one of them can be on", "remove one of them", NodePaths.Child(pod.Spec["securityContext"], "shareProcessNamespace"));
        if (pod.Spec.Given("securityContext") is not { } context)
            return;

        CheckId(context, "fsGroup", problems);
        CheckId(context, "runAsUser", problems);
        CheckId(context, "runAsGroup", problems);
        foreach (var group in context.List("supplementalGroups"))
            problems.InRange(group, 0, int.MaxValue);
        SysctlValidation.Check(context, pod);
        problems.Supports(context.Given("fsGroupChangePolicy"), "Always", "OnRootMismatch");
        CheckSeccomp(context, problems);
        WindowsValidation.CheckOptions(context, problems);
        CheckAppArmor(context, problems);
        if (problems.Has(KubernetesFeature.SupplementalGroupsPolicy))
            problems.Supports(context.Given("supplementalGroupsPolicy"), "Merge", "Strict");
        problems.Supports(context.Given("seLinuxChangePolicy"), "Recursive");
    }

    private static void CheckId(Node context, string key, Problems problems) => problems.InRange(context, key, 0, int.MaxValue);

    /// <summary>A container that is privileged or has SYS_ADMIN can raise its privileges whatever is written.</summary>
    private static void CheckEscalation(Node context, Problems problems)
    {
        if (context.Boolean("allowPrivilegeEscalation") != false)
            return;

        if (context.Boolean("privileged") == true)
            problems.Add("conflict", context, "is privileged, and forbids to raise privileges", "remove privileged: true, or remove allowPrivilegeEscalation: false");
        if (context.Given("capabilities") is not { } capabilities)
            return;
        foreach (var capability in capabilities.List("add"))
        {
            if (capability.AsString() == "CAP_SYS_ADMIN")
                problems.Add("conflict", capability, "adds CAP_SYS_ADMIN, and forbids to raise privileges", "remove the capability, or remove allowPrivilegeEscalation: false", context.Path);
        }
    }

    private static void CheckSeccomp(Node context, Problems problems)
    {
        if (context.Given("seccompProfile") is not { } profile)
            return;

        problems.RequireOneOf(profile, "type", "Localhost", "RuntimeDefault", "Unconfined");
        var path = profile.Given("localhostProfile");
        if (profile.String("type") != "Localhost")
        {
            if (path is not null)
                problems.Add("conflict", path, "is set although type is not Localhost", "remove it, or write type: Localhost");
        }
        else if (path is null)
        {
            problems.Add("required", profile["localhostProfile"], "needs localhostProfile, as type is Localhost", "set the path of the profile on the node");
        }
        else
        {
            VolumePaths.IsDescending(path, problems);
        }
    }

    private static void CheckAppArmor(Node context, Problems problems)
    {
        if (context.Given("appArmorProfile") is not { } profile)
            return;

        var path = profile.Given("localhostProfile");
        var type = profile.String("type");
        if (type is not ("Localhost" or "RuntimeDefault" or "Unconfined"))
        {
            problems.RequireOneOf(profile, "type", "Localhost", "RuntimeDefault", "Unconfined");
        }
        else if (type != "Localhost")
        {
            if (path is not null)
                problems.Add("conflict", path, "is set although type is not Localhost", "remove it, or write type: Localhost");
        }
        else if (string.IsNullOrWhiteSpace(path?.AsString()))
        {
            problems.Add("required", profile["localhostProfile"], "needs localhostProfile, as type is Localhost", "set the name of the profile on the node");
        }
        else if (path.AsString()!.Trim() != path.AsString())
        {
            problems.Add("invalid-name", path, "has blanks around the profile's name", $"write {path.AsString()!.Trim()}");
        }
        else if (path.AsString()!.Length > 4095)
        {
            problems.Add("too-long", path, "has more than 4095 characters", "shorten it");
        }
    }
}
