namespace KubeAssert.Validation;

/// <summary>Probes of containers (core/v1 Probe; core validation: validateProbe and its like). Fields that are 0 take their defaults.</summary>
internal static class ProbeValidation
{
    public static void CheckAll(Node container, PodScope pod)
    {
        if (container.Given("livenessProbe") is { } liveness)
            CheckLiveness(liveness, pod);
        if (container.Given("readinessProbe") is { } readiness)
            CheckReadiness(readiness, pod);
        if (container.Given("startupProbe") is { } startup)
            CheckLiveness(startup, pod);
    }

    /// <summary>Liveness and startup probes must succeed once, not more often.</summary>
    private static void CheckLiveness(Node probe, PodScope pod)
    {
        Check(probe, pod);
        if (probe.Integer("successThreshold") is { } threshold and not (0 or 1))
            pod.Problems.Add("out-of-range", probe["successThreshold"], $"is {threshold}; for a {Name(probe)} it must be 1", "set 1, or leave it out");
    }

    private static void CheckReadiness(Node probe, PodScope pod)
    {
        Check(probe, pod);
        if (probe.Has("terminationGracePeriodSeconds"))
            pod.Problems.Add("forbidden", probe["terminationGracePeriodSeconds"], "is set for a readinessProbe, which ends no container", "remove it");
    }

    private static void Check(Node probe, PodScope pod)
    {
        var problems = pod.Problems;
        HandlerValidation.CheckProbe(probe, pod);
        problems.NotNegative(probe, "initialDelaySeconds");
        problems.NotNegative(probe, "timeoutSeconds");
        problems.NotNegative(probe, "periodSeconds");
        problems.NotNegative(probe, "successThreshold");
        problems.NotNegative(probe, "failureThreshold");
        if (probe.Integer("terminationGracePeriodSeconds") is { } grace and <= 0)
            problems.Add("out-of-range", probe["terminationGracePeriodSeconds"], $"is {grace}; it must be greater than 0", "set 1 or more");
    }

    private static string Name(Node probe) => probe.Path[(probe.Path.LastIndexOf('.') + 1)..];
}
