using System.Globalization;

namespace KubeAssert.Validation;

/// <summary>Ports of containers (core/v1 ContainerPort; core validation: validateContainerPorts, checkHostPortConflicts, validatePodHostNetworkDeps).</summary>
internal static class ContainerPortValidation
{
    public static void Check(Node container, Problems problems)
    {
        var names = new SeenTexts();
        foreach (var port in container.List("ports"))
        {
            if (port.String("name") is { Length: > 0 } name && problems.HasForm(port["name"], NameForm.PortName) && !names.Add(name))
                problems.Add("duplicate", port["name"], $"is {name}, which another port of this container is called", "give each port a name of its own");
            if (port.Integer("containerPort") is null or 0)
                problems.Add("required", port["containerPort"], "needs containerPort", "set the port that the container listens on");
            else
                problems.InRange(port, "containerPort", 1, 65535);
            if (port.Integer("hostPort") is not (null or 0))
                problems.InRange(port, "hostPort", 1, 65535);
            if (port.String("protocol").Length > 0)
                problems.Supports(port["protocol"], "SCTP", "TCP", "UDP");
        }
    }

    /// <summary>No two containers may take the same port of the node.</summary>
    /// <param name="containers">The containers that run at the same time.</param>
    public static void CheckHostPorts(ReadOnlySpan<Node> containers, PodScope pod)
    {
        HashSet<(string Protocol, string Ip, long Port)>? taken = null;
        foreach (var container in containers)
        {
            foreach (var port in container.List("ports"))
            {
                if (HostPort(port, pod) is not (not 0 and var number))
                    continue;
                var protocol = port.String("protocol") is { Length: > 0 } given ? given : "TCP";
                if (!(taken ??= []).Add((protocol, port.String("hostIP"), number)))
                {
                    var cause = port.Integer("hostPort") is null or 0 ? ", as the pod uses the node's network" : "";
                    pod.Problems.Add(
                        "duplicate",
                        port["hostPort"],
                        string.Create(CultureInfo.InvariantCulture, $"takes {protocol} port {number} of the node twice{cause}"),
                        "give each container a port of its own");
                }
            }
        }
    }

    /// <summary>Init containers run one by one, so that each is looked at alone. The API server calls each of them the first.</summary>
    public static void CheckHostPortsOfInit(Node container, PodScope pod)
    {
        var before = pod.Problems.Count;
        CheckHostPorts(new ReadOnlySpan<Node>(in container), pod);
        if (pod.Problems.Count > before)
            pod.Problems.Relocate(before, container.Path, NodePaths.Child(container.Parent!, 0));
    }

    /// <summary>In a pod on the node's network, a host port is the container's port.</summary>
    public static void CheckHostNetwork(PodScope pod)
    {
        if (!pod.HostNetwork)
            return;

        foreach (var container in pod.Spec.List("containers"))
        {
            foreach (var port in container.List("ports"))
            {
                var host = HostPort(port, pod);
                if (host != 0 && host != (port.Integer("containerPort") ?? 0))
                {
                    pod.Problems.Add(
                        "host-port",
                        port["hostPort"],
                        string.Create(CultureInfo.InvariantCulture, $"is {host}; on the node's network it must be the containerPort"),
                        "remove hostPort, or set it to containerPort");
                }
            }
        }
    }

    /// <summary>The port that is taken of the node; on its network, a Pod's defaults to the container's port.</summary>
    private static long HostPort(Node port, PodScope pod)
    {
        var host = port.Integer("hostPort") ?? 0;
        return host == 0 && pod.IsPod && pod.HostNetwork ? port.Integer("containerPort") ?? 0 : host;
    }
}
