namespace KubeAssert;

/// <summary>How a container is asked whether it lives, is ready or has started.</summary>
public sealed class Probe : ContainerPart
{
    internal Probe(Container container, Node node, string field)
        : base(container, node) =>
        Field = field;

    /// <summary>The field it is written in: <c>livenessProbe</c>, <c>readinessProbe</c> or <c>startupProbe</c>.</summary>
    public string Field { get; }

    /// <summary>How it asks: <c>httpGet</c>, <c>tcpSocket</c>, <c>exec</c> or <c>grpc</c>; null where nothing of these is written.</summary>
    public string? Handler => Array.Find(["httpGet", "tcpSocket", "exec", "grpc"], handler => Node[handler].HasValue);

    /// <summary>The port it asks, a number or a name; null where it asks none.</summary>
    public IntOrString? Port => Handler is { } handler ? IntOrString.Of(Node[handler]["port"]) : null;

    /// <summary>The path of an HTTP request.</summary>
    /// <value><c>/</c> where nothing is written; null for other handlers.</value>
    public string? HttpPath => Handler == "httpGet" ? Node["httpGet"]["path"].Text is { Length: > 0 } path ? path : "/" : null;

    /// <summary>Seconds before the first question.</summary>
    /// <value>0 where nothing is written.</value>
    public long InitialDelaySeconds => Node["initialDelaySeconds"].AsInteger() ?? 0;

    /// <summary>Seconds between two questions.</summary>
    /// <value>10 where nothing or 0 is written.</value>
    public long PeriodSeconds => OrDefault("periodSeconds", 10);

    /// <summary>Seconds after which an answer is too late.</summary>
    /// <value>1 where nothing or 0 is written.</value>
    public long TimeoutSeconds => OrDefault("timeoutSeconds", 1);

    /// <summary>How many failures in a row count.</summary>
    /// <value>3 where nothing or 0 is written.</value>
    public long FailureThreshold => OrDefault("failureThreshold", 3);

    /// <summary>How many successes in a row count.</summary>
    /// <value>1 where nothing or 0 is written.</value>
    public long SuccessThreshold => OrDefault("successThreshold", 1);

    /// <summary>What messages call it: <c>Deployment/web container web livenessProbe</c>.</summary>
    public override string ToString() => $"{Container} {Field}";

    private long OrDefault(string key, long value) => Node[key].AsInteger() is { } written and not 0 ? written : value;
}
