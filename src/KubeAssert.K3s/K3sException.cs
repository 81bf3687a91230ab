namespace KubeAssert.Cluster;

/// <summary>A K3s could not be started or used; the message says why, with the container's last log lines where it died.</summary>
public sealed class K3sException : Exception
{
    internal K3sException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
