namespace KubeAssert.Cluster;

/// <summary>A kubeconfig can't be used; the message says where it is wrong and what to do.</summary>
public sealed class KubeconfigException : Exception
{
    internal KubeconfigException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    internal KubeconfigException(Location location, string message, string fix, Exception? inner = null)
        : this($"{location}: {message}; {fix}", inner) => Location = location;

    /// <summary>The place in the kubeconfig; null when it is about the file as a whole.</summary>
    public Location? Location { get; }
}
