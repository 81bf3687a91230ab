using System.Globalization;

namespace KubeAssert.Validation;

/// <summary>What probes and lifecycle hooks do (core/v1 ProbeHandler, LifecycleHandler; core validation: validateHandler).</summary>
internal static class HandlerValidation
{
    private static readonly string[] ProbeHandlers = ["exec", "httpGet", "tcpSocket", "grpc"];
    private static readonly string[] LifecycleHandlers = ["exec", "httpGet", "tcpSocket", "sleep"];

    public static void CheckProbe(Node probe, PodScope pod) => Check(probe, ProbeHandlers, pod);

    /// <summary>The hooks of a container.</summary>
    public static void CheckLifecycle(Node lifecycle, PodScope pod)
    {
        if (lifecycle.Given("postStart") is { } postStart)
            Check(postStart, LifecycleHandlers, pod);
        if (lifecycle.Given("preStop") is { } preStop)
            Check(preStop, LifecycleHandlers, pod);
    }

    private static void Check(Node parent, string[] handlers, PodScope pod)
    {
        string? first = null;
        foreach (var key in handlers)
        {
            if (parent.Given(key) is not { } handler)
                continue;
            if (first is not null)
            {
                pod.Problems.Add("one-handler", handler, $"is a second handler beside {first}; only one can be used", $"remove {first} or {key}");
                continue;
            }

            first = key;
            CheckHandler(key, handler, pod);
        }

        if (first is null)
            pod.Problems.Add("one-handler", parent, "names no handler", $"add one of {string.Join(", ", handlers)}");
    }

    private static void CheckHandler(string key, Node handler, PodScope pod)
    {
        var problems = pod.Problems;
        switch (key)
        {
            case "exec":
                problems.Require(handler, "command", "set the command to run");
                break;
            case "httpGet":
                CheckPort(handler, problems);
                CheckHttp(handler, problems);
                break;
            case "tcpSocket" or "grpc":
                CheckPort(handler, problems);
                break;
            default:
                CheckSleep(handler, pod);
                break;
        }
    }

    /// <summary>A sleep ends within the grace period; since Kubernetes 1.33 it may take no time at all.</summary>
    private static void CheckSleep(Node handler, PodScope pod)
    {
        var seconds = handler.Integer("seconds") ?? 0;
        var least = pod.Problems.Version < KubernetesVersion.V1_33 ? 1 : 0;
        if (seconds < least || seconds > pod.GracePeriod)
        {
            pod.Problems.Add(
                "out-of-range",
                handler,
                string.Create(CultureInfo.InvariantCulture, $"sleeps {seconds} seconds; {least} to {pod.GracePeriod} are allowed, as long as the pod is given to end"),
                "sleep shorter, or raise terminationGracePeriodSeconds");
        }
    }

    private static void CheckHttp(Node handler, Problems problems)
    {
        if (handler.String("scheme").Length > 0)
            problems.Supports(handler["scheme"], "HTTP", "HTTPS");
        foreach (var header in handler.List("httpHeaders"))
        {
            if (!Names.IsHttpHeader(header.String("name")))
                problems.HasForm(header["name"], NameForm.HttpHeader, NodePaths.Child(handler, "httpHeaders"));
        }
    }

    /// <summary>A port's number, or the name of one of the container's ports.</summary>
    private static void CheckPort(Node handler, Problems problems)
    {
        if (handler.Given("port") is not { } port)
            problems.Add("required", handler["port"], "needs port", "set the port's number or name");
        else if (port.IsString)
            problems.HasForm(port, NameForm.PortName);
        else
            problems.InRange(port, 1, 65535);
    }
}
