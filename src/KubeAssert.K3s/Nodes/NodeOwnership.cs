using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using KubeAssert.Cluster.Deploying;

namespace KubeAssert.Cluster.K3s;

/// <summary>
/// Who removes a node. Testcontainers' reaper does where its image is there; it can't be pulled on a machine without a way to a registry, so each
/// node also carries labels that name its process: removed when the process ends in order or is interrupted, else by the next start.
/// </summary>
internal static class NodeOwnership
{
    public const string HostLabel = "kubeassert.dev/host";
    public const string ProcessLabel = "kubeassert.dev/process";
    public const string ReuseLabel = "kubeassert.dev/reuse";
    public const string OptionsLabel = "kubeassert.dev/options";

    /// <summary>The reaper of Testcontainers 4.16, where <see cref="TestcontainersSettings.ResourceReaperImage"/> names none.</summary>
    private const string DefaultReaper = "testcontainers/ryuk:0.14.0";

    private static readonly PosixSignal[] Signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];
    private static readonly TimeSpan ExitTimeLimit = TimeSpan.FromSeconds(30);
    private static readonly ConcurrentDictionary<string, K3sNode> Running = new();
    private static readonly Lazy<IDisposable[]> Hooks = new(Hook);

    /// <summary>A short text that stands for a longer one.</summary>
    public static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)), 0, 6);

    /// <summary>Whether the reaper can be started without a pull; one line says so where it can't.</summary>
    public static async Task<bool> HasReaperAsync(NodeEngine engine, Action<string>? output, CancellationToken cancel)
    {
        if (!TestcontainersSettings.ResourceReaperEnabled)
            return false;
        if (!ResourceReaper.IsUnavailable)
            return true;
        var image = TestcontainersSettings.ResourceReaperImage?.FullName ?? DefaultReaper;
        if (await engine.HasImageAsync(image, cancel).ConfigureAwait(false))
            return true;
        output?.Invoke($"the image {image} is not here: what a killed run leaves is removed by the next start instead of the reaper");
        return false;
    }

    public static void RemoveAtExit(K3sNode node)
    {
        Running[node.Id] = node;
        _ = Hooks.Value;
    }

    public static void Forget(K3sNode node) => Running.TryRemove(node.Id, out _);

    /// <summary>Removes the nodes of processes of this machine that are gone.</summary>
    public static async Task SweepAsync(NodeEngine engine, Action<string>? output, CancellationToken cancel)
    {
        foreach (var container in await engine.ListAsync(ProcessLabel, cancel).ConfigureAwait(false))
        {
            if (container.Label(ReuseLabel) is not null || container.Label(HostLabel) != OwnerProcess.Host || !OwnerProcess.IsGone(container.Label(ProcessLabel) ?? ""))
                continue;
            await engine.RemoveAsync(container.ID).ConfigureAwait(false);
            output?.Invoke($"removed the K3s container {container.ID[..12]}, whose test run was killed");
        }
    }

    private static IDisposable[] Hook()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => RemoveAll();
        return Signals.Select(s => (IDisposable)PosixSignalRegistration.Create(s, _ => RemoveAll())).ToArray();
    }

    private static void RemoveAll() => Task.WaitAll(Running.Values.Select(n => Task.Run(n.RemoveAsync)).ToArray(), ExitTimeLimit);
}
