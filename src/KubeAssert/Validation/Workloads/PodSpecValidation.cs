namespace KubeAssert.Validation;

/// <summary>The spec of a pod or of a pod template (core validation: ValidatePodSpec).</summary>
internal static class PodSpecValidation
{
    public static void Check(PodScope pod)
    {
        var (spec, problems) = (pod.Spec, pod.Problems);
        VolumeValidation.Check(pod);
        PodResourceClaimValidation.Check(pod);
        ContainerValidation.CheckAll(pod);
        PodResourceValidation.Check(pod);
        problems.OneOf(spec, "restartPolicy", "Always", "OnFailure", "Never");
        if (spec.Given("nodeSelector") is { } selector)
            LabelsValidation.CheckLabels(selector, problems);
        SecurityContextValidation.CheckPod(pod);
        if (spec.Given("affinity") is { } affinity)
            AffinityValidation.Check(affinity, pod);
        DnsValidation.Check(pod);
        CheckGates(spec, problems);
        TopologySpreadValidation.Check(pod);
        WindowsValidation.CheckPod(pod);
        CheckUserNamespace(pod);
        CheckNames(spec, problems);
        problems.InRange(spec, "activeDeadlineSeconds", 1, int.MaxValue);
        TolerationValidation.Check(spec.List("tolerations"), problems);
        problems.Supports(spec.Given("preemptionPolicy"), "PreemptLowerPriority", "Never");
        if (spec.Given("overhead") is { } overhead)
            ResourceValidation.CheckOverhead(overhead, problems);
    }

    private static void CheckNames(Node spec, Problems problems)
    {
        if (spec.String("serviceAccountName").Length > 0)
            problems.HasForm(spec["serviceAccountName"], NameForm.DnsSubdomain);
        else if (spec.String("serviceAccount") is { Length: > 0 } alias && !Names.IsDnsSubdomain(alias))
            problems.HasForm(spec["serviceAccount"], NameForm.DnsSubdomain, NodePaths.Child(spec, "serviceAccountName"));
        problems.HasFormIfGiven(spec, "nodeName", NameForm.DnsSubdomain);
        problems.HasFormIfGiven(spec, "priorityClassName", NameForm.DnsSubdomain);
        if (spec.Given("runtimeClassName") is { } runtimeClass)
            problems.HasForm(runtimeClass, NameForm.DnsSubdomain);
    }

    private static void CheckGates(Node spec, Problems problems)
    {
        foreach (var gate in spec.List("readinessGates"))
            problems.HasForm(gate["conditionType"], NameForm.LabelKey);

        var names = new SeenTexts();
        foreach (var gate in spec.List("schedulingGates"))
        {
            var name = gate.String("name");
            if (!Names.IsLabelKey(name))
                problems.HasForm(gate["name"], NameForm.LabelKey, gate.Path);
            if (!names.Add(name))
                problems.Add("duplicate", gate, $"is a second gate called {name}", "keep one of them");
        }
    }

    /// <summary>A pod in a user namespace of its own shares no other namespace with the node (core validation: validateHostUsers).</summary>
    private static void CheckUserNamespace(PodScope pod)
    {
        if (pod.HostUsers)
            return;

        var (spec, problems) = (pod.Spec, pod.Problems);
        if (pod.HostNetwork)
            problems.Add("conflict", spec["hostNetwork"], "is on, and hostUsers is false", "remove one of them");
        if (pod.HostPid)
            problems.Add("conflict", spec["hostPID"], "is on, and hostUsers is false", "remove one of them", NodePaths.Child(spec, "HostPID"));
        if (pod.HostIpc)
            problems.Add("conflict", spec["hostIPC"], "is on, and hostUsers is false", "remove one of them", NodePaths.Child(spec, "HostIPC"));
        CheckDevices(spec.List("containers"), problems);
        CheckDevices(spec.List("initContainers"), problems);
    }

    private static void CheckDevices(ReadOnlySpan<Node> containers, Problems problems)
    {
        foreach (var container in containers)
        {
            if (!container.List("volumeDevices").IsEmpty)
                problems.Add("conflict", container["volumeDevices"], "are used, and hostUsers is false", "mount the volumes, or remove hostUsers");
        }
    }
}
