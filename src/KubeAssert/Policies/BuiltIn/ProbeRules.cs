using System.Globalization;
using KubeAssert.Model;
using KubeAssert.PolicyRules.BuiltIn;
using KubeAssert.Texts;

namespace KubeAssert;

/// <content>How containers are asked whether they live and are ready.</content>
public static partial class Rules
{
    /// <summary>A container of what serves for ever says when it is ready.</summary>
    public static Rule ReadinessProbeIsSet { get; } = ProbeIsSet(
        "readiness", Severity.Error, "it would get traffic before it can answer, and a broken release would replace a working one");

    /// <summary>A container of what serves for ever says when it has to be restarted.</summary>
    public static Rule LivenessProbeIsSet { get; } = ProbeIsSet(
        "liveness", Severity.Warning, "a process that hangs would never be restarted; one that ends by itself when it fails does not need it");

    /// <summary>A liveness probe asks something else than the readiness probe, or is more patient.</summary>
    public static Rule ProbesDiffer { get; } = Rule
        .For<Container>("probes-differ", "A liveness probe is not the same as the readiness probe")
        .Severity(Severity.Warning)
        .Because("a container that is merely busy would be restarted at the moment in which it is taken out of the traffic, and all of them at once under load")
        .Fix("let the liveness probe ask something that fails only when a restart helps, or give it a higher failureThreshold")
        .Check((c, context) => c is { LivenessProbe: { Handler: { } handler } liveness, ReadinessProbe: { } readiness }
                && readiness.Handler == handler && Patience(liveness) < Patience(readiness) && liveness.Node[handler].ToString() == readiness.Node[handler].ToString()
            ? [context.Finding(liveness.Node, $"asks the same as the readiness probe and gives up after {Patience(liveness)} seconds, before that one does after {Patience(readiness)}")]
            : [])
        .Page();

    /// <summary>A liveness probe asks a port that a container of its pod declares.</summary>
    public static Rule LivenessProbePortIsDeclared { get; } = ProbePortIsDeclared("liveness", "restarted again and again");

    /// <summary>A readiness probe asks a port that a container of its pod declares.</summary>
    public static Rule ReadinessProbePortIsDeclared { get; } = ProbePortIsDeclared("readiness", "never ready");

    /// <summary>A startup probe asks a port that a container of its pod declares.</summary>
    public static Rule StartupProbePortIsDeclared { get; } = ProbePortIsDeclared("startup", "restarted again and again");

    private static Rule ProbeIsSet(string probe, Severity severity, string reason) => Rule
        .For<Container>(probe + "-probe-is-set", $"A container has a {probe} probe")
        .Severity(severity)
        .Because(reason)
        .Fix($"add a {probe}Probe that asks what the container serves")
        .Where(PodFacts.Serves)
        .Must(c => c[probe + "Probe"].HasValue, c => $"is not set for {c.Called()}", c => c[probe + "Probe"])
        .Page();

    private static Rule ProbePortIsDeclared(string probe, string fate) => Rule
        .For<Container>(probe + "-probe-port-is-declared", $"A {probe} probe asks a port that is declared")
        .Severity(Severity.Warning)
        .Because($"where nobody listens the container is {fate}")
        .Fix("ask the port on which the container listens, and declare it under ports")
        .Check((c, context) => UndeclaredPort(c, probe + "Probe", context))
        .Page();

    private static IEnumerable<Finding> UndeclaredPort(Container container, string field, RuleContext context)
    {
        var probe = container[field];
        if (!probe.HasValue)
            yield break;

        var handler = probe["httpGet"].HasValue ? probe["httpGet"] : probe["tcpSocket"].HasValue ? probe["tcpSocket"] : probe["grpc"];
        if (handler["port"].Text is not { Length: > 0 } text || handler["host"].HasValue || container.Ports.Count == 0)
            yield break;

        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            if (container.Ports.Any(p => p.Name == text))
                yield break;
            var near = Nearest.Of(text, container.Ports, p => p.Name);
            yield return context.Finding(
                handler["port"], $"asks port {text}; {PortsOf(container)}", nearest: near is null ? null : $"port {near.Name} ({near.Location})", fix: near is null ? null : $"ask {near.Name}");
        }
        else if (!container.PodTemplate.Containers.Any(c => c.Ports.Any(p => p.Number == number)))
        {
            yield return context.Finding(handler["port"], $"asks port {number}; {PortsOf(container)}");
        }
    }

    private static string PortsOf(Container container) =>
        $"the container declares {string.Join(", ", container.Ports.Select(p => p.Name.Length > 0 ? $"{p.Number?.ToString(CultureInfo.InvariantCulture) ?? "none"} ({p.Name})" : p.Number?.ToString(CultureInfo.InvariantCulture) ?? "none"))}";

    /// <summary>Seconds from the start, or from the first failure, until a probe that always fails is believed.</summary>
    private static long Patience(Probe probe) => probe.InitialDelaySeconds + (probe.PeriodSeconds * probe.FailureThreshold);
}
