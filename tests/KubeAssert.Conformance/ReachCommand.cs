using System.Globalization;
using KubeAssert.Validation;
using System.Text.Json;
using KubeAssert.Reachability;

namespace KubeAssert.Conformance;

/// <summary>Compares who reaches whom with the verdicts of conformance tables and of an outside simulator.</summary>
internal static class ReachCommand
{
    public static int Run(string[] arguments)
    {
        var options = new Options(arguments);
        var (agreed, all, open) = (0, 0, 0);
        foreach (var line in Lines.Of(options.Path))
        {
            using var record = JsonDocument.Parse(line);
            var id = record.RootElement.GetProperty("id").GetString()!;
            var world = new World(Manifests.TryParse(record.RootElement.GetProperty("manifests").GetString()!, id).Manifests);
            var isDefined = IsDefined(record.RootElement, true);
            foreach (var probe in record.RootElement.GetProperty("probes").EnumerateArray())
            {
                if (!IsDefined(probe, isDefined))
                {
                    open++;
                    continue;
                }

                all++;
                var answer = world.Ask(probe);
                var expected = probe.GetProperty("allowed").GetBoolean() ? ReachVerdict.Allowed : ReachVerdict.Denied;
                if (answer.Verdict == expected)
                    agreed++;
                else
                    Console.WriteLine($"{id}: {probe}: here {answer.Verdict}, egress: {answer.Egress?.Reason}; ingress: {answer.Ingress?.Reason}");
            }
        }

        var percent = all == 0 ? 100 : 100.0 * agreed / all;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"agreement {percent:0.00}% ({agreed}/{all} probes), left open {open}"));
        return options.AtLeast(agreed, Math.Max(all, 1));
    }

    private static bool IsDefined(JsonElement element, bool otherwise) =>
        element.TryGetProperty("defined", out var defined) ? defined.GetString() != "implementation" : otherwise;

    private sealed class World(ManifestSet manifests)
    {
        private readonly NetworkModel _model = new(manifests);
        private readonly Dictionary<string, Workload> _workloads = manifests.Workloads()
            .ToDictionary(w => $"{w.Namespace}/{w.Name}", StringComparer.Ordinal);

        public ReachAnswer Ask(JsonElement probe)
        {
            var (from, to) = (probe.GetProperty("from").GetString()!, probe.GetProperty("to").GetString()!);
            var (port, protocol) = (probe.GetProperty("port").GetInt32(), probe.GetProperty("protocol").GetString()!);
            if (to.StartsWith("service:", StringComparison.Ordinal))
                return ServiceReach.Ask(_model, End(from), Service(to["service:".Length..]), port, protocol);
            return _model.Ask(new Flow(End(from), End(to), port, protocol));
        }

        private Service Service(string name) => manifests.Services().Single(s => $"{s.Namespace}/{s.Name}" == name);

        private NetworkEnd End(string text)
        {
            if (text.StartsWith("ip:", StringComparison.Ordinal))
                return NetworkEnd.Address(IpAddress.Parse(text["ip:".Length..])!.Value);
            return text.StartsWith("node:", StringComparison.Ordinal) ? NetworkEnd.Node(text) : _model.End(_workloads[text]);
        }
    }
}
