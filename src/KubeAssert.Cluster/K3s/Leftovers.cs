using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using KubeAssert.Cluster.Deploying;

namespace KubeAssert.Cluster.K3s;

/// <summary>Containers whose test process is gone.</summary>
internal static class Leftovers
{
    public static async Task RemoveAsync(ContainerCommand command, Action<string>? say, CancellationToken cancel)
    {
        foreach (var (id, host, process, reuse) in await NodeContainer.ListAsync(command, ContainerLabels.Process, cancel).ConfigureAwait(false))
        {
            if (host != Environment.MachineName || reuse is not ("" or "<no value>") || !OwnerProcess.IsGone(process))
                continue;
            await new NodeContainer(command, id, "").RemoveAsync().ConfigureAwait(false);
            say?.Invoke($"removed the K3s container {id[..12]}, whose test run was killed");
        }
    }
}

/// <summary>Containers to remove when this process ends in order, or is told to end.</summary>
internal static class OnExit
{
    private static readonly ConcurrentDictionary<string, NodeContainer> Running = new();
    private static readonly Lazy<IDisposable[]> Hooks = new(Hook);

    public static void Add(NodeContainer container)
    {
        Running[container.Id] = container;
        _ = Hooks.Value;
    }

    public static void Remove(NodeContainer container) => Running.TryRemove(container.Id, out _);

    private static IDisposable[] Hook()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => RemoveAll();
        return new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }.Select(s => (IDisposable)PosixSignalRegistration.Create(s, _ => RemoveAll())).ToArray();
    }

    private static void RemoveAll() => Task.WaitAll(Running.Values.Select(c => Task.Run(c.RemoveAsync)).ToArray(), TimeSpan.FromSeconds(30));
}
