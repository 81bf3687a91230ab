using System.Diagnostics;
using KubeAssert.Cluster.Connection;
using KubeAssert.Cluster.Deploying;

namespace KubeAssert.Cluster.K3s;

/// <summary>How a node's container comes to be: taken again, or pulled, created and started.</summary>
internal sealed class NodeStart(ContainerEngine engine, K3sOptions options)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan SayAgain = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(30);

    /// <summary>A running container. One that is not to be used again is removed at the end of the process, whatever comes.</summary>
    /// <exception cref="K3sException">There is none, with the reason.</exception>
    public async Task<NodeContainer> RunAsync(CancellationToken cancel)
    {
        if (await FindAsync(cancel).ConfigureAwait(false) is { } running)
            return running;
        await PullAsync(cancel).ConfigureAwait(false);
        options.Output?.Invoke($"starting {options.Image}");
        NodeContainer container;
        for (var begin = Stopwatch.GetTimestamp(); ; await Task.Delay(LookAgain, cancel).ConfigureAwait(false))
        {
            try
            {
                container = await NodeContainer.CreateAsync(engine, options, cancel).ConfigureAwait(false);
                break;
            }
            catch (K3sException) when (options.Reuse is not null && Stopwatch.GetElapsedTime(begin) < Quick)
            {
                // another run was quicker to take the name; the engine lists its container a moment later
                if (await FindAsync(cancel).ConfigureAwait(false) is { } others)
                    return others;
            }
        }

        if (options.Reuse is null)
            OnExit.Add(container);
        try
        {
            await container.StartAsync(options, cancel).ConfigureAwait(false);
            return container;
        }
        catch
        {
            OnExit.Remove(container);
            await container.RemoveAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The one to use again; those that ended, and those of the same name that were started otherwise, are removed.</summary>
    private async Task<NodeContainer?> FindAsync(CancellationToken cancel)
    {
        if (options.Reuse is null)
            return null;
        var wanted = NodeContainer.Fingerprint(options, engine);
        foreach (var (id, values) in await NodeContainer.ListAsync(engine.Command, $"{ContainerLabels.Reuse}={options.Reuse}", [ContainerLabels.Options, ContainerLabels.Process, ContainerLabels.Host], cancel).ConfigureAwait(false))
        {
            var container = new NodeContainer(engine, id);
            if (values[0] != wanted)
                options.Output?.Invoke($"replacing the K3s '{options.Reuse}', which was started with other options");
            else if (await IsUpAsync(container, values[1], values[2], cancel).ConfigureAwait(false))
                return container;
            await container.RemoveAsync().ConfigureAwait(false);
        }

        return null;
    }

    /// <summary>Whether it runs; one that another run has just created is waited for.</summary>
    private static async Task<bool> IsUpAsync(NodeContainer container, string process, string host, CancellationToken cancel)
    {
        var begin = Stopwatch.GetTimestamp();
        while (true)
        {
            var status = await container.StatusAsync(cancel).ConfigureAwait(false);
            var isDead = host == OwnerProcess.Host && OwnerProcess.IsGone(process);
            if (isDead || status is not ("created" or "configured" or "initialized") || Stopwatch.GetElapsedTime(begin) > Quick)
                return status == "running";
            await Task.Delay(LookAgain, cancel).ConfigureAwait(false);
        }
    }

    private async Task PullAsync(CancellationToken cancel)
    {
        if ((await engine.Command.TryAsync(["image", "inspect", options.Image], Quick, cancel).ConfigureAwait(false)).Code == 0)
            return;
        options.Output?.Invoke($"pulling {options.Image}");
        var begin = Stopwatch.GetTimestamp();
        var pull = engine.Command.TryAsync(["pull", "--quiet", options.Image], options.StartTimeLimit, cancel);
        while (await Task.WhenAny(pull, Task.Delay(SayAgain, cancel)).ConfigureAwait(false) != pull)
            options.Output?.Invoke($"waiting for the image, {Stopwatch.GetElapsedTime(begin).TotalSeconds:0} s so far");
        var (code, _, errors) = await pull.ConfigureAwait(false);
        if (code != 0)
            throw new K3sException($"The image {options.Image} is not here and could not be pulled by {engine.Command.Program}: {Excerpt.Tail(errors, 3).Trim()}");
    }
}
