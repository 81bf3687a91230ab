namespace KubeAssert.Validation;

/// <summary>StatefulSets (apps/v1; apps validation: ValidateStatefulSetSpec). Their pods are called after them, so their names are DNS labels.</summary>
internal static class StatefulSetValidation
{
    public static void Check(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsLabel, isNamespaced: true, problems);
        var spec = root["spec"];
        problems.OneOf(spec, "podManagementPolicy", "OrderedReady", "Parallel");
        CheckStrategy(spec, problems);
        CheckRetention(spec, problems);
        if (problems.Has(KubernetesFeature.ClaimTemplatesAreValidated))
        {
            foreach (var template in spec.List("volumeClaimTemplates"))
                PersistentVolumeClaimSpecValidation.Check(template["spec"], problems);
        }

        problems.NotNegative(spec, "replicas");
        problems.NotNegative(spec, "minReadySeconds");
        if (spec.Given("ordinals") is { } ordinals)
            problems.NotNegative(ordinals, "start");
        var validatesTemplate = problems.Has(KubernetesFeature.StatefulSetTemplateIsValidated);
        if (validatesTemplate)
            problems.HasFormIfGiven(spec, "serviceName", NameForm.DnsLabel);

        if (SelectorValidation.CheckOfWorkload(spec, problems))
        {
            if (validatesTemplate)
                CheckClaimNames(spec, problems);
            PodTemplateValidation.Check(spec, problems, spec.Given("volumeClaimTemplates"), namesItself: true, checksPod: validatesTemplate);
        }

        PodTemplateValidation.CheckRunsForever(spec, problems);
    }

    private static void CheckStrategy(Node spec, Problems problems)
    {
        if (spec.Given("updateStrategy") is not { } strategy)
            return;

        var rolling = strategy.Given("rollingUpdate");
        switch (strategy.String("type"))
        {
            case "OnDelete":
                if (rolling is not null)
                    problems.Add("conflict", rolling, "is set, and the strategy is OnDelete", "remove rollingUpdate, or write type: RollingUpdate");
                break;
            case "" or "RollingUpdate":
                if (rolling is not null)
                    CheckRolling(rolling, problems);
                break;
            default:
                problems.Unsupported(strategy["type"], ["OnDelete", "RollingUpdate"], strategy.Path);
                break;
        }
    }

    private static void CheckRolling(Node rolling, Problems problems)
    {
        problems.NotNegative(rolling, "partition");
        if (!problems.Has(KubernetesFeature.MaxUnavailableStatefulSet) || rolling.Given("maxUnavailable") is not { } most)
            return;
        RolloutValidation.CheckAmount(most, problems);
        if (RolloutValidation.Value(most) == 0)
            problems.Add("out-of-range", most, "is 0; no pod could ever be replaced", "set 1 or more");
        RolloutValidation.CheckAtMostAll(most, problems);
    }

    private static void CheckRetention(Node spec, Problems problems)
    {
        if (spec.Given("persistentVolumeClaimRetentionPolicy") is not { } policy)
            return;
        problems.OneOf(policy, "whenDeleted", "Delete", "Retain");
        problems.OneOf(policy, "whenScaled", "Delete", "Retain");
    }

    /// <summary>Claim templates are volumes of the pods, before those that the template lists.</summary>
    private static void CheckClaimNames(Node spec, Problems problems)
    {
        var templates = spec.List("volumeClaimTemplates");
        for (var i = 0; i < templates.Length; i++)
        {
            var name = templates[i]["metadata"]["name"];
            if (!Names.IsDnsLabel(name.AsString() ?? ""))
                problems.HasForm(name, NameForm.DnsLabel, NodePaths.Child(spec["template"]["spec"]["volumes"], i) + ".name");
        }
    }
}
