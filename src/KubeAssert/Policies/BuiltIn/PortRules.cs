using System.Globalization;
using KubeAssert.PolicyRules.BuiltIn;

namespace KubeAssert;

/// <content>Ports of containers and Services.</content>
public static partial class Rules
{
    private const int LastPrivilegedPort = 1023;

    /// <summary>No container listens on port 22.</summary>
    public static Rule NoSshPort { get; } = Rule
        .For<Container>("no-ssh-port", "No container listens on the port of SSH")
        .Because("whoever logs in to a container changes what no manifest says; kubectl exec asks the API server first")
        .Fix("leave SSH out of the image and use kubectl exec")
        .Check((c, context) => c.Ports.Where(p => p is { Number: 22, Protocol: "TCP" }).Select(p => context.Finding(p["containerPort"], "is 22, the port of SSH")))
        .Page();

    /// <summary>No container listens on a port below 1024, which takes rights of root.</summary>
    public static Rule PortsAreUnprivileged { get; } = Rule
        .For<Container>("ports-are-unprivileged", "No container listens on a port below 1024")
        .Severity(Severity.Warning)
        .Because("it takes a right of root to listen there, unless the runtime or a sysctl gives it to everybody")
        .Fix("listen on 1024 or above; a Service may still offer the lower port")
        .Check((c, context) => c.Ports
            .Where(p => p.Number is > 0 and <= LastPrivilegedPort)
            .Select(p => context.Finding(p["containerPort"], string.Create(CultureInfo.InvariantCulture, $"is {p.Number}, below 1024"))))
        .Page();

    /// <summary>No port of a pod is declared twice, and no name.</summary>
    public static Rule ContainerPortsAreUnique { get; } = Rule
        .For<PodTemplate>("container-ports-are-unique", "No two containers of a pod declare the same port, and no container a port name twice")
        .Because("containers of a pod share one network: the second one can't listen, and a name would mean either")
        .Fix("give each port one owner and one name")
        .Check(RepeatedPorts)
        .Page();

    /// <summary>Port names are such that Services can name them.</summary>
    public static Rule PortNamesAreValid { get; } = Rule
        .For<Manifest>("port-names-are-valid", "The name of a port is a service name of at most 15 characters")
        .Because("the API server refuses any other")
        .Fix("use at most 15 lower-case letters, digits and single hyphens, one letter at least")
        .Check(BadPortNames)
        .Page();

    /// <summary>A Service port's name does not contradict its <c>appProtocol</c>.</summary>
    public static Rule ServicePortProtocolsAgree { get; } = Rule
        .For<ServicePort>("service-port-protocols-agree", "The name of a Service port does not contradict its appProtocol")
        .Because("service meshes and gateways read one or the other, and would speak different protocols to the same port")
        .Fix("begin the name with the protocol that is spoken, or drop appProtocol")
        .Where(p => p["appProtocol"].HasValue && p.Name.Length > 0)
        .Check((p, context) => ApplicationProtocols.OfName(p.Name) is { } named && ApplicationProtocols.OfField(p["appProtocol"].Text!) is { } written && !ApplicationProtocols.Agree(named, written)
            ? [context.Finding(p["appProtocol"], $"is {p["appProtocol"].Text}, but the port's name {p.Name} says {named}")]
            : [])
        .Page();

    /// <summary>A Service port says which protocol is spoken there, by its name or by <c>appProtocol</c>.</summary>
    public static Rule ServicePortProtocolIsNamed { get; } = Rule
        .For<ServicePort>("service-port-protocol-is-named", "A Service port says what is spoken there")
        .Severity(Severity.Info)
        .Because("service meshes take it for plain TCP otherwise: no retries, no metrics by request, no routing by path")
        .Fix("set appProtocol, or begin the port's name with the protocol: http, http2, grpc, https, tcp, tls, mongo, mysql, redis, udp")
        .Where(p => !p.Service.IsExternalName)
        .Must(
            p => p["appProtocol"].HasValue || ApplicationProtocols.OfName(p.Name) is not null,
            p => p.Name.Length == 0 ? "has neither a name nor an appProtocol" : $"is named {p.Name}, which says no protocol, and has no appProtocol")
        .Page();

    private static IEnumerable<Finding> RepeatedPorts(PodTemplate pod, RuleContext context)
    {
        Dictionary<(long, string), ContainerPort>? numbers = null;
        Dictionary<(Container, string), ContainerPort>? names = null;
        foreach (var container in pod.RunningContainers)
        {
            foreach (var port in container.Ports)
            {
                if (port.Number is { } number && !(numbers ??= []).TryAdd((number, port.Protocol), port)
                    && numbers[(number, port.Protocol)] is var first && !ReferenceEquals(first.Container, container))
                    yield return context.Finding(port["containerPort"], string.Create(CultureInfo.InvariantCulture, $"{number}/{port.Protocol} is declared before, by container {first.Container.Name} ({first.Location})"));
                if (port.Name.Length > 0 && !(names ??= []).TryAdd((container, port.Name), port))
                    yield return context.Finding(port["name"], $"{port.Name} is the name of another port of the container ({names[(container, port.Name)].Location})");
            }
        }
    }

    private static IEnumerable<Finding> BadPortNames(Manifest manifest, RuleContext context)
    {
        var workload = Model.ViewIndex.Of(context.Manifests).WorkloadOf(manifest);
        if (workload is not null)
        {
            return workload.Containers.SelectMany(c => c.Ports)
                .Where(p => p.Name.Length > 0 && !ApplicationProtocols.IsPortName(p.Name))
                .Select(p => context.Finding(p["name"], $"'{p.Name}' is no port name"));
        }

        return manifest is { Kind: "Service", Group: "" }
            ? manifest["spec"]["ports"].Items
                .Where(p => p["targetPort"] is { Kind: NodeKind.String, Text: { Length: > 0 } name } && !ApplicationProtocols.IsPortName(name))
                .Select(p => context.Finding(p["targetPort"], $"'{p["targetPort"].Text}' is neither a port's number nor a port name"))
            : [];
    }
}
