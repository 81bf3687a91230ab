namespace KubeAssert.Validation;

/// <summary>What the API server takes in a pod and warns of, as it does nothing or not what it seems to (kubernetes, <c>pkg/api/pod/warnings.go</c>).</summary>
internal static class PodWarnings
{
    private const int PortWarningsSince = 27;

    public static void Check(MapNode pod, Problems problems)
    {
        foreach (var secret in pod.List("imagePullSecrets"))
        {
            if (secret.String("name").Length == 0)
                problems.Add("validation/required", secret["name"], "invalid empty name \"\"", "name the Secret, or remove the entry", severity: Severity.Warning);
        }

        if (problems.Version.Minor >= PortWarningsSince)
            CheckPorts(pod, problems);
    }

    /// <summary>Ports of one container and of several that stand in each other's way.</summary>
    private static void CheckPorts(MapNode pod, Problems problems)
    {
        var names = new Dictionary<string, Node>(StringComparer.Ordinal);
        var definitions = new Dictionary<(long, long, string, string), Node>();
        foreach (var list in (ReadOnlySpan<string>)["initContainers", "containers"])
        {
            foreach (var container in pod.List(list))
            {
                // only sidecars among the init containers run beside the others
                if (list == "initContainers" && container.String("restartPolicy") != "Always")
                    continue;
                foreach (var port in container.List("ports"))
                    CheckPort(port, names, definitions, problems);
            }
        }
    }

    private static void CheckPort(Node port, Dictionary<string, Node> names, Dictionary<(long, long, string, string), Node> definitions, Problems problems)
    {
        var protocol = port.String("protocol") is { Length: > 0 } given ? given : "TCP";
        var definition = (port.Integer("containerPort") ?? 0, port.Integer("hostPort") ?? 0, protocol, port.String("hostIP"));
        if (!definitions.TryAdd(definition, port))
            problems.Add("validation/duplicate", port, $"duplicate port definition with {definitions[definition].Path}", "remove one of them", severity: Severity.Warning);
        if (definition is { Item4.Length: > 0, Item2: 0 })
            problems.Add("validation/conflict", port, $"hostIP set without hostPort: {definition.Item4}", "set hostPort, or remove hostIP", severity: Severity.Warning);
        if (port.String("name") is { Length: > 0 } name && !names.TryAdd(name, port) && !ReferenceEquals(names[name].Parent, port.Parent))
        {
            var first = names[name].Path;
            problems.Add(
                "validation/duplicate",
                port,
                $"duplicate port name \"{name}\" with {first}, services and probes that select ports by name will use {first}",
                "give each port a name of its own",
                severity: Severity.Warning);
        }
    }
}
