using Docker.DotNet;

namespace KubeAssert.Cluster.K3s;

/// <summary>Puts images into a node that it then need not pull.</summary>
internal sealed class NodeImages(K3sNode node, Action<string>? say)
{
    private string? _architecture;

    /// <summary>An image of the local engine.</summary>
    public async Task LoadAsync(string image, CancellationToken cancel)
    {
        var name = ImageReference.TryParse(image) ?? throw new K3sException($"'{image}' is no name of an image.");
        if (name.Digest is not null)
            throw new K3sException($"The image '{image}' is named by its digest, which an image archive does not keep. Load it by a tag and let the manifests name that tag, or let the node pull it: see K3sOptions.RegistriesYaml.");

        var archive = TemporaryFile();
        try
        {
            await SaveAsync(name.Tag is null ? image + ":latest" : image, archive, cancel).ConfigureAwait(false);
            await LoadArchiveAsync(archive, name, cancel).ConfigureAwait(false);
        }
        catch (DockerApiException e)
        {
            throw new K3sException($"The image '{image}' could not be taken from the container engine: {NodeEngine.FirstLine(e.Message)}. Build it first, and name it with its tag.", e);
        }
        finally
        {
            File.Delete(archive);
        }
    }

    /// <summary>The images of a file.</summary>
    public Task LoadArchiveAsync(string path, CancellationToken cancel) =>
        File.Exists(path) ? LoadArchiveAsync(path, null, cancel) : throw new K3sException($"There is no image archive {path}.");

    private async Task LoadArchiveAsync(string path, ImageReference? wanted, CancellationToken cancel)
    {
        _architecture ??= K3sFacts.Architecture((await node.ExecAsync(["uname", "-m"], cancel).ConfigureAwait(false)).Trim());
        var prepared = TemporaryFile();
        var file = $"{Guid.NewGuid():n}.tar";
        var inside = "/tmp/" + file;
        try
        {
            var names = await ImageArchive.PrepareAsync(path, prepared, _architecture, wanted, cancel).ConfigureAwait(false);
            await node.CopyInAsync(prepared, "/tmp", file, cancel).ConfigureAwait(false);
            await node.ExecAsync(K3sFacts.ImportCommand(inside, _architecture), cancel).ConfigureAwait(false);
            await node.ExecAsync(["rm", inside], cancel).ConfigureAwait(false);
            foreach (var name in names)
            {
                say?.Invoke($"loaded {name} into the node{(ImageReference.TryParse(name)?.PulledTag == "latest"
                    ? "; its tag is latest, which Kubernetes pulls all the same unless the container's imagePullPolicy is IfNotPresent or Never"
                    : "")}");
            }
        }
        finally
        {
            File.Delete(prepared);
        }
    }

    private async Task SaveAsync(string image, string archive, CancellationToken cancel)
    {
        // the engine answers a name that it does not know with an archive of nothing or an error, by its age
        await node.Engine.Docker.Images.InspectImageAsync(image, cancel).ConfigureAwait(false);
        var saved = await node.Engine.Docker.Images.SaveImageAsync(image, cancel).ConfigureAwait(false);
        await using (saved.ConfigureAwait(false))
        {
            var file = File.Create(archive);
            await using (file.ConfigureAwait(false))
                await saved.CopyToAsync(file, cancel).ConfigureAwait(false);
        }
    }

    private static string TemporaryFile() => Path.Combine(Path.GetTempPath(), $"kubeassert-{Guid.NewGuid():n}.tar");
}
