using System.Diagnostics;
using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Containers;
using KubeAssert.Cluster.Connection;
using KubeAssert.Cluster.Deploying;
using Testcontainers.K3s;

namespace KubeAssert.Cluster.K3s;

/// <summary>How a node's container comes to be: used again, or pulled, created and started.</summary>
internal sealed class NodeStart(NodeEngine engine, K3sOptions options)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(30);

    /// <summary>A running container. One that is not to be used again is removed at the end of the process, whatever comes.</summary>
    /// <exception cref="K3sException">There is none, with the reason.</exception>
    public async Task<(K3sContainer Container, K3sNode Node)> RunAsync(CancellationToken cancel)
    {
        await ReplaceAsync(cancel).ConfigureAwait(false);
        await PullAsync(cancel).ConfigureAwait(false);
        options.Output?.Invoke($"starting {options.Image}");
        var hasReaper = options.Reuse is null && await NodeOwnership.HasReaperAsync(engine, options.Output, cancel).ConfigureAwait(false);
        for (var begin = Stopwatch.GetTimestamp(); ; await Task.Delay(PollInterval, cancel).ConfigureAwait(false))
        {
            try
            {
                return await StartAsync(NodeBuild.Create(engine, options, hasReaper), cancel).ConfigureAwait(false);
            }
            catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.Conflict && options.Reuse is not null && Stopwatch.GetElapsedTime(begin) < Quick)
            {
                // another run was quicker to take the name; the engine lists its container a moment later
                await ReplaceAsync(cancel).ConfigureAwait(false);
            }
            catch (DockerApiException e)
            {
                throw new K3sException($"The engine did not start {options.Image}: {NodeEngine.FirstLine(e.Message)}.", e);
            }
        }
    }

    private async Task<(K3sContainer Container, K3sNode Node)> StartAsync(K3sContainer container, CancellationToken cancel)
    {
        var node = new K3sNode(engine, container);
        var isCreated = false;
        container.Created += (_, _) =>
        {
            isCreated = true;
            if (options.Reuse is null)
                NodeOwnership.RemoveAtExit(node);
        };
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var starting = container.StartAsync(end.Token);
        try
        {
            // a container that ends at once would be waited for until a bare TimeoutException
            while (await Task.WhenAny(starting, Task.Delay(PollInterval, cancel)).ConfigureAwait(false) != starting)
            {
                cancel.ThrowIfCancellationRequested();
                if (isCreated && await node.DeathAsync(cancel).ConfigureAwait(false) is { } death)
                    throw new K3sException(death);
            }

            await starting.ConfigureAwait(false);
            return (container, node);
        }
        catch (Exception e)
        {
            await end.CancelAsync().ConfigureAwait(false);
            await starting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var death = isCreated && e is not (K3sException or OperationCanceledException) ? await node.DeathAsync(CancellationToken.None).ConfigureAwait(false) : null;
            if (isCreated && options.Reuse is null)
            {
                NodeOwnership.Forget(node);
                await node.RemoveAsync().ConfigureAwait(false);
            }

            if (death is not null)
                throw new K3sException(death, e);
            throw;
        }
    }

    /// <summary>Removes those of the same name that ended or were started otherwise; one that another run has just created is waited for.</summary>
    private async Task ReplaceAsync(CancellationToken cancel)
    {
        if (options.Reuse is null)
            return;
        var wanted = NodeBuild.Fingerprint(engine, options);
        foreach (var container in await engine.ListAsync($"{NodeOwnership.ReuseLabel}={options.Reuse}", cancel).ConfigureAwait(false))
        {
            if (container.Label(NodeOwnership.OptionsLabel) != wanted)
                options.Output?.Invoke($"replacing the K3s '{options.Reuse}', which was started with other options");
            else if (await IsUpAsync(container, cancel).ConfigureAwait(false))
                continue;
            await engine.RemoveAsync(container.ID).ConfigureAwait(false);
        }
    }

    private async Task<bool> IsUpAsync(ContainerListResponse container, CancellationToken cancel)
    {
        var isDead = container.Label(NodeOwnership.HostLabel) == OwnerProcess.Host && OwnerProcess.IsGone(container.Label(NodeOwnership.ProcessLabel) ?? "");
        for (var begin = Stopwatch.GetTimestamp(); ; await Task.Delay(PollInterval, cancel).ConfigureAwait(false))
        {
            string status;
            try
            {
                status = (await engine.Docker.Containers.InspectContainerAsync(container.ID, cancel).ConfigureAwait(false)).State?.Status ?? "";
            }
            catch (DockerContainerNotFoundException)
            {
                return false;
            }

            if (isDead || status is not ("created" or "configured" or "initialized") || Stopwatch.GetElapsedTime(begin) > Quick)
                return status == "running";
        }
    }

    private async Task PullAsync(CancellationToken cancel)
    {
        if (await engine.HasImageAsync(options.Image, cancel).ConfigureAwait(false))
            return;
        options.Output?.Invoke($"pulling {options.Image}");
        var begin = Stopwatch.GetTimestamp();
        var pull = engine.Docker.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = options.Image }, null, new Progress<JSONMessage>(), cancel);
        try
        {
            while (await Task.WhenAny(pull, Task.Delay(ProgressInterval, cancel)).ConfigureAwait(false) != pull)
            {
                cancel.ThrowIfCancellationRequested();
                options.Output?.Invoke($"waiting for the image, {Stopwatch.GetElapsedTime(begin).TotalSeconds:0} s so far");
            }

            await pull.ConfigureAwait(false);
        }
        catch (DockerApiException e)
        {
            throw new K3sException($"The image {options.Image} is not here and could not be pulled: {Excerpt.Tail(e.Message, 3).Trim()}", e);
        }
    }
}
