using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace KubeAssert.Cluster.K3s;

/// <summary>Containers to remove when this process ends in order, or is told to end: Ctrl-C, a closed terminal, a stopped job.</summary>
internal static class OnExit
{
    private static readonly PosixSignal[] Signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
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
        return Signals.Select(s => (IDisposable)PosixSignalRegistration.Create(s, _ => RemoveAll())).ToArray();
    }

    private static void RemoveAll() => Task.WaitAll(Running.Values.Select(c => Task.Run(c.RemoveAsync)).ToArray(), Patience);
}
