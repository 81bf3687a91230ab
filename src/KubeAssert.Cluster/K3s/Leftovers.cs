using KubeAssert.Cluster.Deploying;

namespace KubeAssert.Cluster.K3s;

/// <summary>Containers whose test process is gone.</summary>
internal static class Leftovers
{
    public static async Task RemoveAsync(ContainerEngine engine, Action<string>? say, CancellationToken cancel)
    {
        var labels = new[] { ContainerLabels.Host, ContainerLabels.Process, ContainerLabels.Reuse };
        foreach (var (id, values) in await NodeContainer.ListAsync(engine.Command, ContainerLabels.Process, labels, cancel).ConfigureAwait(false))
        {
            if (values is not [var host, var process, ""] || host != OwnerProcess.Host || !OwnerProcess.IsGone(process))
                continue;
            var container = new NodeContainer(engine, id);
            await container.RemoveAsync().ConfigureAwait(false);
            say?.Invoke($"removed the K3s container {container.ShortId}, whose test run was killed");
        }
    }
}
