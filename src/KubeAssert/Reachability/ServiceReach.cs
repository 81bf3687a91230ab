using System.Globalization;
using KubeAssert.Validation;

namespace KubeAssert.Reachability;

/// <summary>Asks whether a Service is reached: every pod behind it has to be, at the port that it is sent to.</summary>
internal static class ServiceReach
{
    public static ReachAnswer Ask(NetworkModel model, NetworkEnd from, Service service, int port, string protocol)
    {
        var answers = Flows(model, from, service, port, protocol).Select(flow => model.AskService(flow, AddressOf(service))).ToList();
        if (answers.Count == 0)
            return Nobody(service, port, protocol);
        return answers.Find(answer => answer.Verdict == ReachVerdict.Denied)
            ?? answers.Find(answer => answer.Verdict == ReachVerdict.DependsOnPlugin)
            ?? answers[0];
    }

    /// <summary>The connections that a call of the Service may become: one for each workload that it selects.</summary>
    public static IEnumerable<Flow> Flows(NetworkModel model, NetworkEnd from, Service service, int port, string protocol)
    {
        if (service.Ports.FirstOrDefault(p => p.Port == port && p.Protocol == protocol) is not { } servicePort)
            yield break;
        foreach (var workload in service.Manifests.Workloads().Where(w => w.Namespace == service.Namespace && service.Selector.Matches(w.PodTemplate.Labels)))
        {
            var to = model.End(workload);
            if (TargetOf(servicePort, to, port) is { } target)
                yield return new Flow(from, to, target, protocol);
        }
    }

    private static int? TargetOf(ServicePort servicePort, NetworkEnd to, int port)
    {
        var target = servicePort.Node["targetPort"];
        if (!target.HasValue)
            return port;
        if (target.AsInteger() is { } number)
            return number == 0 ? port : (int)number;
        var named = to.Ports.Where(p => p.Name == target.Text && p.Protocol == servicePort.Protocol).Select(p => (int?)p.Number);
        return named.FirstOrDefault();
    }

    private static ReachAnswer Nobody(Service service, int port, string protocol)
    {
        var reason = service.Ports.Any(p => p.Port == port && p.Protocol == protocol)
            ? $"{service.Manifest} ({service.Manifest.Location}) sends to no pod of the set"
            : string.Create(CultureInfo.InvariantCulture, $"{service.Manifest} ({service.Manifest.Location}) has no port {port}/{protocol}");
        return new ReachAnswer(ReachVerdict.Denied, null, new ReachDecision(ReachVerdict.Denied, reason));
    }

    private static IpAddress? AddressOf(Service service) => IpAddress.Parse(service.Spec["clusterIP"].Text);
}
