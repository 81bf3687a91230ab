namespace KubeAssert.Reachability;

/// <summary>One connection that is asked about.</summary>
/// <param name="From">Who opens it.</param>
/// <param name="To">Who is called.</param>
/// <param name="Port">The port of the receiving pods, after a Service has chosen it.</param>
/// <param name="Protocol"><c>TCP</c>, <c>UDP</c> or <c>SCTP</c>.</param>
internal sealed record Flow(NetworkEnd From, NetworkEnd To, int Port, string Protocol)
{
    /// <summary>The end whose policies are asked.</summary>
    public NetworkEnd Subject(bool isIngress) => isIngress ? To : From;

    /// <summary>The other end.</summary>
    public NetworkEnd Peer(bool isIngress) => isIngress ? From : To;
}
