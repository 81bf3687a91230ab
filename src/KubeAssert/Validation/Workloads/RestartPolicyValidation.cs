namespace KubeAssert.Validation;

/// <summary>When containers restart and how they are resized (core validation: validateContainerRestartPolicy, validateResizePolicy).</summary>
internal static class RestartPolicyValidation
{
    private const int MostRules = 20;
    private const int MostExitCodes = 255;

    /// <summary>A regular container has a restart policy of its own since Kubernetes 1.35.</summary>
    public static void CheckContainer(Node container, Problems problems)
    {
        if (problems.Version < KubernetesVersion.V1_35)
        {
            if (container.Given("restartPolicy") is { } policy)
                problems.Add("forbidden", policy, "is set for a container that is no init container", "remove it, or make the container an init container");
            return;
        }

        Check(container, problems);
    }

    public static void CheckInitContainer(Node container, Problems problems)
    {
        if (problems.Version < KubernetesVersion.V1_35)
            problems.Supports(container.Given("restartPolicy"), "Always");
        else if (container.Has("restartPolicy"))
            Check(container, problems);
        else if (!container.List("restartPolicyRules").IsEmpty)
            problems.Add("required", container["restartPolicy"], "needs restartPolicy, as restartPolicyRules are set", "set restartPolicy");
    }

    private static void Check(Node container, Problems problems)
    {
        var rules = container.List("restartPolicyRules");
        if (container.Given("restartPolicy") is { } policy)
            problems.Supports(policy, "Always", "Never", "OnFailure");
        else if (!rules.IsEmpty)
            problems.Add("required", container["restartPolicy"], "needs restartPolicy, as restartPolicyRules are set", "set restartPolicy");

        if (rules.Length > MostRules)
            problems.Add("too-many", container["restartPolicyRules"], $"holds {rules.Length} rules; {MostRules} are allowed", "join rules");
        foreach (var rule in rules)
        {
            problems.Supports(rule["action"], "Restart", "RestartAllContainers");
            if (rule.Given("exitCodes") is not { } codes)
            {
                problems.Add("required", rule["exitCodes"], "needs exitCodes", "set the exit codes of the rule");
                continue;
            }

            problems.Supports(codes["operator"], "In", "NotIn");
            if (codes.List("values").Length > MostExitCodes)
                problems.Add("too-many", codes["values"], $"holds {codes.List("values").Length} exit codes; {MostExitCodes} are allowed", "list fewer");
        }
    }

    /// <summary>What happens to a container when a resource of it changes. The API server names the list.</summary>
    public static void CheckResize(Node container, PodScope pod)
    {
        var seen = new SeenTexts();
        foreach (var policy in (pod.Problems.Has(KubernetesFeature.InPlacePodVerticalScaling) ? container.List("resizePolicy") : []))
        {
            var (resource, restart) = (policy.String("resourceName"), policy.String("restartPolicy"));
            if (!seen.Add(resource))
                pod.Problems.Add("duplicate", policy, $"is a second policy for {resource}", "keep one policy for each resource");
            Check(policy, "resourceName", resource, resource is "cpu" or "memory", "cpu or memory", pod.Problems);
            Check(policy, "restartPolicy", restart, restart is "NotRequired" or "RestartContainer", "NotRequired or RestartContainer", pod.Problems);
            if (pod.RestartPolicy == "Never" && restart != "NotRequired")
                pod.Problems.Add("conflict", policy["restartPolicy"], $"is {restart}, and the pod's containers never restart", "write NotRequired", policy.Parent!.Path);
        }
    }

    private static void Check(Node policy, string key, string value, bool isKnown, string known, Problems problems)
    {
        if (!isKnown)
            problems.Add(value.Length == 0 ? "required" : "unsupported-value", policy[key], value.Length == 0 ? $"needs {key}" : $"is {NameForm.Quoted(value)}; {known} is supported", $"write {known}", policy.Parent!.Path);
    }
}
