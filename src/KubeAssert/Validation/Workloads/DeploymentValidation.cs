using System.Globalization;

namespace KubeAssert.Validation;

/// <summary>Deployments and ReplicaSets (apps/v1; apps validation: ValidateDeploymentSpec, ValidateReplicaSetSpec).</summary>
internal static class DeploymentValidation
{
    private const string RollbackTo = "deprecated.deployment.rollback.to";
    private const long DefaultDeadline = 600;

    public static void CheckDeployment(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: true, problems);
        var spec = root["spec"];
        CheckReplicas(spec, problems);
        CheckStrategy(spec, problems);
        problems.NotNegative(spec, "revisionHistoryLimit");
        CheckDeadline(spec, problems);
        if ((root["metadata"].Given("annotations") as MapNode)?.Find(RollbackTo) is { } rollback && rollback.AsString() is { Length: > 0 } text
            && !(long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var revision) && revision >= 0))
        {
            problems.Add("annotation", rollback, $"{RollbackTo} is {NameForm.Quoted(text)}; a revision's number is needed", "remove the annotation, and use kubectl rollout undo", "spec.rollback.version");
        }
    }

    public static void CheckReplicaSet(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: true, problems);
        CheckReplicas(root["spec"], problems);
    }

    /// <summary>What a Deployment and a ReplicaSet have in common: replicas, selector and template.</summary>
    private static void CheckReplicas(Node spec, Problems problems)
    {
        problems.NotNegative(spec, "replicas");
        problems.NotNegative(spec, "minReadySeconds");
        if (!SelectorValidation.CheckOfWorkload(spec, problems))
            return;

        PodTemplateValidation.Check(spec, problems);
        PodTemplateValidation.CheckRunsForever(spec, problems);
    }

    private static void CheckStrategy(Node spec, Problems problems)
    {
        if (spec.Given("strategy") is not { } strategy)
            return;

        var rolling = strategy.Given("rollingUpdate");
        switch (strategy.String("type"))
        {
            case "Recreate":
                if (rolling is not null)
                    problems.Add("conflict", rolling, "is set, and the strategy is Recreate", "remove rollingUpdate, or write type: RollingUpdate");
                break;
            case "" or "RollingUpdate":
                if (rolling is not null)
                    CheckRolling(rolling, problems);
                break;
            default:
                problems.Unsupported(strategy["type"], ["Recreate", "RollingUpdate"], strategy.Path);
                break;
        }
    }

    private static void CheckRolling(Node rolling, Problems problems)
    {
        var unavailable = rolling.Given("maxUnavailable");
        var surge = rolling.Given("maxSurge");
        RolloutValidation.CheckAmount(unavailable, problems);
        RolloutValidation.CheckAmount(surge, problems);
        if (unavailable is not null && surge is not null && RolloutValidation.Value(unavailable) == 0 && RolloutValidation.Value(surge) == 0)
            problems.Add("conflict", unavailable, "is 0, and so is maxSurge: no pod could ever be replaced", "set one of them to 1 or more");
        RolloutValidation.CheckAtMostAll(unavailable, problems);
    }

    private static void CheckDeadline(Node spec, Problems problems)
    {
        var ready = spec.Integer("minReadySeconds") ?? 0;
        var deadline = spec.Integer("progressDeadlineSeconds") ?? DefaultDeadline;
        problems.NotNegative(spec, "progressDeadlineSeconds");
        if (deadline <= ready)
        {
            problems.Add(
                "conflict",
                spec["progressDeadlineSeconds"],
                string.Create(CultureInfo.InvariantCulture, $"is {deadline}; it must be greater than minReadySeconds, which is {ready}"),
                "raise progressDeadlineSeconds, or lower minReadySeconds");
        }
    }
}
