using KubeAssert.Cluster.Deploying;

namespace KubeAssert.Cluster.K3s;

/// <summary>How containers of dead runs are told from those of living ones: by the process that started them.</summary>
internal static class ContainerLabels
{
    public const string Host = "kubeassert.dev/host";
    public const string Process = "kubeassert.dev/process";
    public const string Reuse = "kubeassert.dev/reuse";

    public static IEnumerable<string> RunArguments(K3sOptions options)
    {
        yield return "--label";
        yield return $"{Host}={Environment.MachineName}";
        yield return "--label";
        yield return $"{Process}={OwnerProcess.Current()}";
        if (options.Reuse is not null)
        {
            yield return "--label";
            yield return $"{Reuse}={options.Reuse}";
        }
    }
}
