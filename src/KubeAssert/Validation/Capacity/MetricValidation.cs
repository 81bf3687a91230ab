namespace KubeAssert.Validation;

/// <summary>Metrics of a HorizontalPodAutoscaler: one source, and it is the one that <c>type</c> names.</summary>
/// <remarks>Source: autoscaling validation: validateMetricSpec and what it calls.</remarks>
internal static class MetricValidation
{
    private static readonly string[] Sources = ["object", "external", "pods", "resource", "containerResource"];

    public static void Check(Node metric, Problems problems)
    {
        var type = metric.String("type");
        var expected = type switch
        {
            "Object" => "object",
            "Pods" => "pods",
            "Resource" => "resource",
            "External" => "external",
            "ContainerResource" => "containerResource",
            _ => null,
        };
        if (expected is null)
        {
            problems.Add(
                type.Length == 0 ? "required" : "unsupported-value",
                metric["type"],
                type.Length == 0 ? "a metric needs a type" : $"is {NameForm.Quoted(type)}; ContainerResource, External, Object, Pods, Resource are supported",
                "use Resource, ContainerResource, Pods, Object or External");
        }

        var sources = 0;
        foreach (var key in Sources)
        {
            if (metric.Given(key) is not { } source)
                continue;
            if (sources++ == 0)
                CheckSource(key, source, problems);
        }

        if (expected is not null && !metric.Has(expected))
            problems.Add("required", metric[expected], $"a metric of type {type} needs {expected}", $"set {expected}");
        if (sources < 2 && (sources == 0 || expected is null || metric.Has(expected)))
            return;

        foreach (var key in Sources)
        {
            if (key != expected && sources > 1 && metric.Given(key) is { } other)
                problems.Add("forbidden", other, $"{key} does not belong to a metric of type {type}", "remove it");
        }
    }

    private static void CheckSource(string key, Node source, Problems problems)
    {
        var target = source["target"];
        switch (key)
        {
            case "object":
                HorizontalPodAutoscalerValidation.CheckReference(source["describedObject"], needsGroup: false, problems);
                CheckIdentifier(source, problems);
                CheckTarget(target, problems);
                if (!target.Has("value") && !target.Has("averageValue"))
                    problems.Add("required", target["averageValue"], "needs a value or an averageValue", "set one of them");
                break;
            case "external":
                CheckIdentifier(source, problems);
                CheckTarget(target, problems);
                if (!target.Has("value") && !target.Has("averageValue"))
                    problems.Add("required", target["averageValue"], "needs a value or an averageValue", "set one of them");
                if (target.Has("value") && target.Has("averageValue"))
                    problems.Add("forbidden", target["value"], "stands beside averageValue", "keep one of them");
                break;
            case "pods":
                CheckIdentifier(source, problems);
                CheckTarget(target, problems);
                if (!target.Has("averageValue"))
                    problems.Add("required", target["averageValue"], "needs an averageValue", "set averageValue");
                break;
            default:
                CheckResource(key, source, target, problems);
                break;
        }
    }

    private static void CheckResource(string key, Node source, Node target, Problems problems)
    {
        problems.Require(source, "name", "name the resource: cpu or memory");
        if (key == "containerResource")
        {
            if (source.String("name").Length > 0)
                ResourceNameValidation.Check(source["name"], source.String("name"), problems);
            problems.RequireForm(source, "container", NameForm.DnsLabel);
        }

        CheckTarget(target, problems);
        if (!target.Has("averageUtilization") && !target.Has("averageValue"))
            problems.Add("required", target["averageUtilization"], "needs averageUtilization or averageValue", "set one of them");
        if (target.Has("averageUtilization") && target.Has("averageValue"))
            problems.Add("forbidden", target["averageValue"], "stands beside averageUtilization", "keep one of them");
    }

    private static void CheckIdentifier(Node source, Problems problems) =>
        problems.RequireForm(source["metric"], "name", NameForm.PathSegment);

    private static void CheckTarget(Node target, Problems problems)
    {
        if (target.String("type") is var type and not ("Utilization" or "Value" or "AverageValue"))
            problems.Add(type.Length == 0 ? "required" : "unsupported-value", target["type"], type.Length == 0 ? "a target needs a type" : $"is {NameForm.Quoted(type)}; Utilization, Value, AverageValue are supported", "use Utilization, Value or AverageValue");
        MustBePositive(target, "value", problems);
        MustBePositive(target, "averageValue", problems);
        if (target.Integer("averageUtilization") is { } percent and < 1)
            problems.Add("out-of-range", target["averageUtilization"], $"is {percent}; it must be positive", "set 1 or more");
    }

    private static void MustBePositive(Node target, string key, Problems problems)
    {
        if (target.Given(key) is { } value && Quantity.Of(value) is { Sign: <= 0 })
            problems.Add("out-of-range", value, $"is {value.Text}; it must be positive", "set a positive amount");
    }
}
