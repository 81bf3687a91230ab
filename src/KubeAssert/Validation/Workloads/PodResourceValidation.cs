namespace KubeAssert.Validation;

/// <summary>Requests and limits of a pod as a whole (core validation: validatePodResources; since Kubernetes 1.34).</summary>
internal static class PodResourceValidation
{
    public static void Check(PodScope pod)
    {
        if (pod.Spec.Given("resources") is not { } resources || pod.Problems.Version < KubernetesVersion.V1_34)
            return;

        if (pod.OperatingSystem == "windows")
        {
            pod.Problems.Add("operating-system", resources, "can't be set in a pod for windows", "set the containers' resources");
            return;
        }

        if (resources.Has("claims"))
            pod.Problems.Add("forbidden", resources["claims"], "can't be set for the pod as a whole", "set the claims of containers");
        ResourceValidation.CheckClaims(resources, pod);
        ResourceValidation.CheckLists(resources, resources.Given("limits"), resources.Given("requests"), CheckName, pod.Problems, cpuOrMemory: TakesFromContainers(resources, pod));
        CheckRequests(resources, pod);
        CheckLimits(resources, pod);
    }

    /// <summary>A Pod with limits takes the requests that it does not write from its containers.</summary>
    private static bool TakesFromContainers(Node resources, PodScope pod) =>
        pod.IsPod && !resources.Map("limits").IsEmpty && Sum(pod, "requests") is var sum && (sum.ContainsKey("cpu") || sum.ContainsKey("memory"));

    private static void CheckName(MapNode map, MapEntry entry, Problems problems)
    {
        if (!ResourceNames.IsHugePages(entry.Key))
            problems.AddAtKey("resource-name", map, entry, $"{entry.Key} can't be set for the pod as a whole; cpu, memory and hugepages-* can", "set it for a container", map.Path + "[" + entry.Key + "]");
    }

    /// <summary>The pod asks for at least what its containers ask for; where it asks for nothing and has limits, it asks for just that.</summary>
    private static void CheckRequests(Node resources, PodScope pod)
    {
        var given = resources.Given("requests") as MapNode;
        var limits = resources.Given("limits") as MapNode;
        foreach (var (name, sum) in Sum(pod, "requests"))
        {
            if (given?.Find(name) is { } own)
            {
                if (sum > ResourceValidation.Stored(own))
                    pod.Problems.Add("pod-resources", own, $"is {own.Text}; the containers request {sum} together", "raise it, or lower the containers' requests", NodePaths.Child(resources, "requests") + "[" + name + "]");
            }
            else if (pod.IsPod && name is "cpu" or "memory" && limits?.Find(name) is { } limit && sum > ResourceValidation.Stored(limit))
            {
                pod.Problems.Add("request-over-limit", limit, $"is {limit.Text}; the containers request {sum} together", "raise the limit, or lower the containers' requests", NodePaths.Child(resources, "requests"));
            }
        }
    }

    /// <summary>No container has a higher limit than the pod, and huge pages add up.</summary>
    private static void CheckLimits(Node resources, PodScope pod)
    {
        if (resources.Given("limits") is not MapNode limits)
            return;

        foreach (var (name, sum) in Sum(pod, "limits"))
        {
            if (ResourceNames.IsHugePages(name) && limits.Find(name) is { } limit && sum > ResourceValidation.Stored(limit))
                pod.Problems.Add("pod-resources", limit, $"is {limit.Text}; the containers' limits are {sum} together", "raise it", limits.Path + "[" + name + "]");
        }

        var containers = pod.Spec.List("containers");
        for (var i = 0; i < containers.Length; i++)
        {
            foreach (ref readonly var entry in (containers[i].Given("resources") ?? containers[i]).Map("limits"))
            {
                if (limits.Find(entry.Key) is { } limit && ResourceValidation.Stored(entry.Value) > ResourceValidation.Stored(limit))
                    pod.Problems.Add("pod-resources", entry.Value, $"is {entry.Value.Text}, more than the pod's limit of {limit.Text}", "lower it, or raise the pod's limit", $"{resources.Path}.containers[{i}][{entry.Key}].limits");
            }
        }
    }

    /// <summary>What containers ask for together: the regular ones and sidecars, or an init container with the sidecars before it where that is more.</summary>
    private static Dictionary<string, Quantity> Sum(PodScope pod, string list)
    {
        var running = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        foreach (var container in pod.Spec.List("containers"))
            Add(running, container, list, pod.IsPod);

        var sidecars = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        var peak = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        foreach (var container in pod.Spec.List("initContainers"))
        {
            var isSidecar = container.String("restartPolicy") == "Always";
            if (isSidecar)
                Add(running, container, list, pod.IsPod);
            var stage = new Dictionary<string, Quantity>(sidecars, StringComparer.Ordinal);
            Add(stage, container, list, pod.IsPod);
            Max(peak, stage);
            if (isSidecar)
                sidecars = stage;
        }

        Max(running, peak);
        return running;
    }

    /// <summary>In a Pod, a limit without a request is a request too.</summary>
    private static void Add(Dictionary<string, Quantity> sums, Node container, string list, bool isPod)
    {
        if (container.Given("resources") is not { } resources)
            return;
        foreach (ref readonly var entry in resources.Map(list))
            sums[entry.Key] = sums.GetValueOrDefault(entry.Key) + ResourceValidation.Stored(entry.Value);
        if (list != "requests" || !isPod)
            return;
        foreach (ref readonly var entry in resources.Map("limits"))
        {
            if ((resources.Given("requests") as MapNode)?.ContainsKey(entry.Key) != true)
                sums[entry.Key] = sums.GetValueOrDefault(entry.Key) + ResourceValidation.Stored(entry.Value);
        }
    }

    private static void Max(Dictionary<string, Quantity> into, Dictionary<string, Quantity> other)
    {
        foreach (var (name, amount) in other)
        {
            if (!into.TryGetValue(name, out var known) || amount > known)
                into[name] = amount;
        }
    }
}
