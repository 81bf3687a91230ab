namespace KubeAssert.Validation;

/// <summary>Containers of all three kinds (core validation: validateContainers, validateInitContainers, validateEphemeralContainers, validateContainerCommon).</summary>
internal static class ContainerValidation
{
    public static void CheckAll(PodScope pod)
    {
        var names = new SeenTexts();
        var containers = pod.Spec.List("containers");
        if (containers.IsEmpty)
            pod.Problems.Add("required", pod.Spec["containers"], "has no containers", "add a container");
        foreach (var container in containers)
        {
            CheckCommon(container, pod);
            CheckUnique(container, ref names, pod.Problems);
            if (container.Given("lifecycle") is { } lifecycle)
                HandlerValidation.CheckLifecycle(lifecycle, pod);
            ProbeValidation.CheckAll(container, pod);
            RestartPolicyValidation.CheckContainer(container, pod.Problems);
        }

        ContainerPortValidation.CheckHostPorts(containers, pod);
        ContainerPortValidation.CheckHostNetwork(pod);
        CheckInit(ref names, pod);
        CheckEphemeral(ref names, pod);
    }

    private static void CheckInit(ref SeenTexts names, PodScope pod)
    {
        foreach (var container in pod.Spec.List("initContainers"))
        {
            CheckCommon(container, pod);
            CheckUnique(container, ref names, pod.Problems);
            RestartPolicyValidation.CheckInitContainer(container, pod.Problems);
            ContainerPortValidation.CheckHostPortsOfInit(container, pod);
            if (IsSidecar(container))
            {
                if (container.Given("lifecycle") is { } lifecycle)
                    HandlerValidation.CheckLifecycle(lifecycle, pod);
                ProbeValidation.CheckAll(container, pod);
            }
            else
            {
                ForbidOnInit(container, pod.Problems);
            }
        }
    }

    /// <summary>An init container runs once and to its end: it has no probes and hooks unless it is a sidecar.</summary>
    private static void ForbidOnInit(Node container, Problems problems)
    {
        ReadOnlySpan<string> keys = ["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"];
        foreach (var key in keys)
        {
            if (container.Given(key) is { } node && !(key == "lifecycle" && IsDroppedLifecycle(node)))
                problems.Add("init-container", node, $"an init container has no {key}, unless it is a sidecar", $"remove {key}, or make it a sidecar with restartPolicy: Always");
        }

        foreach (var policy in container.List("resizePolicy"))
        {
            if (policy.String("restartPolicy") == "RestartContainer")
                problems.Add("init-container", policy["restartPolicy"], "is RestartContainer, which an init container can't do unless it is a sidecar", "write NotRequired, or remove resizePolicy");
        }
    }

    /// <summary>A lifecycle that held a stop signal alone is dropped with it by a server with default features.</summary>
    private static bool IsDroppedLifecycle(Node lifecycle) =>
        lifecycle.Has("stopSignal") && !lifecycle.Has("postStart") && !lifecycle.Has("preStop");

    private static void CheckEphemeral(ref SeenTexts names, PodScope pod)
    {
        var containers = pod.Spec.List("ephemeralContainers");
        if (containers.IsEmpty)
            return;

        pod.Problems.Add(
            "ephemeral-containers",
            pod.Spec["ephemeralContainers"],
            "ephemeral containers can't be created with a pod; they are added to one that runs",
            "remove them, and use kubectl debug");
        foreach (var container in containers)
        {
            CheckCommon(container, pod);
            CheckUnique(container, ref names, pod.Problems);
        }
    }

    private static void CheckUnique(Node container, ref SeenTexts names, Problems problems)
    {
        if (container.String("name") is { Length: > 0 } name && !names.Add(name))
            problems.Add("duplicate", container["name"], $"is {name}, which another container of the pod is called", "give each container a name of its own");
    }

    private static void CheckCommon(Node container, PodScope pod)
    {
        var problems = pod.Problems;
        problems.RequireForm(container, "name", NameForm.DnsLabel);
        CheckImage(container, pod);
        problems.OneOf(container, "terminationMessagePolicy", "FallbackToLogsOnError", "File");
        problems.OneOf(container, "imagePullPolicy", "Always", "IfNotPresent", "Never");
        ContainerPortValidation.Check(container, problems);
        EnvValidation.Check(container, pod);
        VolumeMountValidation.Check(container, pod);
        if (container.Given("resources") is { } resources)
            ResourceValidation.Check(resources, pod);
        RestartPolicyValidation.CheckResize(container, pod);
        if (container.Given("securityContext") is { } context)
            SecurityContextValidation.CheckContainer(context, pod);
    }

    private static void CheckImage(Node container, PodScope pod)
    {
        if (!pod.Problems.Require(container, "image", "name the image to run"))
            return;
        var image = container.String("image");
        if (pod.IsPod && (IsSpace(image[0]) || IsSpace(image[^1])))
            pod.Problems.Add("invalid-name", container["image"], "has blanks around the image's name", $"write {image.Trim()}");

        static bool IsSpace(char c) => char.IsWhiteSpace(c);
    }

    private static bool IsSidecar(Node container) => container.String("restartPolicy") == "Always";
}
