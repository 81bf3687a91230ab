using Docker.DotNet;
using Docker.DotNet.Models;

namespace KubeAssert.Cluster.K3s;

/// <summary>What is asked of the engine itself, beside what Testcontainers does with one container.</summary>
internal static class EngineOperations
{
    private static readonly TimeSpan RemoveTimeLimit = TimeSpan.FromSeconds(60);

    public static async Task<bool> HasImageAsync(this NodeEngine engine, string image, CancellationToken cancel)
    {
        try
        {
            await engine.Docker.Images.InspectImageAsync(image, cancel).ConfigureAwait(false);
            return true;
        }
        catch (DockerApiException)
        {
            return false;
        }
    }

    /// <summary>All containers with a label, whatever its value and whether they run.</summary>
    public static async Task<IList<ContainerListResponse>> ListAsync(this NodeEngine engine, string label, CancellationToken cancel) =>
        await engine.Docker.Containers.ListContainersAsync(new ContainersListParameters
        {
            All = true,
            Filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [label] = true } },
        }, cancel).ConfigureAwait(false);

    public static string? Label(this ContainerListResponse container, string label) =>
        container.Labels is { } labels && labels.TryGetValue(label, out var value) ? value : null;

    /// <summary>Removes a container with its anonymous volumes; one that is gone is removed already.</summary>
    public static async Task RemoveAsync(this NodeEngine engine, string id)
    {
        using var limit = new CancellationTokenSource(RemoveTimeLimit);
        try
        {
            await engine.Docker.Containers.RemoveContainerAsync(id, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DockerApiException or HttpRequestException or OperationCanceledException or IOException)
        {
            // gone, on its way, or left to the next start
        }
    }
}
