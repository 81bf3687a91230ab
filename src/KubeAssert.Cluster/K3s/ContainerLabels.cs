using System.Security.Cryptography;
using System.Text;
using KubeAssert.Cluster.Deploying;

namespace KubeAssert.Cluster.K3s;

/// <summary>What a node's container says of itself: the process that started it, and whether it is one to use again.</summary>
internal static class ContainerLabels
{
    public const string Host = "kubeassert.dev/host";
    public const string Process = "kubeassert.dev/process";
    public const string Reuse = "kubeassert.dev/reuse";
    public const string Options = "kubeassert.dev/options";

    /// <summary>The labels as arguments of <c>create</c>, and a name that people recognise; the name of one to use again is its own, so that two runs can't both start it.</summary>
    public static IEnumerable<string> Arguments(K3sOptions options, string fingerprint)
    {
        yield return "--name";
        yield return "kubeassert-k3s-" + (options.Reuse is null ? Guid.NewGuid().ToString("n")[..8] : Hash(options.Reuse));
        foreach (var (label, value) in new[] { (Host, OwnerProcess.Host), (Process, OwnerProcess.Current()), (Reuse, options.Reuse), (Options, fingerprint) })
        {
            if (value is null)
                continue;
            yield return "--label";
            yield return $"{label}={value}";
        }
    }

    /// <summary>A short text that stands for a longer one.</summary>
    public static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)), 0, 6);
}
