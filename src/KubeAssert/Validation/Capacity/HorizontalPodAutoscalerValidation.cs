namespace KubeAssert.Validation;

/// <summary>HorizontalPodAutoscalers (autoscaling).</summary>
/// <remarks>Source: autoscaling validation: ValidateHorizontalPodAutoscaler, after the defaults of autoscaling/v2. Scaling to zero is off by default.</remarks>
internal static class HorizontalPodAutoscalerValidation
{
    private const int LongestPeriod = 1800;
    private const int LongestWindow = 3600;

    public static void Check(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.DnsSubdomain, isNamespaced: true, problems, keepsGeneration: !problems.Has(KubernetesFeature.AutoscalerGeneration));
        var spec = root["spec"];
        CheckReplicas(spec, problems);
        CheckTarget(spec["scaleTargetRef"], problems);
        if (problems.Manifest.Version == "v1" && spec.Integer("targetCPUUtilizationPercentage") is { } percent and < 1)
            problems.Add("out-of-range", spec["targetCPUUtilizationPercentage"], $"is {percent}; it must be positive", "set 1 or more", "spec.metrics[0].resource.target.averageUtilization");

        var metrics = spec.List("metrics");
        foreach (var metric in metrics)
            MetricValidation.Check(metric, problems);
        if (spec.Given("behavior") is not { } behavior)
            return;
        CheckRules(behavior.Given("scaleUp"), problems);
        CheckRules(behavior.Given("scaleDown"), problems);
    }

    /// <summary>An object of a kind: names are segments of URLs, and the version, where one is needed, names a group.</summary>
    public static void CheckReference(Node reference, bool needsGroup, Problems problems)
    {
        problems.RequireForm(reference, "kind", NameForm.PathSegment);
        problems.RequireForm(reference, "name", NameForm.PathSegment);
        var version = reference.String("apiVersion");
        var slash = version.IndexOf('/', StringComparison.Ordinal);
        if (version.AsSpan().Count('/') > 1 && problems.Has(KubernetesFeature.ReferenceVersionIsValidated))
            problems.Add("invalid-name", reference["apiVersion"], $"is {NameForm.Quoted(version)}, which is no API version", "write apps/v1");
        else if (needsGroup && slash <= 0)
            problems.Add("invalid-name", reference["apiVersion"], version.Length == 0 ? "names no API group" : $"is {version}, which names no API group", "write apps/v1");
    }

    private static void CheckTarget(Node target, Problems problems) =>
        CheckReference(target, target.String("kind") != "ReplicationController" && problems.Version.CompareTo(KubernetesVersion.V1_35) >= 0, problems);

    private static void CheckReplicas(Node spec, Problems problems)
    {
        var least = spec.Integer("minReplicas") ?? 1;
        var most = spec.Integer("maxReplicas") ?? 0;
        var lowest = problems.Has(KubernetesFeature.HpaScaleToZero) ? 0 : 1;
        if (least < lowest)
            problems.Add("out-of-range", spec["minReplicas"], $"is {least}; {lowest} is the least", $"set {lowest} or more");
        if (least == 0 && !HasMetricOfOthers(spec))
            problems.Add("forbidden", spec["metrics"], "needs an Object or External metric: the pods' own metrics end with the last pod", "add such a metric, or set minReplicas: 1");
        if (most == 0)
            problems.Add("required", spec["maxReplicas"], "needs a positive maxReplicas", "set maxReplicas");
        else if (most < 0)
            problems.Add("out-of-range", spec["maxReplicas"], $"is {most}; 1 is the least", "set 1 or more");
        else if (most < least)
            problems.Add("out-of-range", spec["maxReplicas"], $"is {most}, which is below minReplicas, {least}", $"set {least} or more");
    }

    /// <summary>Whether a metric is there even without a pod. Version v1 can't hold one.</summary>
    private static bool HasMetricOfOthers(Node spec)
    {
        foreach (var metric in spec.List("metrics"))
        {
            if (metric.String("type") is "Object" or "External")
                return true;
        }

        return false;
    }

    private static void CheckRules(Node? rules, Problems problems)
    {
        if (rules is null)
            return;

        if (rules.Given("stabilizationWindowSeconds") is { } window)
            problems.InRange(window, 0, LongestWindow);
        if (rules.Given("selectPolicy") is { } select && select.AsString() is not ("Disabled" or "Max" or "Min"))
            problems.Add("unsupported-value", select, $"is {NameForm.Quoted(select.Text ?? "")}; Disabled, Max, Min are supported", "use Max, Min or Disabled");
        if (rules.Given("policies") is { } policies && policies.Items.Count == 0)
            problems.Add("required", policies, "needs a policy", "list a policy, or remove policies");
        foreach (var policy in rules.List("policies"))
            CheckPolicy(policy, problems);
        if (Quantity.Of(rules["tolerance"]) is { Sign: < 0 })
            problems.Add("out-of-range", rules["tolerance"], $"is {rules["tolerance"].Text}; it can't be negative", "set 0 or more");
    }

    private static void CheckPolicy(Node policy, Problems problems)
    {
        if (policy.String("type") is not ("Pods" or "Percent"))
            problems.Unsupported(policy["type"], ["Percent", "Pods"]);
        if ((policy.Integer("value") ?? 0) is var value and <= 0)
            problems.Add("out-of-range", policy["value"], $"is {value}; it must be positive", "set 1 or more");
        if ((policy.Integer("periodSeconds") ?? 0) is var period and (<= 0 or > LongestPeriod))
            problems.Add("out-of-range", policy["periodSeconds"], $"is {period}; 1 to {LongestPeriod} is allowed", $"set a value from 1 to {LongestPeriod}");
    }
}
